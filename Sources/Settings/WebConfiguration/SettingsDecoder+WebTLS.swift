import PterodactylAPI

extension SettingsDecoder {
    /// Reads `tls_server_config`; nil where it names no certificate, or a problem was reported.
    mutating func webTLS(of root: Fields) -> WebTLSSettings? {
        let fields = self.fields(
            "tls_server_config",
            of: root,
            allowed: [
                "cert", "cert_file", "key", "key_file", "client_auth_type", "client_ca", "client_ca_file",
                "client_allowed_sans", "min_version", "max_version", "cipher_suites", "prefer_server_cipher_suites",
                "curve_preferences",
            ]
        )
        guard !fields.values.isEmpty else { return nil }
        let certificate = pem("cert", of: fields, isRequired: true)
        let key = pem("key", of: fields, isRequired: true)
        var settings = WebTLSSettings(certificate: certificate?.reveal() ?? "", key: key ?? Secret(""))
        settings.clients = choice("client_auth_type", of: fields, default: .none)
        settings.clientAuthorities = pem("client_ca", of: fields, isRequired: false)?.reveal()
        checkClients(settings, of: fields)
        settings.clientNames = clientNames(of: fields)
        settings.minimum = choice("min_version", of: fields, default: .tls12)
        settings.maximum = choice("max_version", of: fields, default: .tls13)
        if settings.minimum == .tls13, settings.maximum == .tls12, let node = fields["max_version"] {
            report(.conflict(with: "min_version"), at: node, path: fields.path(to: "max_version"), allowed: "TLS13")
        }
        settings.suites = choices("cipher_suites", of: fields)
        settings.prefersOwnSuites = flag("prefer_server_cipher_suites", of: fields, default: true)
        settings.curves = choices("curve_preferences", of: fields)
        return certificate == nil || key == nil ? nil : settings
    }

    private mutating func pem(_ key: String, of fields: Fields, isRequired: Bool) -> Secret? {
        let allowed = "\(key)_file with a file, or \(key) with its text, in PEM"
        guard fields[key] != nil || fields[key + "_file"] != nil else {
            if isRequired {
                report(.missingKey, at: fields.node, path: fields.path(to: key + "_file"), allowed: allowed)
            }
            return nil
        }
        return secret(key, of: fields, kind: "a text", allowed: allowed) {
            $0.contains("-----BEGIN ") ? nil : "there is nothing in PEM in it"
        }
    }

    private mutating func checkClients(_ settings: WebTLSSettings, of fields: Fields) {
        let isVerifying = settings.clients == .verifyIfGiven || settings.clients == .requireAndVerify
        let hasAuthorities = fields["client_ca"] != nil || fields["client_ca_file"] != nil
        let path = fields.path(to: "client_auth_type")
        if isVerifying, !hasAuthorities {
            report(
                .unusable("nobody may vouch for a client's certificate"),
                at: fields["client_auth_type"] ?? fields.node,
                path: path,
                allowed: "with client_ca_file or client_ca"
            )
        } else if settings.clients == .none, hasAuthorities {
            report(
                .unusable("client_ca has no use where clients are not asked for a certificate"),
                at: fields["client_auth_type"] ?? fields["client_ca_file"] ?? fields["client_ca"] ?? fields.node,
                path: path,
                allowed: WebTLSSettings.ClientAuthentication.allCases.dropFirst().map(\.rawValue).joined(
                    separator: ", "
                )
            )
        }
    }

    private mutating func clientNames(of fields: Fields) -> [String]? {
        let allowed = "a list of names, such as [prometheus.example.com]"
        guard fields.has("client_allowed_sans") else { return nil }
        guard let nodes = items("client_allowed_sans", of: fields, allowed: allowed) else { return nil }
        return nodes.compactMap { node -> String? in
            if node.text == nil {
                report(
                    .isNot("a name"),
                    at: node,
                    path: fields.path(to: "client_allowed_sans"),
                    found: node.kindName,
                    allowed: allowed
                )
            }
            return node.text
        }
    }

    private mutating func choices<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String,
        of fields: Fields
    ) -> [Choice] {
        let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        guard let nodes = items(key, of: fields, allowed: "a list of \(allowed)") else { return [] }
        return nodes.compactMap { node -> Choice? in
            if let choice = node.text.flatMap({ Choice(rawValue: $0) }) { return choice }
            let found = node.text ?? node.kindName
            report(.isNot("a known word"), at: node, path: fields.path(to: key), found: found, allowed: allowed)
            return nil
        }
    }
}
