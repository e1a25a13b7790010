public import Telemetry

/// Somebody stopped all remediation: nothing is begun, and what is under way goes no further.
public struct StopSwitch: Sendable, Equatable {
    /// Who, in words: a person's name, or the file that is there.
    public var by: String
    /// Why; nil when nobody said.
    public var reason: String?
    /// Since when.
    public var since: Timestamp
    /// The file that holds it back while it is there; nil where that is not known.
    public var file: String?

    /// Makes a switch that is thrown.
    public init(by: String, reason: String? = nil, since: Timestamp, file: String? = nil) {
        self.by = by
        self.reason = reason
        self.since = since
        self.file = file
    }
}
