import NIOCore
import NIOWebSocket
import PanelSimulator
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// The nodes' Wings behind real sockets.
@Suite(.timeLimit(.minutes(1)))
struct WingsServingTests {
    private let options = SimulatorOptions(servers: 6, nodes: 2, timeScale: 20)

    /// What a client of a server's WebSocket needs.
    private struct Access {
        let uuid: String
        let target: String
        let socketToken: String
        let nodeToken: String
        let client: SocketClient
    }

    private func access(_ name: String, _ server: SimulatorServer, trusting: String? = nil) throws -> Access {
        let found: Result<Access, any Error> = server.withPanel { panel in
            Result { try access(name, &panel, server.readiness.panelURL, trusting) }
        }
        return try found.get()
    }

    private func access(
        _ name: String,
        _ panel: inout SimulatedPanel,
        _ panelURL: String,
        _ trusting: String?
    ) throws -> Access {
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
        let node = try #require(panel.nodes.first { $0.name == truth.node }).id
        let about = get("/api/application/nodes/\(node)", panel.applicationKey)["attributes"]
        let credentials = get("/api/client/servers/\(truth.identifier)/websocket", panel.clientKey)["data"]
        #expect(about["fqdn"].text == "127.0.0.1")
        #expect(about["scheme"].text == (trusting == nil ? "http" : "https"))
        let port = Int(about["daemon_listen"].number)
        let scheme = trusting == nil ? "ws" : "wss"
        #expect(credentials["socket"].text == "\(scheme)://127.0.0.1:\(port)/api/servers/\(truth.uuid)/ws")
        return Access(
            uuid: truth.uuid.rawValue,
            target: "/api/servers/\(truth.uuid)/ws",
            socketToken: credentials["token"].text,
            nodeToken: get("/api/application/nodes/\(node)/configuration", panel.applicationKey)["token"].text,
            client: SocketClient(port: port, trusting: trusting)
        )
    }

    /// Reads text frames until an event with an argument has come; gives all that came.
    private func read(
        _ inbound: inout NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator,
        until wanted: String
    ) async throws -> [String] {
        var events: [String] = []
        while let frame = try await inbound.next(isolation: #isolation) {
            guard frame.opcode == .text else { continue }
            let json = JSONValue(frame.data.readableBytesView)
            events.append(json["event"].text == "stats" ? "stats" : "\(json["event"].text) \(json["args"][0].text)")
            if events.last == wanted { return events }
        }
        Issue.record("the connection ended before “\(wanted)”, after \(events)")
        return events
    }

    @Test func `each node has a port of its own, where its servers and no others are`() async throws {
        try await SimulatorServer.withServer(options: options) { server in
            #expect(Set(server.readiness.wingsURLs).count == 2)
            for name in ["Survival", "Creative"] {
                let access = try access(name, server)
                #expect(server.readiness.wingsURLs.contains("http://127.0.0.1:\(access.client.port)"))
                let list = try await access.client.get("/api/servers", token: access.nodeToken)
                #expect(list.status == 200)
                #expect(list.body.elements.count == 3)
                #expect(list.body[0]["configuration"]["uuid"].text == access.uuid)
                #expect(try await access.client.get("/api/servers", token: "wrong").status == 403)
            }
        }
    }

    @Test(arguments: [false, true])
    func `a WebSocket carries a restart, in plain text and with TLS`(hasTLS: Bool) async throws {
        try await TestIdentity.with { files in
            let serving =
                hasTLS ? WingsServing(certificateFile: files.certificateFile, keyFile: files.keyFile) : WingsServing()
            try await SimulatorServer.withServer(options: options, wings: serving) { server in
                let access = try access("Survival", server, trusting: hasTLS ? files.certificateFile : nil)
                let socket = try await access.client.open(access.target, origin: server.readiness.panelURL)
                try await #require(socket).executeThenClose { inbound, outbound in
                    var frames = inbound.makeAsyncIterator()
                    try await outbound.send("auth", access.socketToken)
                    #expect(try await read(&frames, until: "status running") == ["auth success ", "status running"])
                    try await outbound.send("set state", "restart")
                    let events = try await read(&frames, until: "status running")
                    let states = events.filter { $0.hasPrefix("status") }
                    #expect(states == ["status stopping", "status offline", "status starting", "status running"])
                    #expect(events.contains("stats"))
                }
            }
        }
    }

    @Test func `a ping is answered, a close is returned`() async throws {
        try await SimulatorServer.withServer(options: options) { server in
            let access = try access("Survival", server)
            let socket = try await access.client.open(access.target, origin: server.readiness.panelURL)
            try await #require(socket).executeThenClose { inbound, outbound in
                var frames = inbound.makeAsyncIterator()
                let data = ByteBuffer(string: "are you there")
                try await outbound.write(WebSocketFrame(fin: true, opcode: .ping, maskKey: .random(), data: data))
                let pong = try #require(await frames.next(isolation: #isolation))
                #expect(pong.opcode == .pong)
                #expect(String(buffer: pong.data) == "are you there")
                let code = ByteBuffer(integer: UInt16(1_000))
                try await outbound.write(
                    WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: code)
                )
                #expect(try await frames.next(isolation: #isolation)?.opcode == .connectionClose)
                #expect(try await frames.next(isolation: #isolation) == nil)
            }
        }
    }

    @Test func `a wrong origin gets no WebSocket`() async throws {
        try await SimulatorServer.withServer(options: options) { server in
            let access = try access("Survival", server)
            #expect(try await access.client.open(access.target, origin: "http://elsewhere") == nil)
            #expect(try await access.client.get(access.target, token: "").status == 400)
        }
    }

    @Test func `a deleted server's WebSocket ends with 1001`() async throws {
        try await SimulatorServer.withServer(options: options) { server in
            let access = try access("Survival", server)
            let socket = try await access.client.open(access.target, origin: server.readiness.panelURL)
            try await #require(socket).executeThenClose { inbound, outbound in
                var frames = inbound.makeAsyncIterator()
                try await outbound.send("auth", access.socketToken)
                _ = try await read(&frames, until: "status running")
                try server.apply(.deleteServer(ServerIdentifier(String(access.uuid.prefix(8)))))
                _ = try await read(&frames, until: "deleted null")
                var close = try #require(await frames.next(isolation: #isolation))
                #expect(close.opcode == .connectionClose)
                #expect(close.data.readInteger(as: UInt16.self) == 1_001)
            }
        }
    }

    @Test func `a Wings that restarts drops its sockets without a close, refuses, and comes back on its port`()
        async throws
    {
        try await SimulatorServer.withServer(options: options) { server in
            let access = try access("Survival", server)
            let socket = try await access.client.open(access.target, origin: server.readiness.panelURL)
            try await #require(socket).executeThenClose { inbound, outbound in
                var frames = inbound.makeAsyncIterator()
                try await outbound.send("auth", access.socketToken)
                _ = try await read(&frames, until: "status running")
                try server.apply(.restartWings(NodeID(1), downFor: .seconds(20)))
                var opcodes: [WebSocketOpcode] = []
                while let frame = try await frames.next(isolation: #isolation) { opcodes.append(frame.opcode) }
                #expect(!opcodes.contains(.connectionClose))
            }
            await #expect(throws: (any Error).self) {
                try await access.client.get("/api/servers", token: access.nodeToken)
            }
            var status = 0
            while status == 0 {
                status = (try? await access.client.get("/api/servers", token: access.nodeToken).status) ?? 0
                await Task.yield()
            }
            #expect(status == 200)
        }
    }

    @Test func `without Wings there are no addresses`() async throws {
        try await SimulatorServer.withServer(options: options, wings: nil) { server in
            #expect(server.readiness.wingsURLs == [])
        }
    }
}
