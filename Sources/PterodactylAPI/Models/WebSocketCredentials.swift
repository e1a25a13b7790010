/// Where to open a server's WebSocket, and the token that it asks for; valid for 10 minutes.
public struct WebSocketCredentials: Sendable, Hashable {
    /// The token to authenticate with.
    public var token: Secret
    /// The URL, `wss://` or `ws://`, at the node.
    public var socket: String

    /// Makes credentials.
    public init(
        token: Secret,
        socket: String
    ) {
        self.token = token
        self.socket = socket
    }
}

extension WebSocketCredentials {
    init(_ at: JSONReader) throws(PanelError) {
        self.init(
            token: Secret(try at["data"]["token"].string()),
            socket: try at["data"]["socket"].string()
        )
    }
}
