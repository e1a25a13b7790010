import PterodactylAPI
import TestSupport

/// What Wings does with tokens, in short: it accepts good ones, and puts a `jwt error` in the place of every event else.
final class ScriptedWings: Sendable {
    struct State: Sendable {
        /// The tokens that the panel gave, numbered from 1, by the time at which they end.
        var ends: [ContinuousClock.Instant] = []
        /// The tokens that were presented, in order.
        var presented: [Int] = []
        /// Tokens up to this number are revoked.
        var revoked = 0
        /// Requests besides `auth`, in order.
        var requests: [String] = []
        var pongs = 0
    }

    let state = Watched(State())
    private let life: Duration

    init(life: Duration = .seconds(600)) { self.life = life }

    /// What the panel answers.
    func credentials(for node: ScriptedNode) -> WebSocketCredentials {
        let number = state.change { state in
            state.ends.append(ContinuousClock.now + life)
            return state.ends.count
        }
        return WebSocketCredentials(token: Secret("token-\(number)"), socket: node.socketURL)
    }

    /// Answers a client.
    func answer(_ socket: NodeSocket, _ frame: NodeFrame) {
        guard case .text(let text) = frame, let json = JSONValue(parsing: Array(text.utf8)),
            let event = json["event"]?.string
        else {
            if frame == .pong { state.change { $0.pongs += 1 } }
            return
        }
        guard event == "auth" else {
            state.change { $0.requests.append(event) }
            if event == "send stats" { say(socket, "stats", #"{"state":"running"}"#) }
            return
        }
        let number = json["args"]?.array?.first?.string.flatMap { Int($0.drop { $0 != "-" }.dropFirst()) } ?? 0
        let isFirst = state.change { state in
            state.presented.append(number)
            return state.presented.count == 1
        }
        socket.say("auth success")
        if isFirst { say(socket, "status", "running") }
    }

    /// Says something, when the last token is still good.
    func say(_ socket: NodeSocket, _ event: String, _ argument: String) {
        let refusal: String? = state.change { state in
            guard let number = state.presented.last, number > 0 else { return "jwt: no jwt present" }
            if number <= state.revoked { return "jwt: created too far in past (denylist)" }
            return state.ends[number - 1] <= ContinuousClock.now ? "jwt: exp claim is invalid" : nil
        }
        if let refusal { socket.say("jwt error", refusal) } else { socket.say(event, argument) }
    }
}
