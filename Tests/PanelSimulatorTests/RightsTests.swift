import PanelSimulator
import PterodactylAPI
import Testing

struct RightsTests {
    private func names(_ target: String, _ key: Secret, in bench: inout Bench) -> [String] {
        bench.send(.get, target, key: key).json["data"].elements.map { $0["attributes"]["name"].text }
    }

    @Test func `type selects what the admin and the ordinary user see`() throws {
        var bench = Bench()
        let (admin, user) = (bench.panel.clientKey, bench.panel.userKey)
        #expect(names("/api/client", admin, in: &bench) == ["Survival"])
        #expect(names("/api/client?type=owner", admin, in: &bench) == ["Survival"])
        #expect(names("/api/client?type=admin-all", admin, in: &bench).count == 5)
        #expect(names("/api/client?type=admin", admin, in: &bench).count == 4)
        #expect(names("/api/client", user, in: &bench) == ["Survival", "Creative", "Lobby Proxy", "SkyBlock"])
        #expect(names("/api/client?type=owner", user, in: &bench) == ["Creative", "SkyBlock"])
        #expect(names("/api/client?type=admin-all", user, in: &bench) == [])
        #expect(names("/api/client?type=admin", user, in: &bench) == [])
        #expect(names("/api/client?type=nonsense", user, in: &bench).count == 4)
    }

    @Test func `the ordinary user's rights differ by server`() throws {
        var bench = Bench()
        let user = bench.panel.userKey
        func status(_ method: HTTPRequest.Method, _ name: String, _ path: String, _ body: String? = nil) -> Int {
            bench.send(method, "/api/client/servers/\(bench.id(name))\(path)", key: user, body: body).status
        }
        #expect(status(.get, "SkyBlock", "/backups") == 200)
        #expect(status(.get, "Survival", "/resources") == 200)
        #expect(status(.get, "Survival", "/backups") == 403)
        #expect(status(.get, "Survival", "/activity") == 403)
        #expect(status(.get, "Survival", "/schedules") == 403)
        #expect(status(.get, "Lobby Proxy", "/activity") == 200)
        #expect(status(.get, "Lobby Proxy", "/backups") == 200)
        #expect(status(.post, "Lobby Proxy", "/power", #"{"signal":"start"}"#) == 204)
        #expect(status(.post, "Lobby Proxy", "/power", #"{"signal":"kill"}"#) == 403)
        #expect(status(.post, "Lobby Proxy", "/power", #"{"signal":"nonsense"}"#) == 403)
        #expect(status(.get, "Rust Vanilla", "/resources") == 404)
        #expect(bench.send(.get, "/api/application/nodes", key: user).status == 403)
        #expect(bench.panel.powerRequests.map(\.key) == [.ordinaryUser, .ordinaryUser])
    }

    @Test func `a root admin's client key opens the application API`() throws {
        var bench = Bench()
        #expect(bench.send(.get, "/api/application/servers").status == 200)
    }

    @Test func `while installing only a root admin gets credentials for the socket`() throws {
        var bench = Bench()
        let id = bench.id("SkyBlock")
        try bench.apply(.setStatus(id, "installing"))
        let target = "/api/client/servers/\(id)/websocket"
        #expect(bench.send(.get, target).status == 200)
        #expect(bench.send(.get, target, key: bench.panel.userKey).status == 409)
        #expect(bench.send(.get, "/api/client/servers/\(id)").status == 200)
    }
}
