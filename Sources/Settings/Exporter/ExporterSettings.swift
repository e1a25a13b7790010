import PterodactylAPI

/// A `config.yml` of LOENS2/pterodactyl_exporter, with the keys of its version 1.0.7.
struct ExporterSettings: Sendable, Equatable {
    /// The panel's host, with brackets around an IPv6 address.
    var host: String
    /// The panel's port; nil for that of the scheme.
    var hostPort: Int?
    /// Whether the panel is asked by HTTPS.
    var usesTLS: Bool
    /// Whether any certificate of the panel will do; nil when the key is absent.
    var ignoresCertificate: Bool?
    var apiKey: Secret
    /// Which servers; nil when the key is absent.
    var scope: PanelSettings.Scope?
    /// The port that it listens on; nil when the key is absent.
    var port: Int?
    /// How many seconds it waits between two rounds; nil when the key is absent.
    var queryInterval: Int?

    /// Every key that it reads.
    static let keys = [
        "host", "host_port", "port", "api_key", "https", "ignore_ssl", "server_list_type", "query_interval",
    ]

    /// The panel's address.
    var url: String { "\(usesTLS ? "https" : "http")://\(host)\(hostPort.map { ":\($0)" } ?? "")" }
}

extension SettingsDecoder {
    /// Reads that exporter's configuration, as strictly as it does; keys that older versions did not need may be absent.
    ///
    /// - Returns: nil when a problem was reported for what nothing can be done without.
    mutating func exporterSettings(from root: YAMLNode) -> ExporterSettings? {
        let fields = fields(of: root, at: "", allowed: ExporterSettings.keys)
        guard case .mapping = root.content else {
            if root.content == .nothing { report(.missingKey, at: root, path: "host", allowed: Self.allowedHost) }
            return nil
        }
        let host = exporterHost(of: fields)
        let key = exporterKey(of: fields)
        let settings = ExporterSettings(
            host: host ?? "",
            hostPort: number("host_port", of: fields, upTo: 65_535),
            usesTLS: truth("https", of: fields) ?? true,
            ignoresCertificate: truth("ignore_ssl", of: fields),
            apiKey: key ?? Secret(""),
            scope: exporterScope(of: fields),
            port: fields.values["port"] == nil ? nil : integer("port", of: fields, default: 9_531, in: 1...65_535),
            queryInterval: number("query_interval", of: fields, upTo: 86_400)
        )
        return host == nil || key == nil ? nil : settings
    }

    private static let allowedHost = "a host name or an IP address, without scheme, port and path"

    private mutating func exporterHost(of fields: Fields) -> String? {
        guard fields.has("host"), let node = fields["host"] else {
            report(.missingKey, at: fields["host"] ?? fields.node, path: "host", allowed: Self.allowedHost)
            return nil
        }
        let host = node.text ?? ""
        let isPlain = host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._:[]".utf8.contains(byte)
        }
        let parts = PanelAddress.parse("https://\(host)")
        guard isPlain, let parts, [parts.host, "[\(parts.host)]"].contains(host) else {
            // What has a user in it has a password in it, too: it is not shown.
            let found = node.text.map { $0.contains("@") ? nil : $0 } ?? node.kindName
            report(.isNot("a host"), at: node, path: "host", found: found, allowed: Self.allowedHost)
            return nil
        }
        return host
    }

    private mutating func exporterKey(of fields: Fields) -> Secret? {
        let allowed = "a client API key (ptlc_…)"
        guard fields.has("api_key") else {
            report(.missingKey, at: fields["api_key"] ?? fields.node, path: "api_key", allowed: allowed)
            return nil
        }
        return secret("api_key", of: fields, kind: "a key", allowed: allowed, check: Self.mistake)
    }

    /// A truth value as YAML 1.1 has it, or a whole number, which that exporter takes for one; nil when the key is absent or a
    /// problem was reported.
    private mutating func truth(_ key: String, of fields: Fields) -> Bool? {
        guard let node = fields[key] else { return nil }
        if case .scalar(let text, isPlain: true) = node.content {
            let isOneCase = text == text.lowercased() || text == text.uppercased() || text == text.capitalizedWord
            switch text.lowercased() {
            case "true", "yes", "on": if isOneCase { return true }
            case "false", "no", "off": if isOneCase { return false }
            default: if let number = Int(text) { return number != 0 }
            }
        }
        let found = node.text ?? node.kindName
        report(.isNot("true or false"), at: node, path: fields.path(to: key), found: found, allowed: "true, false")
        return nil
    }

    /// A whole number from 1; nothing stands for that exporter's default, as an absent key does.
    private mutating func number(_ key: String, of fields: Fields, upTo limit: Int) -> Int? {
        fields.has(key) ? integer(key, of: fields, default: 1, in: 1...limit) : nil
    }

    private mutating func exporterScope(of fields: Fields) -> PanelSettings.Scope? {
        guard let node = fields["server_list_type"] else { return nil }
        switch node.text {
        case "admin-all": return .adminAll
        case "owner": return .owner
        case "": return .accessible
        default:
            let found = node.text ?? node.kindName
            let allowed = #"admin-all, owner, """#
            report(.isNot("a known word"), at: node, path: "server_list_type", found: found, allowed: allowed)
            return nil
        }
    }
}

extension String {
    /// The first letter large, the others small.
    fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
