extension SettingsDecoder {
    private static var reachKeys: [String] { ["url", "ca_file", "insecure_skip_verify"] }

    /// Reads `nodes` of a panel: those that are not reached as the panel says, with different names.
    mutating func nodes(of panel: Fields) -> [NodeSettings] {
        let allowed = "a list of nodes, each with name and at least one of \(Self.reachKeys.joined(separator: ", "))"
        guard let items = items("nodes", of: panel, allowed: allowed) else { return [] }
        var names: Set<String> = []
        return items.enumerated().compactMap { index, item in
            let path = "\(panel.path(to: "nodes"))[\(index)]"
            let fields = fields(of: item, at: path, allowed: ["name"] + Self.reachKeys)
            guard case .mapping = item.content else {
                if item.content == .nothing { report(.missingKey, at: item, path: fields.path(to: "name")) }
                return nil
            }
            return node(of: fields, names: &names)
        }
    }

    private mutating func node(of fields: Fields, names: inout Set<String>) -> NodeSettings? {
        let name = nodeName(of: fields, names: &names)
        let url = address(of: fields, kind: "a node's address")?.url
        let authorities = certificateAuthorityFile(of: fields)
        let acceptsAny = flag("insecure_skip_verify", of: fields, default: false)
        if Self.reachKeys.allSatisfy({ fields[$0] == nil }) {
            report(
                .unusable("says nothing of how the node is reached"),
                at: fields.node,
                path: fields.path,
                allowed: "name and at least one of \(Self.reachKeys.joined(separator: ", "))"
            )
        }
        guard let name else { return nil }
        return NodeSettings(
            name: name,
            url: url,
            certificateAuthorityFile: authorities,
            acceptsAnyCertificate: acceptsAny
        )
    }

    private mutating func nodeName(of fields: Fields, names: inout Set<String>) -> String? {
        let path = fields.path(to: "name")
        let allowed = "the name that the node has on the panel"
        guard let node = fields["name"] else {
            report(.missingKey, at: fields.node, path: path, allowed: allowed)
            return nil
        }
        guard let name = text(of: node, at: path, allowed: allowed) else { return nil }
        guard !name.isEmpty else {
            report(.isNot("a name"), at: node, path: path, found: "", allowed: allowed)
            return nil
        }
        guard names.insert(name).inserted else {
            report(.repeated, at: node, path: path, found: node.text, allowed: "each node once")
            return nil
        }
        return name
    }
}
