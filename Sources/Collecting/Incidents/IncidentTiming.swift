/// How long the truth may take to arrive when a panel is polled.
public struct IncidentTiming: Sendable, Equatable {
    /// How old an answer of the panel's `resources` may be: 20 s, cached per server.
    public var cacheAge: Duration
    /// How long after a drop the cause is left open: Wings sends what was done in the web console in batches every
    /// 60 s, and restarts a crashed server itself.
    public var grace: Duration

    /// Makes the timing.
    public init(cacheAge: Duration = .seconds(20), grace: Duration = .seconds(120)) {
        self.cacheAge = cacheAge
        self.grace = grace
    }

    /// How far two clocks and a slow answer may lie apart.
    var slack: Duration { .seconds(5) }

    /// Where in time the cause of a drop may lie before the last sample that showed the server up.
    var lookback: Duration { cacheAge + slack }
}
