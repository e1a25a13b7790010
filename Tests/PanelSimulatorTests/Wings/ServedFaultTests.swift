import NIOCore
import NIOHTTP1
import NIOWebSocket
import PanelSimulator
import PterodactylAPI
import Testing

/// The faults of nodes behind real sockets, brought about through the control API.
@Suite(.timeLimit(.minutes(3)))
struct ServedFaultTests {
    private let options = SimulatorOptions(servers: 6, nodes: 2, timeScale: 20)

    private func control(_ path: String, _ body: String, _ server: SimulatorServer) async throws {
        let answer = try await SocketClient(port: server.port).send(.POST, "/simulator/nodes/1/\(path)", body: body)
        #expect(answer.status == 200)
    }

    private func resources(_ wings: ServedWings, _ server: SimulatorServer) async throws -> (Int, JSONValue) {
        let target = "/api/client/servers/\(wings.uuid.prefix(8))/resources"
        let client = SocketClient(port: server.port)
        let answer = try await client.send(.GET, target, token: server.readiness.clientKey)
        return (answer.status, answer.body)
    }

    /// Opens a WebSocket to a server, authenticates, does something, and gives the kinds of frames that still come.
    private func frames(
        of wings: ServedWings,
        _ server: SimulatorServer,
        after action: () async throws -> Void
    ) async throws -> [WebSocketOpcode] {
        let socket = try await wings.client.open(wings.target, origin: server.readiness.panelURL)
        return try await #require(socket).executeThenClose { inbound, outbound in
            var frames = inbound.makeAsyncIterator()
            try await outbound.send("auth", wings.socketToken)
            _ = try await frames.read(until: "status running")
            try await action()
            var opcodes: [WebSocketOpcode] = []
            while let frame = try await frames.next(isolation: #isolation) { opcodes.append(frame.opcode) }
            return opcodes
        }
    }

    @Test(arguments: ["refuse", "hang"])
    func `a blocked node ends its sockets without a close, and answers the panel alone`(mode: String) async throws {
        try await SimulatorServer.withServer(options: options) { server in
            let wings = try ServedWings("Survival", server)
            let opcodes = try await frames(of: wings, server) {
                try await control("block", "{\"mode\":\"\(mode)\"}", server)
            }
            #expect(!opcodes.contains(.connectionClose))
            #expect(try await resources(wings, server).0 == 200)
            if mode == "refuse" {
                await #expect(throws: (any Error).self) {
                    try await wings.client.get("/api/servers", token: wings.nodeToken)
                }
            } else {
                #expect(server.withPanel { $0.isWingsListening(wings.node) })
            }
            try await control("block", #"{"mode":"none"}"#, server)
            var status = 0
            while status == 0 {
                status = (try? await wings.client.get("/api/servers", token: wings.nodeToken).status) ?? 0
                await Task.yield()
            }
            #expect(status == 200)
        }
    }

    @Test func `a node with another token refuses panel and clients until it is configured anew`() async throws {
        try await SimulatorServer.withServer(options: options) { server in
            try await control("mismatch-token", "", server)
            let wings = try ServedWings("Survival", server)
            #expect(try await wings.client.get("/api/servers", token: wings.nodeToken).status == 403)
            let (status, body) = try await resources(wings, server)
            #expect(status == 504)
            #expect(body["errors"][0]["detail"].text.contains("(code: 403)"))
            try await control("configure-wings", "", server)
            #expect(try await wings.client.get("/api/servers", token: wings.nodeToken).status == 200)
            #expect(try await resources(wings, server).0 == 200)
        }
    }

    @Test func `a slow node's answers, and its consent to a WebSocket, come late`() async throws {
        try await SimulatorServer.withServer(options: options) { server in
            let wings = try ServedWings("Survival", server)
            try await control("mode", #"{"mode":"slow","seconds":4}"#, server)
            let clock = ContinuousClock()
            var begin = clock.now
            #expect(try await wings.client.get("/api/servers", token: wings.nodeToken).status == 200)
            #expect(clock.now - begin >= .milliseconds(200))
            begin = clock.now
            #expect(try await resources(wings, server).0 == 200)
            #expect(clock.now - begin >= .milliseconds(200))
            let socket = try await clock.measure {
                let socket = try await wings.client.open(wings.target, origin: server.readiness.panelURL)
                try await #require(socket).executeThenClose { inbound, outbound in
                    var frames = inbound.makeAsyncIterator()
                    try await outbound.send("auth", wings.socketToken)
                    _ = try await frames.read(until: "status running")
                }
            }
            #expect(socket >= .milliseconds(400))
        }
    }
}
