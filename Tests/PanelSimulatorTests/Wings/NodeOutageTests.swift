import PanelSimulator
import PterodactylAPI
import Testing

/// Docker that is gone and Wings that has just come back, as they were observed.
struct NodeOutageTests {
    private let node = NodeID(1)

    @Test func `a Wings that cannot ask Docker tells nothing of the system, and no logs`() throws {
        var wings = WingsBench()
        let logs = "/api/servers/\(wings.uuid("Survival"))/logs"
        try wings.apply(.stopDocker(node, downFor: .seconds(60)))
        for target in ["/api/system", "/api/system?v=2", logs] {
            let answer = wings.ask(.get, target)
            #expect(answer.status == 500, "\(target)")
            #expect(answer.json["request_id"].text == answer.header("X-Request-Id"))
        }
        wings.pass(.seconds(61))
        for target in ["/api/system", "/api/system?v=2", logs] {
            #expect(wings.ask(.get, target).status == 200, "\(target)")
        }
    }

    @Test func `all servers are offline at once, and stay so after Docker is back until somebody starts them`() throws {
        var wings = WingsBench(SimulatorOptions(servers: 40))
        let running = wings.bench.panel.runningCount
        #expect(running > 30)
        try wings.apply(.stopDocker(node, downFor: .seconds(20)))
        #expect(wings.bench.panel.servers.allSatisfy { $0.state == .offline })
        wings.pass(.seconds(300))
        #expect(wings.bench.panel.servers.allSatisfy { $0.state == .offline })
        for name in ["Survival", "SkyBlock"] { wings.power("start", name) }
        wings.pass(.seconds(120))
        #expect(wings.bench.panel.runningCount == 2)
    }

    /// Recorded as `observe60-dockerd_two`: Wings had begun to restart the server while Docker was on its way down.
    @Test func `a server may crash twice when Docker goes`() throws {
        var wings = WingsBench()
        let name = wings.bench.panel.servers[3].name
        let stream = try wings.connect(name)
        wings.take(stream)
        try wings.apply(.stopDocker(node, downFor: .seconds(60)))
        wings.pass(.seconds(5))
        let events = wings.events(stream).filter { $0.hasPrefix("status") || $0.contains("Daemon]") }.map { event in
            (event.split(separator: "\u{1B}[39m ").last ?? "").replacing("\u{1B}[0m", with: "")
        }
        #expect(
            events == [
                "status offline", "---------- Detected server process in a crashed state! ----------",
                "Exit code: 143", "Out of memory: false",
                "Checking server disk space usage, this could take a few seconds...",
                "Updating process configuration files...",
                "Ensuring file permissions are set correctly, this could take a few seconds...", "status starting",
                "Pulling Docker container image, this could take a few minutes to complete...",
                "Finished pulling Docker container image", "status offline",
                "---------- Detected server process in a crashed state! ----------", "Exit code: 0",
                "Out of memory: false", "Aborting automatic restart, last crash occurred less than 60 seconds ago.",
                "Server crash was detected but an error occurred while handling it.",
            ]
        )
    }

    @Test func `without crash detection Wings says so and nothing else when Docker goes`() throws {
        var wings = WingsBench()
        let names = [0, 3].map { wings.bench.panel.servers[$0].name }
        for name in names {
            try wings.apply(.setCrashDetection(wings.bench.id(name), false))
            let stream = try wings.connect(name)
            wings.take(stream)
            try wings.apply(.stopDocker(node, downFor: .seconds(60)))
            wings.pass(.seconds(5))
            let lines = wings.events(stream).filter { $0.contains("Daemon]") }
            #expect(lines.count == 1)
            #expect(lines.first?.contains("crash detection is disabled for this instance.") == true)
            try wings.apply(.stopDocker(node))
            wings.power("start", names[1])
            wings.pass(.seconds(120))
        }
    }

    @Test
    func `after a restart of Wings the list is empty of figures for less than a second, the panel's memory for 20 s`()
        throws
    {
        var wings = WingsBench(SimulatorOptions(servers: 40))
        try wings.apply(.restartWings(node, downFor: .seconds(30)))
        wings.pass(.seconds(29))
        #expect(wings.ask(.get, "/api/servers").status == -1)
        wings.pass(.milliseconds(1_100))
        func blind() -> [Bool] {
            wings.ask(.get, "/api/servers").json.elements.filter { $0["state"].text == "running" }.map { server in
                let figures = server["utilization"]
                let values = ["uptime", "memory_bytes", "memory_limit_bytes", "cpu_absolute"].map { figures[$0].number }
                #expect(values.allSatisfy { $0 == 0 } || values.allSatisfy { $0 > 0 })
                return values[0] == 0
            }
        }
        #expect(blind().allSatisfy { $0 })
        #expect(wings.bench.resources("Survival")["resources"]["uptime"].number == 0)
        wings.pass(.milliseconds(400))
        #expect(Set(blind()) == [true, false], "not all come back at once")
        wings.pass(.milliseconds(400))
        #expect(!blind().contains(true))
        wings.pass(.milliseconds(18_900))
        let remembered = wings.bench.resources("Survival")
        #expect(remembered["current_state"].text == "running")
        #expect(remembered["resources"]["uptime"].number == 0)
        wings.pass(.seconds(1))
        #expect(wings.bench.resources("Survival")["resources"]["uptime"].number > 1_000_000)
    }
}
