/// What a panel's address must look like.
enum PanelAddress {
    /// An address in its parts: `https://panel.example.com:8443/games` has the authority `panel.example.com:8443`.
    struct Parts: Equatable {
        /// The address without a trailing slash.
        let url: String
        /// The host, without port and brackets.
        let host: String
    }

    /// What is allowed, for messages.
    static let allowed = "http://HOST[:PORT][/PATH] or https://HOST[:PORT][/PATH], without user, query or fragment"

    /// Takes an address apart; nil when it is not one that a panel can have.
    static func parse(_ text: String) -> Parts? {
        guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let isPlain = rest.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value < 0x7F && !"?#@\\\"<>".unicodeScalars.contains($0)
        }
        guard isPlain else { return nil }
        let authority = rest.prefix { $0 != "/" }
        guard let host = host(of: authority) else { return nil }
        var path = rest.dropFirst(authority.count)
        while path.hasSuffix("/") { path = path.dropLast() }
        return Parts(url: scheme + authority + path, host: host)
    }

    private static func host(of authority: Substring) -> String? {
        let host: Substring
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = parts.first ?? ""
            port = parts.count > 1 ? parts[1] : nil
            guard !host.contains("["), !host.contains("]") else { return nil }
        }
        if let port {
            guard let number = Int(port), (1...65_535).contains(number) else { return nil }
        }
        return host.isEmpty ? nil : String(host)
    }
}
