import Notifying

extension SettingsDecoder {
    /// Reads the whole file.
    mutating func configuration(from root: YAMLNode) -> Configuration {
        let top = fields(
            of: root,
            at: "",
            allowed: [
                "panels", "collectors", "budget", "web", "metrics", "rules", "remediation", "notifications", "storage",
                "log",
            ]
        )
        let collected = fields(
            "collectors",
            of: top,
            allowed: ["inventory", "servers", "nodes", "backups", "wings"]
        )
        let wingsInterval = wingsInterval(of: collected)
        let notifications = notifications(of: top)
        receivers = notifications.receivers.map(\.plan.name)
        let remediation = remediation(of: top)
        var rules = rules(of: top)
        rules.proactive = remediation.proactive
        return Configuration(
            panels: panels(of: top, wingsInterval: wingsInterval),
            collectors: collectors(of: collected),
            budget: budget(of: top),
            web: web(of: top),
            metrics: metrics(of: top),
            rules: rules,
            remediation: remediation,
            notifications: notifications,
            storage: storage(of: top),
            log: log(of: top)
        )
    }

    private mutating func collectors(of fields: Fields) -> CollectorSettings {
        let standard = CollectorSettings()
        return CollectorSettings(
            inventory: collector("inventory", of: fields, default: standard.inventory, mayStop: false),
            servers: collector("servers", of: fields, default: standard.servers),
            nodes: collector("nodes", of: fields, default: standard.nodes),
            backups: collector("backups", of: fields, default: standard.backups)
        )
    }

    private mutating func collector(
        _ key: String,
        of parent: Fields,
        default standard: CollectorSettings.Collector,
        mayStop: Bool = true
    ) -> CollectorSettings.Collector {
        let fields = fields(key, of: parent, allowed: mayStop ? ["enabled", "interval"] : ["interval"])
        return CollectorSettings.Collector(
            isEnabled: mayStop ? flag("enabled", of: fields, default: standard.isEnabled) : true,
            interval: duration(
                "interval",
                of: fields,
                default: standard.interval,
                in: .milliseconds(50) ... .seconds(86_400)
            )
        )
    }

    private mutating func budget(of top: Fields) -> BudgetSettings {
        let standard = BudgetSettings()
        let fields = fields("budget", of: top, allowed: ["share", "reserve"])
        return BudgetSettings(
            share: ratio("share", of: fields, default: standard.share, in: 0.01...1),
            reserve: ratio("reserve", of: fields, default: standard.reserve, in: 0...0.9)
        )
    }

    private mutating func web(of top: Fields) -> WebSettings {
        let fields = fields(
            "web",
            of: top,
            allowed: [
                "listen_addresses", "external_url", "telemetry_path", "max_requests", "max_connections",
                "max_connections_per_address", "token_file",
            ]
        )
        var settings = WebSettings()
        settings.maxRequests = integer("max_requests", of: fields, default: settings.maxRequests, in: 0...100_000)
        settings.maxConnections = integer(
            "max_connections",
            of: fields,
            default: settings.maxConnections,
            in: 1...100_000
        )
        settings.maxConnectionsPerAddress = integer(
            "max_connections_per_address",
            of: fields,
            default: settings.maxConnectionsPerAddress,
            in: 0...100_000
        )
        let nodes = items("listen_addresses", of: fields, allowed: "a list of \(ListenAddress.allowed)") ?? []
        let addresses = nodes.enumerated().compactMap { index, node -> ListenAddress? in
            let path = "\(fields.path(to: "listen_addresses"))[\(index)]"
            guard let text = text(of: node, at: path, allowed: ListenAddress.allowed) else { return nil }
            guard let address = ListenAddress(parsing: text) else {
                report(.isNot("an address"), at: node, path: path, found: node.text, allowed: ListenAddress.allowed)
                return nil
            }
            return address
        }
        if !addresses.isEmpty { settings.listenAddresses = addresses }
        settings.externalURL = address("external_url", of: fields, kind: "the agent's address")?.url
        if let name = text("token_file", of: fields) { settings.tokenFile = FilePath.resolve(name, besides: file) }
        if let path = text("telemetry_path", of: fields), let node = fields["telemetry_path"] {
            if WebSettings.isTelemetryPath(path) {
                settings.telemetryPath = path
            } else {
                let allowed = WebSettings.allowedTelemetryPath
                let key = fields.path(to: "telemetry_path")
                report(.isNot("a path"), at: node, path: key, found: node.text, allowed: allowed)
            }
        }
        return settings
    }

    private mutating func rules(of top: Fields) -> RuleSettings {
        let fields = fields("rules", of: top, allowed: ["builtin", "files", "evaluation_interval"])
        var settings = RuleSettings()
        settings.usesBuiltin = flag("builtin", of: fields, default: settings.usesBuiltin)
        settings.evaluationInterval = duration(
            "evaluation_interval",
            of: fields,
            default: settings.evaluationInterval,
            in: .milliseconds(50) ... .seconds(3_600)
        )
        for (index, node) in (items("files", of: fields, allowed: "a list of files") ?? []).enumerated() {
            let path = "\(fields.path(to: "files"))[\(index)]"
            guard let text = text(of: node, at: path, allowed: "a file, or a pattern with * and ?") else { continue }
            settings.patterns.append(text)
            settings.files += FilePath.matches(
                of: FilePath.resolve(text, besides: file),
                listing: sources.listDirectory
            ).filter { !settings.files.contains($0) }
        }
        return settings
    }

    private mutating func storage(of top: Fields) -> StorageSettings {
        let fields = fields("storage", of: top, allowed: ["path"])
        guard let path = text("path", of: fields), let node = fields["path"] else { return StorageSettings() }
        guard !path.isEmpty else {
            report(.isNot("a directory"), at: node, path: fields.path(to: "path"), found: "", allowed: "a directory")
            return StorageSettings()
        }
        return StorageSettings(path: FilePath.resolve(path, besides: file))
    }

    private mutating func log(of top: Fields) -> LogSettings {
        let fields = fields("log", of: top, allowed: ["level", "format"])
        return LogSettings(
            level: choice("level", of: fields, default: .info),
            format: choice("format", of: fields, default: .logfmt)
        )
    }
}
