import PanelSimulator
import PterodactylAPI
import Testing

struct PowerTests {
    private func power(_ signal: String, _ name: String, in bench: inout Bench) -> Int {
        bench.send(.post, "/api/client/servers/\(bench.id(name))/power", body: "{\"signal\":\"\(signal)\"}").status
    }

    @Test func `a start boots an offline server, and its uptime counts from the container's start`() throws {
        var bench = Bench()
        #expect(power("start", "Creative", in: &bench) == 204)
        #expect(bench.state("Creative") == .offline)
        bench.pass(.milliseconds(100))
        #expect(bench.state("Creative") == .starting)
        bench.pass(.seconds(20))
        let stats = bench.resources("Creative")
        #expect(stats["current_state"].text == "running")
        let uptime = stats["resources"]["uptime"].number
        #expect((18_000...20_000).contains(uptime))
    }

    @Test func `a start of a running server changes nothing`() throws {
        var bench = Bench()
        let before = bench.panel.server(named: "Survival")
        #expect(power("start", "Survival", in: &bench) == 204)
        bench.pass(.milliseconds(1))
        #expect(bench.panel.server(named: "Survival")?.since == before?.since)
        #expect(bench.panel.powerRequests.map(\.status) == [204])
    }

    @Test func `a stop shows stopping for two seconds and a start meanwhile is dropped`() throws {
        var bench = Bench()
        #expect(power("stop", "Survival", in: &bench) == 204)
        #expect(bench.state("Survival") == .stopping)
        #expect(power("start", "Survival", in: &bench) == 204)
        #expect(power("restart", "Survival", in: &bench) == 204)
        bench.pass(.seconds(120))
        #expect(bench.state("Survival") == .offline)
    }

    @Test func `a restart goes through offline to running`() throws {
        var bench = Bench()
        #expect(power("restart", "Survival", in: &bench) == 204)
        bench.pass(.milliseconds(2_150))
        #expect(bench.state("Survival") == .offline)
        bench.pass(.milliseconds(300))
        #expect(bench.state("Survival") == .starting)
        bench.pass(.seconds(30))
        #expect(bench.state("Survival") == .running)
    }

    @Test func `a server that ignores its stop is killed after ten minutes, or at once by kill`() throws {
        var bench = Bench()
        for name in ["Survival", "SkyBlock"] {
            try bench.apply(.setHangs(bench.id(name), ignoresStop: true, hangsInStarting: false))
            #expect(power("stop", name, in: &bench) == 204)
        }
        bench.pass(.seconds(590))
        #expect(bench.state("Survival") == .stopping)
        #expect(power("kill", "SkyBlock", in: &bench) == 204)
        bench.pass(.milliseconds(200))
        #expect(bench.state("SkyBlock") == .offline)
        bench.pass(.seconds(11))
        #expect(bench.state("Survival") == .offline)
    }

    @Test func `a full disk stops the server within the check's interval and forbids a start until it is freed`() throws
    {
        var bench = Bench()
        let id = bench.id("Survival")
        try bench.apply(.fillDisk(id, percent: 120))
        bench.pass(.seconds(155))
        #expect(bench.state("Survival") == .offline)
        let limit = 30_720.0 * 1_048_576
        bench.pass(.seconds(21))
        #expect(bench.resources("Survival")["resources"]["disk_bytes"].number > limit)
        #expect(power("start", "Survival", in: &bench) == 204)
        bench.pass(.seconds(60))
        #expect(bench.state("Survival") == .offline)
        try bench.apply(.freeDisk(id))
        #expect(power("start", "Survival", in: &bench) == 204)
        bench.pass(.seconds(1))
        #expect(bench.state("Survival") == .offline)
        bench.pass(.seconds(150))
        #expect(power("start", "Survival", in: &bench) == 204)
        bench.pass(.seconds(60))
        #expect(bench.state("Survival") == .running)
    }

    @Test func `a failing start falls back to offline, Wings tries once more, then gives up`() throws {
        var bench = Bench()
        try bench.apply(.failStarts(bench.id("Creative"), count: 2))
        #expect(power("start", "Creative", in: &bench) == 204)
        bench.pass(.seconds(60))
        #expect(bench.state("Creative") == .offline)
        #expect(bench.panel.server(named: "Creative")?.starts == 2)
        #expect(bench.panel.server(named: "Creative")?.hasWingsGivenUp == true)
        #expect(power("start", "Creative", in: &bench) == 204)
        bench.pass(.seconds(60))
        #expect(bench.state("Creative") == .running)
    }

    @Test func `a start that ended in 504 on a hanging node is done when the node wakes`() throws {
        var bench = Bench()
        try bench.apply(.setNodeMode(NodeID(1), .hang))
        #expect(power("start", "Creative", in: &bench) == 504)
        bench.pass(.seconds(60))
        #expect(bench.state("Creative") == .offline)
        try bench.apply(.setNodeMode(NodeID(1), .ok))
        bench.pass(.seconds(60))
        #expect(bench.state("Creative") == .running)
    }

    @Test func `the stop command typed in the console stops without holding the lock`() throws {
        var bench = Bench()
        let target = "/api/client/servers/\(bench.id("Survival"))/command"
        #expect(bench.send(.post, target, body: #"{"command":"stop"}"#).status == 204)
        #expect(bench.state("Survival") == .stopping)
        #expect(power("restart", "Survival", in: &bench) == 204)
        bench.pass(.seconds(60))
        #expect(bench.state("Survival") == .running)
    }

    @Test func `a suspension stops the server, which stays offline afterwards`() throws {
        var bench = Bench()
        #expect(bench.send(.post, "/api/application/servers/1/suspend").status == 204)
        #expect(bench.state("Survival") == .stopping)
        bench.pass(.seconds(5))
        #expect(power("start", "Survival", in: &bench) == 409)
        #expect(bench.send(.post, "/api/application/servers/1/unsuspend").status == 204)
        bench.pass(.seconds(60))
        #expect(bench.state("Survival") == .offline)
    }

    @Test func `a state that was set stays until somebody acts`() throws {
        var bench = Bench()
        try bench.apply(.setState(bench.id("Survival"), .starting))
        bench.pass(.seconds(3_600))
        #expect(bench.state("Survival") == .starting)
        #expect(power("kill", "Survival", in: &bench) == 204)
        bench.pass(.seconds(1))
        #expect(bench.state("Survival") == .offline)
    }
}
