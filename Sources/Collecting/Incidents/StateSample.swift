public import PterodactylAPI
public import Telemetry

/// One answer about a server's process.
public struct StateSample: Sendable, Equatable {
    /// The power state.
    public let state: PowerState
    /// How long the container has been up; zero when it is not, or when Wings does not know (just after its own start).
    public let uptime: Duration
    /// When the answer came.
    public let receivedAt: Timestamp

    /// Makes a sample.
    public init(state: PowerState, uptime: Duration, receivedAt: Timestamp) {
        self.state = state
        self.uptime = uptime
        self.receivedAt = receivedAt
    }

    /// Whether the sample says nothing: a Wings that just started reports `running` with uptime 0 until its first
    /// statistics arrive, and the panel may cache that (`recorded/wings`, trap 2 of the observations).
    var isUnknown: Bool { state == .running && uptime == .zero }
}
