public import Telemetry

/// How the process runs, and by what configuration: what Prometheus tells below `status/`.
public struct ProcessStatus: Sendable, Equatable {
    /// The configuration in force as YAML, in which no secret stands.
    public var configuration: String
    /// The command line's flags with the values in force, by name.
    public var flags: [String: String]
    /// The addresses to which Alertmanagers are told of alerts.
    public var alertmanagers: [String]
    /// When the process started.
    public var startedAt: Timestamp
    /// The directory that relative paths begin at.
    public var workingDirectory: String
    /// Whether the last reading of the configuration succeeded.
    public var isConfigurationRead: Bool
    /// When the configuration was last read without a mistake.
    public var configuredAt: Timestamp
    /// How far back samples are kept.
    public var retention: Duration

    /// Makes a status.
    public init(
        configuration: String = "",
        flags: [String: String] = [:],
        alertmanagers: [String] = [],
        startedAt: Timestamp = Timestamp(millisecondsSince1970: 0),
        workingDirectory: String = "",
        isConfigurationRead: Bool = true,
        configuredAt: Timestamp = Timestamp(millisecondsSince1970: 0),
        retention: Duration = .zero
    ) {
        self.configuration = configuration
        self.flags = flags
        self.alertmanagers = alertmanagers
        self.startedAt = startedAt
        self.workingDirectory = workingDirectory
        self.isConfigurationRead = isConfigurationRead
        self.configuredAt = configuredAt
        self.retention = retention
    }
}
