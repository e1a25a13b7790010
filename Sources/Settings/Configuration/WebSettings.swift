/// Where the pages are served.
public struct WebSettings: Sendable, Equatable {
    /// The addresses, at least one.
    public var listenAddresses: [ListenAddress]
    /// Where a browser reaches the agent, without a slash at its end; nil where the first address does.
    public var externalURL: String?
    /// The path of the metrics page; begins with a slash.
    public var telemetryPath: String
    /// How many scrapes are answered at once; 0 for all that come.
    public var maxRequests: Int
    /// Connections in all, at least 1.
    public var maxConnections: Int
    /// Connections from one IPv4 address or IPv6 network; 0 for as many as in all.
    public var maxConnectionsPerAddress: Int
    /// Whether the sockets of a service manager are served in place of the addresses; only the command line says so.
    public var usesSystemdSocket = false
    /// A file that holds the token for what changes something; nil for one of the agent's own in the storage directory.
    public var tokenFile: String?
    /// The web configuration file, which only the command line names; nil for none.
    public var configFile: String?
    /// Whether that file names a certificate; known to whoever has read it.
    public var isSecure = false

    /// Makes the settings.
    public init(
        listenAddresses: [ListenAddress] = [.standard],
        externalURL: String? = nil,
        telemetryPath: String = "/metrics",
        maxRequests: Int = 40,
        maxConnections: Int = 512,
        maxConnectionsPerAddress: Int = 128,
        tokenFile: String? = nil
    ) {
        self.listenAddresses = listenAddresses
        self.externalURL = externalURL
        self.telemetryPath = telemetryPath
        self.maxRequests = maxRequests
        self.maxConnections = maxConnections
        self.maxConnectionsPerAddress = maxConnectionsPerAddress
        self.tokenFile = tokenFile
    }

    /// What an external URL must look like, for messages.
    public static let allowedExternalURL = PanelAddress.allowed

    /// An address by which a browser reaches the agent, without a slash at its end; nil for what is none.
    public static func externalURL(_ text: String) -> String? { PanelAddress.parse(text)?.url }

    /// What a metrics path must look like, for messages.
    public static let allowedTelemetryPath = "a path that begins with / and is not / alone, without ?, # or spaces"

    /// Whether a path can be that of the metrics page.
    public static func isTelemetryPath(_ path: String) -> Bool {
        path.hasPrefix("/") && path.count > 1
            && path.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F && $0 != "?" && $0 != "#" }
    }
}
