/// Where the pages are served.
public struct WebSettings: Sendable, Equatable {
    /// The addresses, at least one.
    public var listenAddresses: [ListenAddress]
    /// The path of the metrics page; begins with a slash.
    public var telemetryPath: String

    /// Makes the settings.
    public init(listenAddresses: [ListenAddress] = [.standard], telemetryPath: String = "/metrics") {
        self.listenAddresses = listenAddresses
        self.telemetryPath = telemetryPath
    }

    /// What a metrics path must look like, for messages.
    public static let allowedTelemetryPath = "a path that begins with / and is not / alone, without ?, # or spaces"

    /// Whether a path can be that of the metrics page.
    public static func isTelemetryPath(_ path: String) -> Bool {
        path.hasPrefix("/") && path.count > 1
            && path.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F && $0 != "?" && $0 != "#" }
    }
}
