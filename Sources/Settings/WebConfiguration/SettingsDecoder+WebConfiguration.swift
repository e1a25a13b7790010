import PterodactylAPI

extension SettingsDecoder {
    /// Reads a web configuration.
    mutating func webConfiguration(from root: YAMLNode) -> WebConfiguration {
        let fields = self.fields(
            of: root,
            at: "",
            allowed: [
                "tls_server_config", "http_server_config", "basic_auth_users", "rate_limit", "bearer_token_files",
            ]
        )
        var configuration = WebConfiguration()
        configuration.tls = webTLS(of: fields)
        let server = self.fields("http_server_config", of: fields, allowed: ["http2", "headers"])
        configuration.http2 = flag("http2", of: server, default: true)
        configuration.headers = webHeaders(of: server)
        configuration.users = webUsers(of: fields)
        configuration.tokens = webTokens(of: fields)
        configuration.rateLimit = webRate(of: fields)
        return configuration
    }

    /// The five headers that exporter-toolkit allows, with the values that it allows.
    private mutating func webHeaders(of server: Fields) -> [WebConfiguration.Header] {
        let names = [
            "Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options",
            "X-XSS-Protection",
        ]
        let fields = self.fields("headers", of: server, allowed: names)
        return names.compactMap { name -> WebConfiguration.Header? in
            guard fields.has(name), let node = fields[name] else { return nil }
            let path = fields.path(to: name)
            let words: [String]? =
                switch name {
                case "X-Content-Type-Options": ["nosniff"]
                case "X-Frame-Options": ["deny", "sameorigin"]
                default: nil
                }
            let allowed = words?.joined(separator: ", ") ?? "one line of visible ASCII characters"
            guard let value = node.text, value.unicodeScalars.allSatisfy({ (0x20..<0x7F).contains($0.value) }) else {
                report(.isNot("the value of a header"), at: node, path: path, found: node.kindName, allowed: allowed)
                return nil
            }
            if let words, !words.contains(value.lowercased()) {
                report(.isNot("a known word"), at: node, path: path, found: value, allowed: allowed)
                return nil
            }
            return WebConfiguration.Header(name: name, value: value)
        }
    }

    /// The hashes as they are, without variables: a hash is full of dollar signs.
    ///
    /// No message holds a part of one.
    private mutating func webUsers(of root: Fields) -> [String: Secret] {
        let fields = self.fields("basic_auth_users", of: root, allowed: [])
        var users: [String: Secret] = [:]
        for (name, node) in fields.values {
            if let text = node.text, BcryptText.isHash(text), !name.contains(":") {
                users[name] = Secret(text)
                continue
            }
            let reason =
                name.contains(":") ? "a user's name has no colon" : "this is not the bcrypt hash of a password"
            // Without a blank behind the colon the hash is a part of the name, which is then not shown.
            let isName = name.count <= 32 && !name.contains("$")
            let path = isName ? fields.path(to: name) : fields.path
            report(.unusable(reason), at: node, path: path, allowed: BcryptText.allowed)
        }
        return users
    }

    private mutating func webTokens(of root: Fields) -> [Secret] {
        let key = "bearer_token_files"
        let allowed = "a list of files, each with one line of at least 16 visible characters"
        guard let nodes = items(key, of: root, allowed: allowed) else { return [] }
        return nodes.compactMap { node -> Secret? in
            let path = root.path(to: key)
            guard let name = text(of: node, at: path, allowed: allowed) else { return nil }
            let resolved = FilePath.resolve(name, besides: file)
            let content: String
            do throws(FileReadError) {
                content = try sources.readFile(resolved)
            } catch {
                report(.unreadable(error), at: node, path: path, found: resolved)
                return nil
            }
            var token = content[...]
            while let last = token.last, last.isWhitespace { token = token.dropLast() }
            guard token.count >= 16, token.unicodeScalars.allSatisfy({ (0x21..<0x7F).contains($0.value) }) else {
                report(.unusable("the file \(resolved) holds no token"), at: node, path: path, allowed: allowed)
                return nil
            }
            return Secret(String(token))
        }
    }

    private mutating func webRate(of root: Fields) -> WebConfiguration.RateLimit? {
        let fields = self.fields("rate_limit", of: root, allowed: ["interval", "burst"])
        let interval = duration("interval", of: fields, default: .zero, in: .zero ... .seconds(86_400))
        let burst = integer("burst", of: fields, default: 0, in: 0...1_000_000)
        guard interval > .zero else { return nil }
        guard burst > 0 else {
            report(
                .unusable("no request would ever be answered"),
                at: fields["burst"] ?? fields.node,
                path: fields.path(to: "burst"),
                allowed: "1 and more with an interval"
            )
            return nil
        }
        return WebConfiguration.RateLimit(interval: interval, burst: burst)
    }
}
