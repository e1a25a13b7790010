import PterodactylAPI
import TestSupport
import Testing

/// Every endpoint builds the request that a real panel was seen to accept.
struct RequestTests {
    private func expect(_ call: APICall, equals recording: Recording, also own: Set<String> = []) {
        #expect(call.method.rawValue == recording.method, "\(recording.name)")
        #expect(call.path == recording.path, "\(recording.name)")
        let query = Dictionary(call.query.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        for (name, value) in recording.query { #expect(query[name] == value, "\(recording.name): \(name)") }
        #expect(Set(query.keys).subtracting(recording.query.keys).isSubset(of: own), "\(recording.name)")
        let request = call.request(base: "http://panel", key: Secret("k"))
        #expect((JSONValue(parsing: request.body) ?? .null) == recording.body, "\(recording.name)")
        #expect(request.header("accept") == "application/json")
        #expect((request.header("content-type") != nil) == (recording.body != .null), "\(recording.name)")
    }

    private let paging: Set = ["page", "per_page"]

    @Test func `application reads`() throws {
        let own = paging.union(["sort"])
        expect(
            ApplicationAPI().servers.list(perPage: 2).page(2).call,
            equals: try Fixtures.recording("servers.list_servers.per_page2.page2", .application),
            also: ["sort"]
        )
        expect(
            ApplicationAPI().nodes.list().page(1).call,
            equals: try Fixtures.recording("nodes.list_nodes", .application),
            also: own
        )
        expect(
            ApplicationAPI().nodes(NodeID(1)).configuration().call,
            equals: try Fixtures.recording("nodes.get_node_config", .application)
        )
        expect(
            ApplicationAPI().locations.list().page(1).call,
            equals: try Fixtures.recording("locations.list_locations", .application),
            also: own
        )
    }

    @Test func `activity always asks for an order`() {
        let request = ClientAPI().servers(survival).activity(event: "server:power").page(1).call
            .request(base: "https://p/", key: Secret("k"))
        #expect(
            request.target == "/api/client/servers/\(survival)/activity?page=1&per_page=100&sort=-timestamp"
                + "&filter%5Bevent%5D=server%3Apower&include=actor"
        )
    }

    @Test func `what a name holds cannot leave its place in the path`() {
        let call = ClientAPI().servers(ServerIdentifier("../x?y=1#é")).get().call
        #expect(call.path == "/api/client/servers/..%2Fx%3Fy%3D1%23%C3%A9")
    }

    @Test func `a command's text stays what it is`() throws {
        let text = "tellraw @a {\"text\":\"Grüße\\n\"}\u{1}\t"
        guard case .json(let bytes) = ClientAPI().servers(survival).command(text).call.body else {
            Issue.record("no JSON")
            return
        }
        #expect(JSONValue(parsing: bytes)?["command"]?.string == text)
    }

    @Test func `the names of the calls are words for labels`() {
        let names = [
            ClientAPI().account.get().call, ClientAPI().servers.list().page(1).call,
            ClientAPI().servers(survival).get().call,
            ClientAPI().servers(survival).resources().call, ClientAPI().servers(survival).websocket().call,
            ClientAPI().servers(survival).power(.kill).call,
            ClientAPI().servers(survival).command("").call, ClientAPI().servers(survival).backups.list().page(1).call,
            ClientAPI().servers(survival).backups.create().call,
            ClientAPI().servers(survival).backups.get(BackupUUID("")).call,
            ClientAPI().servers(survival).activity().page(1).call,
            ClientAPI().servers(survival).schedules.list().call, ApplicationAPI().servers.list().page(1).call,
            ApplicationAPI().nodes.list().page(1).call,
            ApplicationAPI().nodes(NodeID(1)).configuration().call, ApplicationAPI().locations.list().page(1).call,
        ].map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.allSatisfy { $0 == "_" || ("a"..."z").contains($0) } })
    }
}
