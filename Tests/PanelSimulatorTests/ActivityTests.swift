import PanelSimulator
import PterodactylAPI
import Testing

struct ActivityTests {
    @Test func `a stop through the web is logged late, by its user, and not as an API action`() throws {
        var bench = Bench()
        let id = bench.id("Survival")
        try bench.apply(.stop(id, via: .web))
        bench.pass(.seconds(2))
        #expect(bench.activity("Survival").contains("server:power.stop") == false)
        bench.pass(.seconds(63))
        #expect(bench.activity("Survival").first == "server:power.stop")
        let newest = bench.send(.get, "/api/client/servers/\(id)/activity?sort=-timestamp&include=actor").json
        let entry = newest["data"][0]["attributes"]
        #expect(entry["is_api"] == .bool(false))
        #expect(entry["timestamp"].text == "2026-11-23T12:00:32+00:00")
        #expect(entry["relationships"]["actor"]["attributes"]["username"].text == "admin")
    }

    @Test func `a stop through the API is logged at once`() throws {
        var bench = Bench()
        let target = "/api/client/servers/\(bench.id("Survival"))/power"
        #expect(bench.send(.post, target, body: #"{"signal":"stop"}"#).status == 204)
        #expect(bench.activity("Survival").first == "server:power.stop")
    }

    @Test func `the web's entries wait while the panel is down`() throws {
        var bench = Bench()
        try bench.apply(.stop(bench.id("Survival"), via: .web))
        try bench.apply(.setPanelMode(.maintenance))
        bench.pass(.seconds(300))
        try bench.apply(.setPanelMode(.ok))
        #expect(bench.activity("Survival").contains("server:power.stop") == false)
        bench.pass(.seconds(60))
        #expect(bench.activity("Survival").first == "server:power.stop")
    }

    @Test func `a scheduled stop leaves nothing in the log but its schedule's last run`() throws {
        var bench = Bench()
        let id = bench.id("Survival")
        let before = bench.activity("Survival")
        try bench.apply(.stop(id, via: .schedule))
        bench.pass(.seconds(120))
        #expect(bench.state("Survival") == .offline)
        #expect(bench.activity("Survival") == before)
        let schedules = bench.send(.get, "/api/client/servers/\(id)/schedules").json["data"].elements
        let lastRuns = schedules.map { $0["attributes"]["last_run_at"] }
        #expect(lastRuns.contains(.string("2026-11-23T12:00:30+00:00")))
    }

    @Test func `a typed stop command is logged late with its text`() throws {
        var bench = Bench()
        let id = bench.id("Survival")
        try bench.apply(.stop(id, via: .console))
        #expect(bench.state("Survival") == .stopping)
        bench.pass(.seconds(61))
        let log = bench.send(.get, "/api/client/servers/\(id)/activity?filter[event]=console").json["data"]
        #expect(log.elements.count == 1)
        #expect(log[0]["attributes"]["properties"]["command"].text == "stop")
    }

    @Test func `crashes and Wings' restarts leave nothing`() throws {
        var bench = Bench()
        let before = bench.activity("Survival")
        try bench.apply(.crash(bench.id("Survival"), times: 2))
        bench.pass(.seconds(300))
        #expect(bench.activity("Survival") == before)
    }

    @Test func `the ids are hashes of the rows and the address is hidden from others`() throws {
        var bench = Bench()
        let id = bench.id("Lobby Proxy")
        _ = bench.send(.post, "/api/client/servers/\(id)/command", body: #"{"command":"list"}"#)
        let target = "/api/client/servers/\(id)/activity?sort=-timestamp"
        let admins = bench.send(.get, target).json["data"][0]["attributes"]
        let users = bench.send(.get, target, key: bench.panel.userKey).json["data"][0]["attributes"]
        #expect(admins["id"].text.count == 40)
        #expect(admins["ip"].text == "127.0.0.1")
        #expect(users["id"] == admins["id"])
        #expect(users["ip"] == .null)
    }
}
