import Collecting
import PterodactylAPI

extension SettingsDecoder {
    private static var panelKeys: [String] {
        [
            "name", "url", "api_key", "api_key_file", "ca_file", "insecure_skip_verify",
            "cache_age", "scope", "sources", "nodes",
        ]
    }

    /// Reads the list of panels: at least one, with different names.
    ///
    /// - Parameter wingsInterval: how often the nodes of all panels are asked.
    mutating func panels(of top: Fields, wingsInterval: Duration) -> [PanelSettings] {
        let allowed = "a list of panels, each with url and api_key"
        guard top.has("panels"), let node = top["panels"] else {
            report(.missingKey, at: top["panels"] ?? top.node, path: top.path(to: "panels"), allowed: allowed)
            return []
        }
        guard let nodes = items("panels", of: top, allowed: allowed) else { return [] }
        if nodes.isEmpty { report(.missingKey, at: node, path: "panels", allowed: "at least one panel") }
        var names: Set<String> = []
        return nodes.enumerated().compactMap { index, node in
            let fields = fields(of: node, at: "panels[\(index)]", allowed: Self.panelKeys)
            guard case .mapping = node.content else {
                if node.content == .nothing { report(.missingKey, at: node, path: "panels[\(index)].url") }
                return nil
            }
            return panel(of: fields, wingsInterval: wingsInterval, names: &names)
        }
    }

    private mutating func panel(
        of fields: Fields,
        wingsInterval: Duration,
        names: inout Set<String>
    ) -> PanelSettings? {
        if fields["url"] == nil {
            report(.missingKey, at: fields.node, path: fields.path(to: "url"), allowed: PanelAddress.allowed)
        }
        let address = address(of: fields, kind: "a panel's address")
        let key = apiKey(of: fields)
        let name = text("name", of: fields, allowed: "a name") ?? address?.host
        let cacheAge = duration(
            "cache_age",
            of: fields,
            default: IncidentTiming.realCacheAge,
            in: .zero ... .seconds(3_600)
        )
        let scope: PanelSettings.Scope = choice("scope", of: fields, default: .automatic)
        let acceptsAny = flag("insecure_skip_verify", of: fields, default: false)
        let authorities = certificateAuthorityFile(of: fields)
        let nodes = nodes(of: fields)
        let sources = sourcePlan(of: fields, wingsInterval: wingsInterval, nodes: nodes)
        if let name {
            let node = fields["name"] ?? fields["url"] ?? fields.node
            let path = fields.path(to: "name")
            if name.isEmpty {
                report(.isNot("a name"), at: node, path: path, found: "", allowed: "a text of at least one letter")
            } else if !names.insert(name).inserted {
                let allowed = "a different name for each panel"
                report(.repeated, at: node, path: path, found: fields["name"]?.text ?? name, allowed: allowed)
            }
        }
        guard let address, let key, let name else { return nil }
        return PanelSettings(
            name: name,
            url: address.url,
            apiKey: key,
            certificateAuthorityFile: authorities,
            acceptsAnyCertificate: acceptsAny,
            cacheAge: cacheAge,
            scope: scope,
            sources: sources,
            nodes: nodes
        )
    }
}
