import PanelSimulator
import PterodactylAPI
import Testing

struct RateLimitTests {
    private func remaining(_ response: HTTPResponse) -> Int? {
        response.header("X-RateLimit-Remaining").flatMap { Int($0) }
    }

    @Test func `the window is fixed: it begins with the first request and ends sixty seconds later`() throws {
        var bench = Bench(SimulatorOptions(clientRateLimit: 3))
        #expect(remaining(bench.send(.get, "/api/client/account")) == 2)
        bench.pass(.seconds(50))
        #expect(remaining(bench.send(.get, "/api/client/account")) == 1)
        #expect(remaining(bench.send(.get, "/api/client/account")) == 0)
        let refused = bench.send(.get, "/api/client/account")
        #expect(refused.status == 429)
        #expect(refused.header("Retry-After") == "10")
        #expect(refused.header("X-RateLimit-Reset") == "1795435290")
        bench.pass(.seconds(9))
        #expect(bench.send(.get, "/api/client/account").status == 429)
        bench.pass(.seconds(1))
        #expect(remaining(bench.send(.get, "/api/client/account")) == 2)
    }

    @Test func `client and application API have a bucket each, and a user's keys share them`() throws {
        var bench = Bench(SimulatorOptions(clientRateLimit: 5, applicationRateLimit: 3))
        #expect(remaining(bench.send(.get, "/api/client/account")) == 4)
        #expect(remaining(bench.send(.get, "/api/application/nodes")) == 2)
        #expect(remaining(bench.send(.get, "/api/application/nodes", key: bench.panel.applicationKey)) == 1)
        #expect(remaining(bench.send(.get, "/api/client/account", key: bench.panel.userKey)) == 4)
    }

    @Test(arguments: [
        "/api/client/servers/00000000", "/api/client/no/such/route", "/api/application/no/such/route",
    ])
    func `what is refused before the limiter costs nothing and has no headers`(_ target: String) throws {
        var bench = Bench()
        let refused = bench.send(.get, target)
        #expect(refused.status == 404)
        #expect(remaining(refused) == nil)
        #expect(bench.send(.get, "/api/client", key: Secret("ptlc_no")).header("X-RateLimit-Limit") == nil)
        #expect(remaining(bench.send(.get, "/api/client/account")) == 719)
    }

    @Test func `a hidden server, a conflict and a dead node cost one each`() throws {
        var bench = Bench()
        let target = "/api/client/servers/\(bench.id("Rust Vanilla"))"
        #expect(remaining(bench.send(.get, target, key: bench.panel.userKey)) == 719)
        try bench.apply(.setNodeMode(NodeID(1), .refuse))
        let dead = bench.send(.get, target + "/resources")
        #expect(dead.status == 504)
        #expect(remaining(dead) == 719)
        try bench.apply(.setNodeMode(NodeID(1), .maintenance))
        let conflict = bench.send(.get, target + "/resources")
        #expect(conflict.status == 409)
        #expect(remaining(conflict) == 718)
    }

    @Test func `the window is divided by the time scale`() throws {
        var bench = Bench(SimulatorOptions(clientRateLimit: 1, timeScale: 30))
        #expect(bench.send(.get, "/api/client/account").status == 200)
        #expect(bench.send(.get, "/api/client/account").header("Retry-After") == "2")
        bench.pass(.seconds(2))
        #expect(bench.send(.get, "/api/client/account").status == 200)
    }
}
