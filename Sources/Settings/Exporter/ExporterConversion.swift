public import PterodactylAPI

/// What a `config.yml` of LOENS2/pterodactyl_exporter comes to here: a configuration, the key beside it, and a remark on each of
/// its keys.
///
/// The configuration reads the key from a file, so that it holds no secret; its metrics page shows that exporter's names, too.
public struct ExporterConversion: Sendable, Equatable {
    /// The configuration as YAML.
    public let text: String
    /// The panel's key, to be written to the file that the configuration names.
    public let apiKey: Secret
    /// What became of each key, a sentence each; none holds a secret.
    public let remarks: [String]

    /// The name of the key's file, in the configuration's directory.
    public static let keyFile = "panel-key"

    /// Reads and converts.
    /// - Throws: `unreadableFile`, or `invalid` with every mistake.
    public init(file: String, sources: SettingsSources) throws(SettingsError) {
        let text = try sources.text(of: file)
        let settings = try SettingsDecoder.read(text, file: file, sources: sources) { $0.exporterSettings(from: $1) }
        guard let settings else { throw .invalid([]) }  // not reached: what makes it nil was reported
        self.init(settings)
    }

    init(_ settings: ExporterSettings) {
        text = Self.text(of: settings)
        apiKey = settings.apiKey
        remarks = Self.remarks(on: settings)
    }

    /// How often servers are asked when the file says nothing longer: the panel keeps an answer that long.
    private static let shortestInterval = 20

    private static func interval(of settings: ExporterSettings) -> Int? {
        settings.queryInterval.flatMap { $0 > shortestInterval ? $0 : nil }
    }

    private static func text(of settings: ExporterSettings) -> String {
        var lines = YAMLLines()
        lines.list("panels", [settings]) { settings, lines in
            lines.text("url", settings.url)
            lines.text("api_key_file", keyFile)
            if settings.usesTLS, settings.ignoresCertificate == true { lines.word("insecure_skip_verify", "true") }
            if let scope = settings.scope { lines.word("scope", scope.rawValue) }
        }
        if let interval = interval(of: settings) {
            lines.mapping("collectors") { lines in
                lines.mapping("servers") { $0.duration("interval", .seconds(interval)) }
            }
        }
        lines.mapping("web") { $0.texts("listen_addresses", [":\(settings.port ?? 9_531)"]) }
        lines.mapping("metrics") { $0.word("compat", MetricsSettings.Compatibility.pterodactylExporter.rawValue) }
        lines.mapping("remediation") { $0.word("mode", "observe") }
        return "# Made by pterowatch init from a configuration of pterodactyl_exporter.\n" + lines.text
    }

    private static func remarks(on settings: ExporterSettings) -> [String] {
        var remarks = ["host, host_port, https: panels[0].url is \(settings.url)"]
        remarks.append("api_key: stands in the file \(keyFile), which panels[0].api_key_file names")
        switch settings.ignoresCertificate {
        case true? where settings.usesTLS:
            remarks.append(
                "ignore_ssl: panels[0].insecure_skip_verify is true, so that anybody between here and the panel can read "
                    + "the key; panels[0].ca_file would trust an authority of your own"
            )
        case true?: remarks.append("ignore_ssl: left out, since https is false")
        case false?: remarks.append("ignore_ssl: the panel's certificate is checked, as it is by default")
        case nil: break
        }
        if let scope = settings.scope {
            remarks.append("server_list_type: panels[0].scope is \(scope.rawValue)")
        } else {
            remarks.append("server_list_type: not given; panels[0].scope is auto, which is all that the key can see")
        }
        remarks.append("port: web.listen_addresses is [\":\(settings.port ?? 9_531)\"]")
        if let interval = interval(of: settings) {
            remarks.append(
                "query_interval: collectors.servers.interval is \(interval)s"
            )
        } else if let interval = settings.queryInterval {
            remarks.append(
                "query_interval: \(interval) is left out: the panel keeps an answer for \(shortestInterval) s, which is how "
                    + "often servers are asked by default"
            )
        }
        remarks.append("metrics.compat: the names of pterodactyl_exporter are shown beside ours")
        remarks.append("remediation.mode: observe, so that nothing is ever restarted until you say so")
        return remarks
    }
}
