import Collecting
import PterodactylAPI

/// A configuration as YAML, with every default spelled out and no secret in it.
///
/// What is read from the text is the configuration again, but for keys, tokens, passwords and the addresses of receivers, which
/// are all `<secret>`. Paths are those that relative ones were resolved to.
public enum ConfigurationText {
    /// What stands in a secret's place, as in Prometheus.
    public static let hidden = "<secret>"

    /// Writes a configuration.
    public static func yaml(of configuration: Configuration) -> String {
        var lines = YAMLLines()
        lines.list("panels", configuration.panels) { write($0, to: &$1) }
        lines.mapping("collectors") { lines in
            let collectors = configuration.collectors
            lines.mapping("inventory") { $0.duration("interval", collectors.inventory.interval) }
            for (name, collector) in [
                ("servers", collectors.servers), ("nodes", collectors.nodes), ("backups", collectors.backups),
            ] {
                lines.mapping(name) { lines in
                    lines.word("enabled", "\(collector.isEnabled)")
                    lines.duration("interval", collector.interval)
                }
            }
            let interval = configuration.panels.first?.sources.wingsInterval ?? SourcePlan.defaultWingsInterval
            lines.mapping("wings") { $0.duration("interval", interval) }
        }
        lines.mapping("budget") { lines in
            lines.word("share", "\(configuration.budget.share)")
            lines.word("reserve", "\(configuration.budget.reserve)")
        }
        lines.mapping("web") { lines in
            lines.texts("listen_addresses", configuration.web.listenAddresses.map(\.description))
            lines.text("external_url", configuration.web.externalURL)
            lines.text("telemetry_path", configuration.web.telemetryPath)
            lines.word("max_requests", "\(configuration.web.maxRequests)")
            lines.word("max_connections", "\(configuration.web.maxConnections)")
            lines.word("max_connections_per_address", "\(configuration.web.maxConnectionsPerAddress)")
            lines.text("token_file", configuration.web.tokenFile)
        }
        lines.mapping("metrics") { lines in
            lines.word("created", "\(configuration.metrics.writesCreation)")
            lines.texts("compat", configuration.metrics.compatibility.map(\.rawValue))
        }
        lines.mapping("rules") { lines in
            lines.word("builtin", "\(configuration.rules.usesBuiltin)")
            lines.texts("files", configuration.rules.patterns)
            lines.duration("evaluation_interval", configuration.rules.evaluationInterval)
        }
        lines.mapping("remediation") { write(configuration.remediation, to: &$0) }
        lines.mapping("notifications") { write(configuration.notifications, to: &$0) }
        lines.mapping("storage") { $0.text("path", configuration.storage.path) }
        lines.mapping("log") { lines in
            lines.word("level", configuration.log.level.rawValue)
            lines.word("format", configuration.log.format.rawValue)
        }
        return lines.text
    }

    private static func write(_ panel: PanelSettings, to lines: inout YAMLLines) {
        lines.text("url", panel.url)
        lines.text("api_key", hidden)
        lines.text("name", panel.name)
        lines.text("ca_file", panel.certificateAuthorityFile)
        lines.word("insecure_skip_verify", "\(panel.acceptsAnyCertificate)")
        lines.duration("cache_age", panel.cacheAge)
        lines.word("scope", panel.scope.rawValue)
        lines.mapping("sources") { lines in
            lines.word("servers", panel.sources.polling.rawValue)
            switch panel.sources.stream {
            case .automatic: lines.word("stream", "auto")
            case .all: lines.word("stream", "all")
            case .none: lines.word("stream", "none")
            case .matching(let selector):
                lines.mapping("stream") { lines in
                    lines.texts("nodes", selector.nodes)
                    lines.texts("servers", selector.servers)
                }
            }
        }
        guard !panel.nodes.isEmpty else { return }
        lines.list("nodes", panel.nodes) { node, lines in
            lines.text("name", node.name)
            lines.text("url", node.url)
            lines.text("ca_file", node.certificateAuthorityFile)
            lines.word("insecure_skip_verify", "\(node.acceptsAnyCertificate)")
        }
    }
}
