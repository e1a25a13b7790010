/// Why a WebSocket could not be opened.
public enum WebSocketError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The URL is none of a WebSocket.
    case url(String)
    /// The other side is there, and answered the upgrade with another status.
    ///
    /// Of Wings, 403 means that the `Origin` is wrong, and 404 that it does not have the server (any more).
    case refused(status: Int)
    /// There is no connection, or what came back is no WebSocket.
    case transport(TransportError)

    /// A bounded lower-snake word for a metric label.
    public var reason: String {
        switch self {
        case .url: "url"
        case .refused(403): "origin_refused"
        case .refused(404): "not_on_node"
        case .refused: "refused"
        case .transport(let error): error.reason
        }
    }

    /// The value as text.
    public var description: String {
        switch self {
        case .url(let url): "\"\(url)\" is no WebSocket's URL; expected one that begins with ws:// or wss://"
        case .refused(403): "the node refuses the Origin (403): it has to be the panel's URL as the node knows it"
        case .refused(404): "the node does not have the server (404)"
        case .refused(let status): "the node refuses the WebSocket (\(status))"
        case .transport(let error): error.description
        }
    }
}
