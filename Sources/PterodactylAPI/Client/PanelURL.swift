/// A panel's address, checked: what stands before `/api/…` in every request.
public struct PanelURL: Sendable, Hashable, CustomStringConvertible {
    /// The address without a slash at its end, such as `https://panel.example.com`.
    public let text: String

    /// Checks an address.
    ///
    /// Accepted is `http` or `https`, a host, a port and a path for a panel below one. A slash at the end is dropped, since
    /// the panel answers 404 to `//api` (recorded).
    public init(_ text: String) throws(PanelURLError) {
        guard !text.isEmpty else { throw .empty }
        guard text.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 > " " }) else { throw .forbiddenCharacter(text) }
        guard let separator = text.firstRange(of: "://") else { throw .noScheme(text) }
        let scheme = text[..<separator.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { throw .scheme(scheme) }
        let rest = text[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else { throw .credentials }
        guard !rest.contains("?"), !rest.contains("#") else { throw .query(text) }
        try Self.check(authority, of: text)
        var path = rest[authority.endIndex...]
        while path.hasSuffix("/") { path.removeLast() }
        if ["/api", "/api/client", "/api/application", "/admin"].contains(where: path.hasSuffix) {
            throw .apiPath(text)
        }
        self.text = "\(scheme)://\(authority.lowercased())\(path)"
    }

    /// The value as text.
    public var description: String { text }

    /// Checks host and port; an IPv6 address stands in brackets.
    private static func check(_ authority: Substring, of text: String) throws(PanelURLError) {
        let host: Substring
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != ":" }
        }
        guard !host.isEmpty, host != "[]" else { throw .noHost(text) }
        let rest = authority[host.endIndex...]
        guard !rest.isEmpty else { return }
        guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()), (1...65535).contains(port) else {
            throw .port(String(rest), text)
        }
    }
}

/// Why a text is no panel's address.
public enum PanelURLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nothing there.
    case empty
    /// White space, a control character, or one that is not ASCII.
    case forbiddenCharacter(String)
    /// No `://`.
    case noScheme(String)
    /// Neither `http` nor `https`.
    case scheme(String)
    /// Nothing between `://` and the path.
    case noHost(String)
    /// No number from 1 to 65535 after the host.
    case port(String, String)
    /// A user name or password before the host; the address itself is not kept, since it holds a secret.
    case credentials
    /// A query or fragment.
    case query(String)
    /// A path of the panel's own behind the address.
    case apiPath(String)

    /// The value as text.
    public var description: String {
        let allowed = "expected an address such as https://panel.example.com"
        switch self {
        case .empty: return "the panel's URL is empty; \(allowed)"
        case .forbiddenCharacter(let text):
            return "the panel's URL \"\(text)\" holds white space or a character that is not ASCII; \(allowed)"
        case .noScheme(let text): return "the panel's URL \"\(text)\" has no scheme; \(allowed)"
        case .scheme(let scheme): return "the panel's URL has the scheme \"\(scheme)\"; allowed are http and https"
        case .noHost(let text): return "the panel's URL \"\(text)\" has no host; \(allowed)"
        case .port(let port, let text):
            return "the panel's URL \"\(text)\" has \"\(port)\" after its host; allowed is a port from 1 to 65535"
        case .credentials:
            return "the panel's URL holds a user name or password; \(allowed), and the API key in its own setting"
        case .query(let text): return "the panel's URL \"\(text)\" has a query or fragment; \(allowed)"
        case .apiPath(let text):
            return "the panel's URL \"\(text)\" leads into the panel; leave out the path behind its address"
        }
    }
}
