/// What is said alike of panels and nodes: where they are, and whom to trust.
extension SettingsDecoder {
    /// Reads an address, mostly under `url`.
    ///
    /// - Parameter kind: what it should be, for messages.
    /// - Returns: nil when the key is absent or a problem was reported.
    mutating func address(_ key: String = "url", of fields: Fields, kind: String) -> PanelAddress.Parts? {
        let path = fields.path(to: key)
        guard let node = fields[key], let text = text(of: node, at: path, allowed: PanelAddress.allowed) else {
            return nil
        }
        guard let address = PanelAddress.parse(text) else {
            // An address with a user in it has a password in it, too: it is not shown.
            let found = node.text.flatMap { $0.contains("@") ? nil : $0 }
            report(.isNot(kind), at: node, path: path, found: found, allowed: PanelAddress.allowed)
            return nil
        }
        return address
    }

    /// Reads `ca_file`: the file must be there and hold a certificate.
    ///
    /// - Returns: the file's path, besides the configuration when it is relative; nil when the key is absent.
    mutating func certificateAuthorityFile(of fields: Fields) -> String? {
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
