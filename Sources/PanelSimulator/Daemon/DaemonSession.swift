import PterodactylAPI
import Telemetry

/// One WebSocket, as Wings keeps it: text in, text out, and what the text asks for (wings `router/websocket`).
struct DaemonSession: Sendable {
    /// What a client asked for that the session cannot do by itself.
    enum Request: Sendable, Equatable {
        /// The first good `auth`: from now on the client listens.
        case authenticated
        case setState(String)
        case sendLogs
        case sendStats
        case sendCommand(String)
    }

    let id: StreamID
    /// The server's number in the world, and its id.
    let server: Int
    let uuid: String
    let node: NodeID
    /// The token of the last good `auth`.
    private(set) var token: WebSocketToken?
    /// What is to be sent.
    private(set) var outbox: [StreamFrame] = []
    /// What came in while Wings hung.
    var heldBack: [String] = []
    /// Whether the connection is at its end, but for what is still to be sent.
    private(set) var isOver = false

    /// Starts a session that has not authenticated.
    init(id: StreamID, server: SimulatedServer) {
        self.id = id
        self.server = server.id
        uuid = server.uuid
        node = server.node
    }

    /// Takes a text frame; the answers that need nobody else are in the outbox.
    mutating func receive(
        _ text: String,
        by node: SimulatedNode,
        random: inout SplitMix64,
        at now: Timestamp
    ) -> Request? {
        guard !isOver, let message = JSON(parsing: Array(text.utf8)), let event = message["event"]?.string else {
            return nil
        }
        let argument = (message["args"]?.strings ?? []).joined()
        guard event != "auth" else { return authenticate(argument, by: node, random: &random, at: now) }
        guard let token, token.refusal(by: node, for: uuid, at: now) == nil else {
            push("jwt error", [tokenError(by: node, at: now) ?? ""], at: now)
            return nil
        }
        switch event {
        case "set state":
            let needed =
                switch argument {
                case "start": "control.start"
                case "stop", "kill": "control.stop"
                case "restart": "control.restart"
                default: "websocket.connect"
                }
            return token.grants(needed) ? .setState(argument) : nil
        case "send command": return token.grants("control.console") ? .sendCommand(argument) : nil
        case "send logs": return .sendLogs
        case "send stats": return .sendStats
        default: return nil
        }
    }

    private mutating func authenticate(
        _ text: String,
        by node: SimulatedNode,
        random: inout SplitMix64,
        at now: Timestamp
    ) -> Request? {
        guard let fresh = WebSocketToken(parsing: text, key: node.wingsToken) else {
            report(isTokenError: false, "jwt: HMAC verification failed", random: &random, at: now)
            return nil
        }
        if let refusal = fresh.refusal(by: node, for: nil, at: now) {
            report(isTokenError: true, refusal, random: &random, at: now)
            return nil
        }
        let isFirst = token == nil
        token = fresh
        push("auth success", nil, at: now)
        return isFirst ? .authenticated : nil
    }

    /// Sends an event, or what takes its place: nothing without the permission, `jwt error` without a good token.
    mutating func deliver(_ event: WingsEvent.Frame, by node: SimulatedNode, at now: Timestamp) {
        guard !isOver else { return }
        if let error = tokenError(by: node, at: now) { return push("jwt error", [error], at: now) }
        if let permission = event.permission, token?.grants(permission) != true { return }
        outbox.append(StreamFrame(at: now, payload: .text(event.text)))
    }

    /// Looks at the token's end, as Wings does every 30 s.
    mutating func checkExpiry(by node: SimulatedNode, warning: Duration, at now: Timestamp) {
        guard !isOver, let token else { return }
        let left = token.expiresAt - now.millisecondsSince1970.flooredQuotient(by: 1_000)
        guard Double(left) <= warning.inSeconds else { return }
        if let error = tokenError(by: node, at: now) { return push("jwt error", [error], at: now) }
        push(left <= 0 ? "token expired" : "token expiring", nil, at: now)
    }

    /// Tells that a request failed; only administrators read why, unless it is the token or the text is for all.
    mutating func report(
        isTokenError: Bool = false,
        isOpen: Bool = false,
        _ text: String,
        random: inout SplitMix64,
        at now: Timestamp
    ) {
        let isShown = isTokenError || isOpen || token?.grants("admin.websocket.errors") == true
        let shown = isShown ? text : "an unexpected error was encountered while handling this request"
        push(isTokenError ? "jwt error" : "daemon error", ["Error Event [\(random.uuid())]: \(shown)"], at: now)
    }

    /// Ends the connection, with a close frame or without.
    mutating func end(_ payload: StreamFrame.Payload, at now: Timestamp) {
        guard !isOver else { return }
        isOver = true
        outbox.append(StreamFrame(at: now, payload: payload))
    }

    /// Takes what is to be sent; not earlier than a time when Wings has only just woken.
    mutating func takeFrames() -> [StreamFrame] {
        let frames = outbox
        outbox = []
        return frames
    }

    /// Lets everything that is still to be sent be sent now: Wings was stopped and goes on.
    mutating func postpone(to now: Timestamp) {
        outbox = outbox.map { StreamFrame(at: now, payload: $0.payload) }
    }

    private func tokenError(by node: SimulatedNode, at now: Timestamp) -> String? {
        guard let token else { return "jwt: no jwt present" }
        return token.refusal(by: node, for: uuid, at: now)
    }

    private mutating func push(_ event: String, _ arguments: [String]?, at now: Timestamp) {
        outbox.append(StreamFrame(at: now, payload: .text(WingsEvent.frameText(event, arguments))))
    }
}
