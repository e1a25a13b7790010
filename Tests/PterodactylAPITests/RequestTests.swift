import PterodactylAPI
import TestSupport
import Testing

/// What a request is besides what was recorded; that requests are the recorded ones is in `Claims`.
struct RequestTests {
    @Test(
        arguments: [
            ([ApplicationFilter<ApplicationAllocation>](), ""), ([.unassigned], "&filter%5Bserver_id%5D=none"),
            ([.server(InternalServerID(7))], "&filter%5Bserver_id%5D=7"),
        ]
    )
    func `allocations are chosen by their server`(filter: [ApplicationFilter<ApplicationAllocation>], query: String) {
        let request = ApplicationAPI().nodes(NodeID(3)).allocations.list(filter: filter, perPage: 1).page(1).call
            .request(base: "https://p", key: Secret("k"))
        #expect(request.target == "/api/application/nodes/3/allocations?page=1&per_page=1\(query)")
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

    @Test func `the names of the calls are words for labels, and two calls have two names`() {
        var routes: [String: Set<String>] = [:]
        for call in Claim.all.map(\.call) {
            #expect(call.name.allSatisfy { $0 == "_" || ("a"..."z").contains($0) }, "\(call.name)")
            routes[call.name, default: []].insert(call.method.rawValue)
        }
        #expect(routes.count > 80)
        #expect(routes.allSatisfy { $0.value.count == 1 }, "\(routes.filter { $0.value.count > 1 })")
    }
}
