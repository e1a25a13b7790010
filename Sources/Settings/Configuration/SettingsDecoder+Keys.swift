import PterodactylAPI

extension SettingsDecoder {
    /// Reads the key of a panel from `api_key` or `api_key_file`; no message holds a part of it.
    mutating func apiKey(of fields: Fields) -> Secret? {
        if let node = fields["api_key"], fields["api_key_file"] != nil {
            report(
                .conflict(with: "api_key_file"),
                at: node,
                path: fields.path(to: "api_key"),
                allowed: "one of the two"
            )
            return nil
        }
        if let node = fields["api_key"] {
            let path = fields.path(to: "api_key")
            guard node.text != nil else {
                report(.isNot("a key"), at: node, path: path, allowed: Self.allowedKey)
                return nil
            }
            guard let key = text(of: node, at: path) else { return nil }
            return checked(key, at: node, path: path)
        }
        guard let node = fields["api_key_file"] else {
            let allowed = "api_key or api_key_file: \(Self.allowedKey)"
            report(.missingKey, at: fields.node, path: fields.path(to: "api_key"), allowed: allowed)
            return nil
        }
        let path = fields.path(to: "api_key_file")
        guard let name = text(of: node, at: path, allowed: "a file") else { return nil }
        let resolved = FilePath.resolve(name, besides: file)
        do {
            var key = try sources.readFile(resolved)[...]
            while let last = key.last, last.isNewline { key = key.dropLast() }
            return checked(String(key), at: node, path: path)
        } catch {
            report(.unreadable(error), at: node, path: path, found: resolved)
            return nil
        }
    }

    private static var allowedKey: String { "a client API key (ptlc_…), or ${NAME} for the environment variable NAME" }

    private mutating func checked(_ key: String, at node: YAMLNode, path: String) -> Secret? {
        let reason: String? =
            if key.isEmpty {
                "the key is empty"
            } else if !key.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) {
                "the key holds a space, a line break or a letter that no key has"
            } else if key.hasPrefix("ptla_") {
                "this is an application API key, which cannot use the client API"
            } else {
                nil
            }
        guard let reason else { return Secret(key) }
        report(.unusable(reason), at: node, path: path, allowed: Self.allowedKey)
        return nil
    }
}
