import ArgumentParser
import Settings

/// The flags that every exporter has.
struct ServingFlags: ParsableArguments {
    @Option(
        name: .customLong("web.listen-address"),
        help: ArgumentHelp(
            "Where to listen; may be repeated (default: \(ListenAddress.standard)).",
            valueName: "address"
        ),
        transform: ListenAddress.argument
    )
    var listenAddresses: [ListenAddress] = []

    @Option(
        name: .customLong("web.external-url"),
        help: ArgumentHelp("Where a browser reaches the agent, for links in notifications.", valueName: "url"),
        transform: externalURL
    )
    var externalURL: String?

    @Option(
        name: .customLong("web.telemetry-path"),
        help: ArgumentHelp("Path of the metrics page (default: /metrics).", valueName: "path"),
        transform: telemetryPath
    )
    var telemetryPath: String?

    @Option(
        name: .customLong("web.max-requests"),
        help: ArgumentHelp("How many scrapes are answered at once; 0 for all (default: 40).", valueName: "number"),
        transform: maxRequests
    )
    var maxRequests: Int?

    @Flag(
        name: .customLong("web.systemd-socket"),
        help: "Serve the sockets that systemd opened (a .socket unit) in place of any address."
    )
    var usesSystemdSocket = false

    @Option(
        name: .customLong("web.config.file"),
        help: ArgumentHelp("The file that says how TLS is spoken and who may ask (default: none).", valueName: "file")
    )
    var webConfigFile: String?

    @Flag(
        name: .customLong("metrics.created"),
        inversion: .prefixedNo,
        help: "Since when each counter counts, a series _created for each (default: off)."
    )
    var writesCreation: Bool?
    @Option(
        name: .customLong("metrics.compat"),
        help: ArgumentHelp("Whose metric names are shown beside ours; may be repeated.", valueName: "exporter")
    )
    var compatibility: [MetricsSettings.Compatibility] = []

    @Option(name: .customLong("log.level"), help: ArgumentHelp("The least level that is logged.", valueName: "level"))
    var logLevel: LogSettings.Level?

    @Option(name: .customLong("log.format"), help: ArgumentHelp("The form of a log line.", valueName: "format"))
    var logFormat: LogSettings.Format?

    /// What was said, to be laid over the configuration file.
    func overrides(storagePath: String?) -> ConfigurationOverrides {
        ConfigurationOverrides(
            listenAddresses: listenAddresses,
            externalURL: externalURL,
            telemetryPath: telemetryPath,
            maxRequests: maxRequests,
            usesSystemdSocket: usesSystemdSocket,
            webConfigFile: webConfigFile,
            writesCreation: writesCreation,
            compatibility: compatibility,
            logLevel: logLevel,
            logFormat: logFormat,
            storagePath: storagePath
        )
    }

    private static func externalURL(_ text: String) throws -> String {
        guard let url = WebSettings.externalURL(text) else {
            throw ValidationError("\"\(text)\" is not an address; allowed: \(WebSettings.allowedExternalURL)")
        }
        return url
    }

    private static func maxRequests(_ text: String) throws -> Int {
        guard let number = Int(text), (0...100_000).contains(number) else {
            throw ValidationError("\"\(text)\" is not a number of scrapes; allowed: a whole number from 0 to 100000")
        }
        return number
    }

    private static func telemetryPath(_ text: String) throws -> String {
        guard WebSettings.isTelemetryPath(text) else {
            throw ValidationError("\"\(text)\" is not a path; allowed: \(WebSettings.allowedTelemetryPath)")
        }
        return text
    }
}
