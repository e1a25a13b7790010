/// How long the truth may take to arrive when a panel is polled.
public struct IncidentTiming: Sendable, Equatable {
    /// How long a panel 1.11 keeps an answer of `resources`, for each server.
    public static let realCacheAge = Duration.seconds(20)

    /// How old an answer of the panel's `resources` may be.
    public var cacheAge: Duration
    /// How long after a drop the cause is left open: Wings sends what was done in the web console in batches every
    /// 60 s, and restarts a crashed server itself.
    public var grace: Duration

    /// Makes the timing.
    public init(cacheAge: Duration = IncidentTiming.realCacheAge, grace: Duration = .seconds(120)) {
        self.cacheAge = cacheAge
        self.grace = grace
    }

    /// How long a drop is left alone before anything is concluded from what Wings said of it: the rest of its node may be
    /// dropping at the same time, and lines of the console arrive some tenths of a second after the state (recorded: .3 s).
    var settling: Duration { .seconds(2) }

    /// How far two clocks and a slow answer may lie apart.
    var slack: Duration { .seconds(5) }

    /// Where in time the cause of a drop may lie before the last sample that showed the server up.
    var lookback: Duration { lookback(.panel) }

    /// The same for a sample of one source.
    func lookback(_ source: ObservationSource) -> Duration { source == .panel ? cacheAge + slack : slack }
}
