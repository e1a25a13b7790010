import NIOCore
import NIOWebSocket
import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

/// What a client of a served node needs to reach a server's Wings: addresses, tokens, and the client itself.
struct ServedWings {
    let uuid: String
    /// The path of the server's WebSocket.
    let target: String
    let socketToken: String
    let nodeToken: String
    let node: NodeID
    let client: SocketClient

    /// Asks the panel for what it tells of a server of a name.
    init(_ name: String, _ server: SimulatorServer, trusting: String? = nil) throws {
        let found: Result<Self, any Error> = server.withPanel { panel in
            Result { try Self(name, &panel, server.readiness.panelURL, trusting) }
        }
        self = try found.get()
    }

    private init(_ name: String, _ panel: inout SimulatedPanel, _ panelURL: String, _ trusting: String?) throws {
        // A time that has passed stands for the latest.
        let now = Telemetry.Timestamp(millisecondsSince1970: 0)
        func get(_ target: String, _ key: Secret) -> JSONValue {
            let request = HTTPRequest(
                method: .get,
                url: panelURL + target,
                headers: [("Accept", "application/json"), ("Authorization", "Bearer " + key.reveal())]
            )
            guard case .answer(let response, _) = panel.respond(to: request, at: now) else { return .missing }
            return response.json
        }
        let truth = try #require(panel.server(named: name))
        node = try #require(panel.nodes.first { $0.name == truth.node }).id
        let about = get("/api/application/nodes/\(node)", panel.applicationKey)["attributes"]
        let credentials = get("/api/client/servers/\(truth.identifier)/websocket", panel.clientKey)["data"]
        #expect(about["fqdn"].text == "127.0.0.1")
        #expect(about["scheme"].text == (trusting == nil ? "http" : "https"))
        let port = Int(about["daemon_listen"].number)
        let scheme = trusting == nil ? "ws" : "wss"
        #expect(credentials["socket"].text == "\(scheme)://127.0.0.1:\(port)/api/servers/\(truth.uuid)/ws")
        uuid = truth.uuid.rawValue
        target = "/api/servers/\(truth.uuid)/ws"
        socketToken = credentials["token"].text
        nodeToken = get("/api/application/nodes/\(node)/configuration", panel.applicationKey)["token"].text
        client = SocketClient(port: port, trusting: trusting)
    }
}

extension NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator {
    /// Reads text frames until an event with an argument has come; gives all that came.
    mutating func read(until wanted: String) async throws -> [String] {
        var events: [String] = []
        while let frame = try await next(isolation: #isolation) {
            guard frame.opcode == .text else { continue }
            let json = JSONValue(frame.data.readableBytesView)
            events.append(json["event"].text == "stats" ? "stats" : "\(json["event"].text) \(json["args"][0].text)")
            if events.last == wanted { return events }
        }
        Issue.record("the connection ended before “\(wanted)”, after \(events)")
        return events
    }
}
