import NIOCore
import NIOWebSocket
import PanelSimulator
import PterodactylAPI
import TestSupport
import Testing

/// The nodes' Wings behind real sockets.
@Suite(.timeLimit(.minutes(3)))
struct WingsServingTests {
    private let options = SimulatorOptions(servers: 6, nodes: 2, timeScale: 20)

    @Test func `each node has a port of its own, where its servers and no others are`() async throws {
        try await SimulatorServer.withServer(options: options) { server in
            #expect(Set(server.readiness.wingsURLs).count == 2)
            for name in ["Survival", "Creative"] {
                let access = try ServedWings(name, server)
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
                let access = try ServedWings("Survival", server, trusting: hasTLS ? files.certificateFile : nil)
                let socket = try await access.client.open(access.target, origin: server.readiness.panelURL)
                try await #require(socket).executeThenClose { inbound, outbound in
                    var frames = inbound.makeAsyncIterator()
                    try await outbound.send("auth", access.socketToken)
                    #expect(try await frames.read(until: "status running") == ["auth success ", "status running"])
                    try await outbound.send("set state", "restart")
                    let events = try await frames.read(until: "status running")
                    let states = events.filter { $0.hasPrefix("status") }
                    #expect(states == ["status stopping", "status offline", "status starting", "status running"])
                    #expect(events.contains("stats"))
                }
            }
        }
    }

    @Test func `a ping is answered, a close is returned`() async throws {
        try await SimulatorServer.withServer(options: options) { server in
            let access = try ServedWings("Survival", server)
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
            let access = try ServedWings("Survival", server)
            #expect(try await access.client.open(access.target, origin: "http://elsewhere") == nil)
            #expect(try await access.client.get(access.target, token: "").status == 400)
        }
    }

    @Test func `a deleted server's WebSocket ends with 1001`() async throws {
        try await SimulatorServer.withServer(options: options) { server in
            let access = try ServedWings("Survival", server)
            let socket = try await access.client.open(access.target, origin: server.readiness.panelURL)
            try await #require(socket).executeThenClose { inbound, outbound in
                var frames = inbound.makeAsyncIterator()
                try await outbound.send("auth", access.socketToken)
                _ = try await frames.read(until: "status running")
                try server.apply(.deleteServer(ServerIdentifier(String(access.uuid.prefix(8)))))
                _ = try await frames.read(until: "deleted null")
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
            let access = try ServedWings("Survival", server)
            let socket = try await access.client.open(access.target, origin: server.readiness.panelURL)
            try await #require(socket).executeThenClose { inbound, outbound in
                var frames = inbound.makeAsyncIterator()
                try await outbound.send("auth", access.socketToken)
                _ = try await frames.read(until: "status running")
                try server.apply(.restartWings(NodeID(1), downFor: .seconds(120)))
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
