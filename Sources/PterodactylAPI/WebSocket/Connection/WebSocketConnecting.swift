/// Opens WebSockets: the way out of this library for what is not a request and an answer.
///
/// An implementation verifies certificates, follows no redirect, answers pings by itself, puts fragments together and keeps
/// no connection longer than the work on it lasts.
public protocol WebSocketConnecting: Sendable {
    /// Opens a socket, and closes it when the work is done, has failed or its task was cancelled.
    ///
    /// - Throws: why there is no socket; what happens to it afterwards is told by `WebSocketLink.next`.
    func withWebSocket(
        _ request: WebSocketRequest,
        _ work: (any WebSocketLink) async -> Void
    ) async throws(WebSocketError)
}

/// An open WebSocket.
///
/// What is sent goes out in order, without waiting; on a closed socket it is dropped.
public protocol WebSocketLink: Sendable {
    /// Waits for what comes next; `closed` is the last, and comes at once when the task is cancelled.
    func next() async -> WebSocketSignal

    /// Sends a text.
    func send(_ text: String)

    /// Sends a ping, which the other side answers with a pong.
    func ping()

    /// Closes the socket with a code of RFC 6455, such as 1000.
    func close(code: Int)
}

/// What comes from a WebSocket.
public enum WebSocketSignal: Sendable, Hashable {
    /// A text, put together from its fragments.
    case text(String)
    /// The other side is there: a pong, a ping, or something that is no text.
    case sign
    /// It is over.
    case closed(WebSocketClosure)
}

/// How a WebSocket ended.
public struct WebSocketClosure: Sendable, Hashable {
    /// The code of RFC 6455; 1006 stands for an end without any.
    public var code: Int
    /// The other side's words; may be empty.
    public var reason: String

    /// Makes a closure.
    public init(code: Int, reason: String = "") {
        self.code = code
        self.reason = reason
    }

    /// The connection ended without a word, as when Wings is restarted.
    public static let abnormal = WebSocketClosure(code: 1006)
}

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
