extension SettingsDecoder {
    /// Reads the section `metrics`.
    mutating func metrics(of top: Fields) -> MetricsSettings {
        let fields = fields("metrics", of: top, allowed: ["created", "compat"])
        return MetricsSettings(
            writesCreation: flag("created", of: fields, default: false),
            compatibility: compatibility(of: fields)
        )
    }

    /// Reads one exporter's name, or a list of them.
    private mutating func compatibility(of fields: Fields) -> [MetricsSettings.Compatibility] {
        guard let node = fields["compat"] else { return [] }
        let path = fields.path(to: "compat")
        let nodes: [(node: YAMLNode, path: String)] =
            switch node.content {
            case .nothing: []
            case .sequence(let items): items.enumerated().map { ($1, "\(path)[\($0)]") }
            case .scalar, .mapping: [(node, path)]
            }
        var found: [MetricsSettings.Compatibility] = []
        for (node, path) in nodes {
            let allowed = MetricsSettings.Compatibility.allCases.map(\.rawValue).joined(separator: ", ")
            guard let text = node.text, let exporter = MetricsSettings.Compatibility(rawValue: text) else {
                let seen = node.text ?? node.kindName
                report(.isNot("a known exporter"), at: node, path: path, found: seen, allowed: allowed)
                continue
            }
            if found.contains(exporter) {
                report(.repeated, at: node, path: path, found: text, allowed: "each exporter once")
            } else {
                found.append(exporter)
            }
        }
        return found
    }
}
