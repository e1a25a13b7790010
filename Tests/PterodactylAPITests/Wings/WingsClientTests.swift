import PterodactylAPI
import TestSupport
import Testing

/// From a panel to the daemon of one of its nodes.
struct WingsClientTests {
    private func panel(_ transport: StubTransport) throws -> PanelClient {
        PanelClient(
            url: try PanelURL("https://panel.example.com"),
            keys: PanelKeys(client: Secret("ptlc_dummy")),
            transport: transport
        )
    }

    private func transport() throws -> StubTransport {
        let node = try Fixtures.recording("nodes.get_node_details", .application).response
        let configuration = try Fixtures.recording("nodes.get_node_config", .application).response
        let system = HTTPResponse(status: 200, body: try Trace.bytes(of: "wings_system.json"))
        return StubTransport { (request) throws(TransportError) in
            if request.url.hasSuffix("/configuration") { return configuration }
            return request.url.contains("/api/application/") ? node : system
        }
    }

    @Test func `a node's client speaks to its daemon with its token alone`() async throws {
        let transport = try transport()
        let wings = try await panel(transport).wings(NodeID(1))
        #expect(try await wings.system().send().version == "1.11.11")
        #expect(
            transport.requests.map(\.url) == [
                "https://panel.example.com/api/application/nodes/1",
                "https://panel.example.com/api/application/nodes/1/configuration", "http://127.0.0.1:8801/api/system",
            ]
        )
        #expect(
            transport.requests.last?.header("authorization")
                == "Bearer dummynodetokenxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        )
    }

    @Test func `a node at hand is not read again, and may be elsewhere`() async throws {
        let transport = try transport()
        let node = Node(id: NodeID(2), uuid: "", name: "n", location: LocationID(1), fqdn: "x", memory: 0, disk: 0)
        let wings = try await panel(transport).wings(node, at: "https://proxy.example.com/wings/")
        _ = try await wings.system(isDetailed: false).send()
        #expect(
            transport.requests.map(\.url) == [
                "https://panel.example.com/api/application/nodes/2/configuration",
                "https://proxy.example.com/wings/api/system",
            ]
        )
    }

    @Test func `a token that was reset is unauthenticated, and nothing is sent again`() async throws {
        let transport = StubTransport(
            always: .json(["error": "You are not authorized to access this endpoint."], status: 403)
        )
        let wings = WingsClient(url: "http://node:8080", token: Secret("old"), transport: transport)
        await #expect(throws: PanelError.unauthenticated) { try await wings.servers.list().send() }
        #expect(transport.requests.count == 1)
    }
}
