import Foundation
import PterodactylAPI
import TestSupport
import Testing

/// The README's example: it is compiled here, and does what it says.
@Suite(.timeLimit(.minutes(3)))
struct ReadmeExampleTests {
    private func example(_ transport: StubTransport, key: String) async throws {
        let panel = PanelClient(
            url: try PanelURL("https://panel.example.com"),
            keys: PanelKeys(client: Secret(key)),
            transport: transport
        )
        for try await server in panel.client.servers.list(.adminAll) where !server.isBlocked {
            let calls = panel.client.servers(server.uuid)
            if try await calls.resources().send().state == .offline { try await calls.power(.start).send() }
        }
    }

    @Test func `it starts what is offline`() async throws {
        let server = try Fixtures.recording("servers.list_servers.per_page2.page1").response
        let offline = try Fixtures.recording("servers.resources.offline").response
        let running = try Fixtures.recording("servers.get_server_utilization").response
        let transport = StubTransport { (request) throws(TransportError) in
            if request.method == .post { return HTTPResponse(status: 204) }
            guard request.url.hasSuffix("/resources") else { return server }
            return request.url.contains(survival.rawValue) ? offline : running
        }
        try await example(transport, key: "ptlc_dummy")
        let posts = transport.requests.filter { $0.method == .post }
        #expect(posts.map(\.target) == ["/api/client/servers/\(survival)/power"])
        #expect(transport.requests.filter { $0.method == .get }.count > 2)
    }

    @Test func `it is the one of the README`() throws {
        let source = try squeezed(String(contentsOf: URL(filePath: #filePath), encoding: .utf8))
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "Sources/PterodactylAPI/README.md"), encoding: .utf8)
        let code = try #require(readme.components(separatedBy: "```swift\n").dropFirst().first)
        let example = try #require(code.components(separatedBy: "```").first)
        let lines = example.split(separator: "\n").filter { !$0.hasPrefix("import ") && !$0.hasPrefix("let transport") }
        #expect(lines.count == 9)
        #expect(source.contains(squeezed(lines.joined())))
    }

    private func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
