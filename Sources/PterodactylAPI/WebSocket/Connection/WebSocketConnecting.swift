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
