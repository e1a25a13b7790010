/// Where to open a WebSocket, and how to introduce oneself.
public struct WebSocketRequest: Sendable, Hashable {
    /// The URL, `ws://` or `wss://`.
    public var url: String
    /// The `Origin`, which Wings compares with its panel's URL.
    public var origin: String

    /// Makes a request.
    public init(url: String, origin: String) {
        self.url = url
        self.origin = origin
    }

    /// The URL's parts.
    public struct Address: Sendable, Hashable {
        /// Whether TLS is spoken (`wss`).
        public let isSecure: Bool
        /// The host without brackets.
        public let host: String
        /// The port, or that of the scheme.
        public let port: Int
        /// Host and port as they stand in the URL, for the `Host` header.
        public let authority: String
        /// Path and query, starting with a slash.
        public let target: String
    }

    /// The URL's parts.
    ///
    /// - Throws: `url` when it is no WebSocket's.
    public func address() throws(WebSocketError) -> Address {
        guard let separator = url.firstRange(of: "://"),
            url.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 > " " })
        else { throw .url(url) }
        let scheme = url[..<separator.lowerBound].lowercased()
        let rest = url[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard scheme == "ws" || scheme == "wss", !authority.contains("@") else { throw .url(url) }
        var host = authority.prefix { $0 != ":" }
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { host = authority[...end] }
        let port = authority[host.endIndex...]
        let standard = scheme == "wss" ? 443 : 80
        guard !host.isEmpty, let number = port.isEmpty ? standard : Int(port.dropFirst()), (1...65535).contains(number)
        else { throw .url(url) }
        let path = rest[authority.endIndex...].prefix { $0 != "#" }
        return Address(
            isSecure: scheme == "wss",
            host: host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : String(host),
            port: number,
            authority: String(authority),
            target: path.hasPrefix("/") ? String(path) : "/" + path
        )
    }
}
