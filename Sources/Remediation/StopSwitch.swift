public import Telemetry

/// Somebody stopped all remediation: nothing is begun, and what is under way goes no further.
public struct StopSwitch: Sendable, Equatable {
    /// Who, in words: a person's name, or the file that is there.
    public var by: String
    /// Since when.
    public var since: Timestamp

    /// Makes a switch that is thrown.
    public init(by: String, since: Timestamp) {
        self.by = by
        self.since = since
    }
}
