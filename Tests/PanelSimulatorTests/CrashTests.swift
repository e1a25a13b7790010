import PanelSimulator
import PterodactylAPI
import Testing

struct CrashTests {
    private func crashed(_ options: SimulatorOptions = SimulatorOptions()) throws -> (Bench, ServerIdentifier) {
        var bench = Bench(options)
        let id = bench.id("Survival")
        try bench.apply(.crash(id))
        return (bench, id)
    }

    @Test func `Wings restarts a crashed server within the second, and it runs after its boot`() throws {
        var (bench, _) = try crashed()
        #expect(bench.state("Survival") == .offline)
        bench.pass(.milliseconds(200))
        #expect(bench.state("Survival") == .offline)
        bench.pass(.milliseconds(200))
        #expect(bench.state("Survival") == .starting)
        bench.pass(.seconds(40))
        #expect(bench.state("Survival") == .running)
        #expect(bench.panel.server(named: "Survival")?.starts == 1)
        #expect(bench.activity("Survival").filter { $0.contains("power") } == ["server:power.start"])
    }

    @Test func `a second crash within sixty seconds makes Wings give up for good`() throws {
        var (bench, id) = try crashed()
        bench.pass(.seconds(45))
        #expect(bench.state("Survival") == .running)
        try bench.apply(.crash(id))
        bench.pass(.seconds(3_600))
        let truth = try #require(bench.panel.server(id))
        #expect(truth.state == .offline)
        #expect(truth.hasWingsGivenUp)
        #expect(truth.crashes == 2)
        #expect(truth.starts == 1)
    }

    @Test func `a second crash after the window is restarted again`() throws {
        var (bench, id) = try crashed()
        bench.pass(.seconds(61))
        try bench.apply(.crash(id))
        bench.pass(.seconds(60))
        #expect(bench.state("Survival") == .running)
        #expect(bench.panel.server(id)?.starts == 2)
    }

    @Test func `times crashes again after each of Wings' restarts`() throws {
        var bench = Bench()
        let id = bench.id("SkyBlock")
        try bench.apply(.crash(id, exitCode: 137, isOutOfMemory: true, times: 2))
        bench.pass(.seconds(90))
        let truth = try #require(bench.panel.server(id))
        #expect(truth.crashes == 2)
        #expect(truth.hasWingsGivenUp)
        #expect(truth.lastExitCode == 137)
    }

    @Test func `the window is divided by the time scale`() throws {
        var (bench, id) = try crashed(SimulatorOptions(timeScale: 20))
        bench.pass(.milliseconds(3_100))
        #expect(bench.state("Survival") == .running)
        try bench.apply(.crash(id))
        bench.pass(.seconds(3))
        #expect(bench.state("Survival") == .running)
    }

    @Test func `an in-game stop is a crash with exit code zero unless clean exits are none`() throws {
        for isCrash in [true, false] {
            var bench = Bench(SimulatorOptions(detectsCleanExitAsCrash: isCrash))
            try bench.apply(.stop(bench.id("Survival"), via: .game))
            bench.pass(.seconds(60))
            #expect(bench.state("Survival") == (isCrash ? .running : .offline))
            #expect(bench.panel.server(named: "Survival")?.hasWingsGivenUp == false)
        }
    }

    @Test func `with crash detection off the server stays offline`() throws {
        var bench = Bench()
        let id = bench.id("Survival")
        try bench.apply(.setCrashDetection(id, false))
        try bench.apply(.crash(id))
        bench.pass(.seconds(600))
        #expect(bench.state("Survival") == .offline)
    }

    @Test func `an offline server cannot crash`() throws {
        var bench = Bench()
        let id = bench.id("Creative")
        #expect(throws: ControlError.notRunning(id.rawValue)) { try bench.apply(.crash(id)) }
    }

    @Test func `a crash while the panel is down waits for the panel before the restart`() throws {
        var bench = Bench()
        try bench.apply(.setPanelMode(.down))
        try bench.apply(.crash(bench.id("Survival")))
        bench.pass(.seconds(12))
        #expect(bench.state("Survival") == .offline)
        try bench.apply(.setPanelMode(.ok))
        bench.pass(.seconds(6))
        #expect(bench.state("Survival") == .starting)
    }

    @Test func `a restarted Wings has forgotten the last crash and has no figures for a moment`() throws {
        var (bench, id) = try crashed()
        bench.pass(.seconds(40))
        try bench.apply(.restartWings(NodeID(1), downFor: .seconds(8)))
        #expect(bench.send(.get, "/api/client/servers/\(id)/resources").status == 504)
        bench.pass(.milliseconds(8_100))
        let stats = bench.resources("Survival")
        #expect(stats["current_state"].text == "running")
        #expect(stats["resources"]["uptime"].number == 0)
        bench.pass(.seconds(1))
        try bench.apply(.crash(id))
        bench.pass(.seconds(40))
        #expect(bench.state("Survival") == .running)
    }

    @Test func `a server that crashes while Wings is down is started when Wings is back`() throws {
        var bench = Bench()
        try bench.apply(.restartWings(NodeID(1), downFor: .seconds(90)))
        bench.pass(.seconds(10))
        try bench.apply(.crash(bench.id("Survival")))
        bench.pass(.seconds(79))
        #expect(bench.state("Survival") == .offline)
        bench.pass(.seconds(1))
        #expect(bench.state("Survival") == .starting)
    }
}
