import PterodactylAPI

extension SettingsDecoder {
    /// Reads a text that nobody may see, from a key or from the file that another key names; no message holds a part of it.
    ///
    /// - Parameters:
    ///   - key: the key of the text; the file's has `_file` behind it.
    ///   - kind: what it should be, in a word.
    ///   - allowed: what it should be, for the message.
    ///   - check: what is wrong with a text; nil when nothing is.
    /// - Returns: nil when neither key is given or a problem was reported.
    mutating func secret(
        _ key: String,
        of fields: Fields,
        kind: String,
        allowed: String,
        check: (String) -> String?
    ) -> Secret? {
        let fileKey = key + "_file"
        if let node = fields[key], fields[fileKey] != nil {
            report(.conflict(with: fileKey), at: node, path: fields.path(to: key), allowed: "one of the two")
            return nil
        }
        let path: String
        let node: YAMLNode
        let text: String
        if let given = fields[key] {
            (node, path) = (given, fields.path(to: key))
            guard node.text != nil else {
                report(.isNot(kind), at: node, path: path, allowed: allowed)
                return nil
            }
            guard let found = self.text(of: node, at: path) else { return nil }
            text = found
        } else if let given = fields[fileKey] {
            (node, path) = (given, fields.path(to: fileKey))
            guard let name = self.text(of: node, at: path, allowed: "a file") else { return nil }
            let resolved = FilePath.resolve(name, besides: file)
            do {
                var found = try sources.readFile(resolved)[...]
                while let last = found.last, last.isNewline { found = found.dropLast() }
                text = String(found)
            } catch {
                report(.unreadable(error), at: node, path: path, found: resolved)
                return nil
            }
        } else {
            return nil
        }
        guard let reason = check(text) else { return Secret(text) }
        report(.unusable(reason), at: node, path: path, allowed: allowed)
        return nil
    }
}
