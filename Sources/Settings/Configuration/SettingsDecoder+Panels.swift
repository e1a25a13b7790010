import PterodactylAPI

extension SettingsDecoder {
    private static var panelKeys: [String] {
        ["name", "url", "api_key", "api_key_file", "ca_file", "insecure_skip_verify", "cache_age", "scope"]
    }

    /// Reads the list of panels: at least one, with different names.
    mutating func panels(of top: Fields) -> [PanelSettings] {
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
            return panel(of: fields, names: &names)
        }
    }

    private mutating func panel(of fields: Fields, names: inout Set<String>) -> PanelSettings? {
        let address = address(of: fields)
        let key = apiKey(of: fields)
        let name = text("name", of: fields, allowed: "a name") ?? address?.host
        let cacheAge = duration(
            "cache_age",
            of: fields,
            default: .seconds(20),
            in: .zero ... .seconds(3_600)
        )
        let scope: PanelSettings.Scope = choice("scope", of: fields, default: .automatic)
        let acceptsAny = flag("insecure_skip_verify", of: fields, default: false)
        let authorities = certificateAuthorityFile(of: fields)
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
            scope: scope
        )
    }

    private mutating func address(of fields: Fields) -> PanelAddress.Parts? {
        let path = fields.path(to: "url")
        guard let node = fields["url"] else {
            report(.missingKey, at: fields.node, path: path, allowed: PanelAddress.allowed)
            return nil
        }
        guard let text = text(of: node, at: path, allowed: PanelAddress.allowed) else { return nil }
        guard let address = PanelAddress.parse(text) else {
            // An address with a user in it has a password in it, too: it is not shown.
            let found = node.text.flatMap { $0.contains("@") ? nil : $0 }
            report(.isNot("a panel's address"), at: node, path: path, found: found, allowed: PanelAddress.allowed)
            return nil
        }
        return address
    }

    private mutating func certificateAuthorityFile(of fields: Fields) -> String? {
        guard let name = text("ca_file", of: fields, allowed: "a file"), let node = fields["ca_file"] else {
            return nil
        }
        let path = FilePath.resolve(name, besides: file)
        do {
            let text = try sources.readFile(path)
            if !text.contains("-----BEGIN CERTIFICATE-----") {
                let reason = "the file \"\(path)\" holds no certificate in PEM form"
                report(.unusable(reason), at: node, path: fields.path(to: "ca_file"))
            }
        } catch {
            report(.unreadable(error), at: node, path: fields.path(to: "ca_file"), found: path)
        }
        return path
    }
}
