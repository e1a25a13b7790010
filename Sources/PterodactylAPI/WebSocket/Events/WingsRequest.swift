/// What a client may say on a server's WebSocket.
///
/// Wings carries out requests at the same time: two of them have no order.
public enum WingsRequest: Sendable, Hashable {
    /// Presents a token, at first or to renew it on the same socket.
    case authenticate(Secret)
    /// Asks for one `stats`, which carries the state: the way to resynchronise.
    case sendStats
    /// Asks for up to 150 last lines of the console; nothing comes when the container does not run.
    case sendLogs
    /// Writes a line to the server's console; silently ignored without `control.console`, and when it is offline.
    case sendCommand(String)
    /// Sends a power signal; needs the permission of its kind, `control.stop` for kill.
    case setState(PowerSignal)

    /// The frame's text; that of `authenticate` holds the token.
    public var frame: String {
        let (event, arguments): (String, [JSONValue]) =
            switch self {
            case .authenticate(let token): ("auth", [.string(token.reveal())])
            case .sendStats: ("send stats", [])
            case .sendLogs: ("send logs", [])
            case .sendCommand(let text): ("send command", [.string(text)])
            case .setState(let signal): ("set state", [.string(signal.rawValue)])
            }
        let object: JSONValue = ["event": .string(event), "args": .array(arguments)]
        return object.text
    }
}
