public import PterodactylAPI
public import Telemetry

/// One observation of a server's process.
public struct StateSample: Sendable, Equatable {
    /// The power state.
    public let state: PowerState
    /// How long the container has been up; zero when it is not, or when Wings does not know (just after its own start); nil
    /// when it was not told.
    public let uptime: Duration?
    /// Where it comes from.
    public let source: ObservationSource
    /// When it was asked for: what a node tells was true then or later.
    public let askedAt: Timestamp
    /// When it came.
    public let receivedAt: Timestamp

    /// Makes an observation.
    ///
    /// - Parameter askedAt: when it was asked for; nil for what came unasked, or where nobody knows.
    public init(
        state: PowerState,
        uptime: Duration?,
        source: ObservationSource = .panel,
        askedAt: Timestamp? = nil,
        receivedAt: Timestamp
    ) {
        self.state = state
        self.uptime = uptime
        self.source = source
        self.askedAt = askedAt ?? receivedAt
        self.receivedAt = receivedAt
    }

    /// Whether the sample says nothing: a Wings that just started reports `running` with uptime 0 until its first
    /// statistics arrive, and the panel may cache that (`recorded/wings`, trap 2 of the observations).
    var isUnknown: Bool { state == .running && uptime == .zero }

    /// The earliest time at which it may have been true: the panel answers from a cache.
    func earliestTruth(_ timing: IncidentTiming) -> Timestamp {
        source == .panel ? receivedAt - timing.cacheAge : askedAt
    }
}
