import Agent
import Collecting
import PterodactylAPI
import TestSupport
import Testing

struct PanelConnectionTests {
    private let panel = StubTransport(always: .json(.null))
    private let node = StubTransport(always: .json(.null, status: 403))
    private let call = PanelCall.resources(ServerUUID("e56e7773"))

    private var connection: PanelConnection {
        let connector = ScriptedConnector(greeting: [])
        return PanelConnection(
            base: "https://panel.example.com/",
            key: Secret("ptlc_dummy"),
            carrier: Carrier(transport: panel, connector: connector),
            nodeCarriers: ["own": Carrier(transport: node, connector: connector)]
        )
    }

    private func route(_ name: String) -> Destination {
        .wings(WingsRoute(node: name, url: "https://node.example.com:8080", token: Secret("node-dummy")))
    }

    @Test func `the panel gets its key, over its transport`() async throws {
        #expect(try await connection.send(call, to: .panel).get().status == 200)
        let request = try #require(panel.requests.first)
        #expect(request.url == "https://panel.example.com/api/client/servers/e56e7773/resources")
        #expect(request.headers.contains { $0 == ("Authorization", "Bearer ptlc_dummy") })
    }

    @Test(arguments: ["own", "another"])
    func `a node gets its token and nothing of the panel's key`(name: String) async throws {
        let status = try await connection.send(call, to: route(name)).get().status
        #expect(status == (name == "own" ? 403 : 200))
        let request = try #require((name == "own" ? node : panel).requests.first)
        #expect(request.url.hasPrefix("https://node.example.com:8080/api/"))
        #expect(request.headers.filter { $0.name == "Authorization" }.map(\.value) == ["Bearer node-dummy"])
        #expect(panel.requests.count + node.requests.count == 1)
    }

    @Test(arguments: ["the panel", "own"])
    func `a request carries the id that it is given, and no other does`(name: String) async throws {
        let destination = name == "own" ? route(name) : .panel
        _ = try await connection.send(call, to: destination, requestID: "main-1-2").get()
        _ = try await connection.send(call, to: destination).get()
        let requests = (name == "own" ? node : panel).requests
        #expect(requests.map { $0.header("X-Request-Id") } == ["main-1-2", nil])
    }

    @Test func `a failure is an answer`() async {
        let dead = StubTransport { (_) throws(TransportError) in throw .timedOut }
        let connection = PanelConnection(
            base: "https://panel.example.com",
            key: Secret("ptlc_dummy"),
            carrier: Carrier(transport: dead, connector: ScriptedConnector(greeting: []))
        )
        #expect(await connection.send(call, to: route("a")) == .failure(.timedOut))
    }
}
