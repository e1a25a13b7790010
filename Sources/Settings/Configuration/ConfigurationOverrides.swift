/// What the command line says; it wins over the file.
public struct ConfigurationOverrides: Sendable, Equatable {
    /// `--web.listen-address`, as often as it was given.
    public var listenAddresses: [ListenAddress]
    /// `--web.external-url`, without a slash at its end.
    public var externalURL: String?
    /// `--web.telemetry-path`.
    public var telemetryPath: String?
    /// `--web.max-requests`.
    public var maxRequests: Int?
    /// `--web.systemd-socket`.
    public var usesSystemdSocket: Bool
    /// `--web.config.file`.
    public var webConfigFile: String?
    /// `--metrics.created`.
    public var writesCreation: Bool?
    /// `--metrics.compat`.
    public var compatibility: [MetricsSettings.Compatibility]
    /// `--log.level`.
    public var logLevel: LogSettings.Level?
    /// `--log.format`.
    public var logFormat: LogSettings.Format?
    /// `--storage.path`.
    public var storagePath: String?

    /// Makes overrides; what is not given leaves the file's value.
    public init(
        listenAddresses: [ListenAddress] = [],
        externalURL: String? = nil,
        telemetryPath: String? = nil,
        maxRequests: Int? = nil,
        usesSystemdSocket: Bool = false,
        webConfigFile: String? = nil,
        writesCreation: Bool? = nil,
        compatibility: [MetricsSettings.Compatibility] = [],
        logLevel: LogSettings.Level? = nil,
        logFormat: LogSettings.Format? = nil,
        storagePath: String? = nil
    ) {
        self.listenAddresses = listenAddresses
        self.externalURL = externalURL
        self.telemetryPath = telemetryPath
        self.maxRequests = maxRequests
        self.usesSystemdSocket = usesSystemdSocket
        self.webConfigFile = webConfigFile
        self.writesCreation = writesCreation
        self.compatibility = compatibility
        self.logLevel = logLevel
        self.logFormat = logFormat
        self.storagePath = storagePath
    }
}
