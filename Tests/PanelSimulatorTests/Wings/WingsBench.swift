import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

/// A bench with ways to a node's Wings: its HTTP API with the node's token, and WebSockets.
struct WingsBench {
    /// What the nodes take for the panel's URL: the bench's own.
    static let panelURL = "http://127.0.0.1:8800"

    var bench: Bench
    /// Everything that came on WebSockets.
    var received: [StreamFrame] = []

    init(_ options: SimulatorOptions = SimulatorOptions()) {
        bench = Bench(options)
        bench.panel.panelURL = Self.panelURL
    }

    var now: Telemetry.Timestamp { bench.now }

    /// The secret of a node, as the application API shows it.
    mutating func token(of node: Int = 1) -> String {
        bench.send(.get, "/api/application/nodes/\(node)/configuration").json["token"].text
    }

    /// Sends a request to a node's Wings; 0 stands for silence, -1 for a refused connection.
    mutating func ask(
        _ method: HTTPRequest.Method,
        _ target: String,
        node: Int = 1,
        token: String? = nil,
        body: String? = nil,
        headers: [(name: String, value: String)] = []
    ) -> HTTPResponse {
        switch reply(method, target, node: node, token: token, body: body, headers: headers) {
        case .answer(let response, _): response
        case .never, .cut: HTTPResponse(status: 0)
        case .refused: HTTPResponse(status: -1)
        }
    }

    /// Sends a request to a node's Wings, and tells also when it is answered.
    mutating func reply(
        _ method: HTTPRequest.Method,
        _ target: String,
        node: Int = 1,
        token: String? = nil,
        body: String? = nil,
        headers: [(name: String, value: String)] = []
    ) -> SimulatedReply {
        let token = token ?? self.token(of: node)
        let request = HTTPRequest(
            method: method,
            url: "https://node.simulated:8080" + target,
            headers: (token.isEmpty ? [] : [("Authorization", "Bearer " + token)]) + headers,
            body: Array((body ?? "").utf8)
        )
        return bench.panel.respondAsWings(NodeID(node), to: request, at: now)
    }

    /// The full id of a server.
    func uuid(_ name: String) -> String { bench.panel.server(named: name)?.uuid.rawValue ?? "" }

    /// The credentials that the panel gives for a server's WebSocket.
    mutating func credentials(_ name: String, key: Secret? = nil) -> JSONValue {
        bench.send(.get, "/api/client/servers/\(bench.id(name))/websocket", key: key).json["data"]
    }

    /// Asks a node's Wings for a WebSocket.
    mutating func opening(
        of uuid: String,
        origin: String? = panelURL,
        node: NodeID = NodeID(1)
    ) -> StreamOpening {
        var headers: [(name: String, value: String)] = [("Connection", "Upgrade"), ("Upgrade", "websocket")]
        if let origin { headers.append(("Origin", origin)) }
        let request = HTTPRequest(method: .get, url: "ws://node/api/servers/\(uuid)/ws", headers: headers)
        return bench.panel.openStream(on: node, request, at: now)
    }

    /// Opens a WebSocket to a server without authenticating.
    mutating func open(_ name: String) throws -> StreamID {
        guard case .opened(let stream) = opening(of: uuid(name)) else {
            throw Refused()
        }
        return stream
    }

    struct Refused: Error {}

    /// Opens a WebSocket to a server and authenticates.
    mutating func connect(_ name: String, key: Secret? = nil) throws -> StreamID {
        let stream = try open(name)
        authenticate(stream, credentials(name, key: key)["token"].text)
        return stream
    }

    mutating func authenticate(_ stream: StreamID, _ token: String) { send("auth", token, on: stream) }

    mutating func send(_ event: String, _ argument: String? = nil, on stream: StreamID) {
        let args = argument.map { "\"\($0)\"" } ?? ""
        bench.panel.receive("{\"event\":\"\(event)\",\"args\":[\(args)]}", on: stream, at: now)
    }

    /// Takes what came on a WebSocket by now.
    @discardableResult
    mutating func take(_ stream: StreamID) -> [StreamFrame] {
        let frames = bench.panel.takeFrames(of: stream, at: now)
        received += frames
        return frames
    }

    /// What came on a WebSocket by now, as `event argument`.
    mutating func events(_ stream: StreamID) -> [String] { take(stream).map(\.summary) }

    mutating func pass(_ duration: Duration) { bench.pass(duration) }

    mutating func apply(_ control: Control) throws { try bench.apply(control) }

    mutating func power(_ signal: String, _ name: String) {
        _ = bench.send(.post, "/api/client/servers/\(bench.id(name))/power", body: "{\"signal\":\"\(signal)\"}")
    }
}

extension StreamFrame {
    /// The text as JSON; missing for an end.
    var json: JSONValue {
        if case .text(let text) = payload { JSONValue(text.utf8) } else { .missing }
    }

    var event: String { json["event"].text }

    var argument: String { json["args"][0].text }

    /// `event argument`; of figures only the state, of an end its code.
    var summary: String {
        switch payload {
        case .close(let code, _): "closed \(code)"
        case .broken: "closed 1006"
        case .text:
            event == "stats"
                ? "stats \(JSONValue(argument.utf8)["state"].text)"
                : argument.isEmpty ? event : "\(event) \(argument)"
        }
    }
}
