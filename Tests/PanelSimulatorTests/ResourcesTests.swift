import PanelSimulator
import PterodactylAPI
import Testing

struct ResourcesTests {
    @Test func `an answer is remembered for twenty seconds, over a crash and an outage`() throws {
        var bench = Bench()
        let first = bench.resources("Survival")
        try bench.apply(.stop(bench.id("Survival"), via: .api))
        try bench.apply(.setNodeMode(NodeID(1), .refuse))
        bench.pass(.milliseconds(19_999))
        #expect(bench.resources("Survival") == first)
        bench.pass(.milliseconds(1))
        #expect(bench.send(.get, "/api/client/servers/\(bench.id("Survival"))/resources").status == 504)
        try bench.apply(.setNodeMode(NodeID(1), .ok))
        #expect(bench.resources("Survival")["current_state"].text == "offline")
    }

    @Test func `one cache serves all users, and its age is divided by the time scale`() throws {
        var bench = Bench(SimulatorOptions(timeScale: 10))
        let target = "/api/client/servers/\(bench.id("Survival"))/resources"
        let first = bench.send(.get, target).json
        bench.pass(.seconds(1))
        #expect(bench.send(.get, target, key: bench.panel.userKey).json == first)
        bench.pass(.seconds(1))
        #expect(bench.send(.get, target).json != first)
    }

    @Test func `network counters never go back while a server is up`() throws {
        var bench = Bench()
        var last = 0.0
        for _ in 0..<200 {
            bench.pass(.seconds(457))
            let received = bench.resources("SkyBlock")["resources"]["network_rx_bytes"].number
            guard bench.panel.server(named: "SkyBlock")?.starts == 0 else { break }
            #expect(received > last)
            last = received
        }
        #expect(last > 0)
    }

    @Test func `an ordinary demo stays within every limit for days`() throws {
        var bench = Bench()
        let limits = ["Survival": 6_144.0, "Lobby Proxy": 1_024, "SkyBlock": 4_096, "Rust Vanilla": 10_240]
        for _ in 0..<500 {
            bench.pass(.seconds(1_009))
            for server in bench.panel.servers {
                guard let limit = limits[server.name] else { continue }
                #expect(Double(server.memoryBytes) < 0.85 * limit * 1_048_576)
            }
        }
        #expect(bench.panel.runningCount == 4)
        #expect(bench.panel.server(named: "Creative")?.lastCause == "stopped by its user")
    }

    @Test func `more play in the evening than in the early morning, and CPU follows`() throws {
        var bench = Bench(SimulatorOptions(servers: 200, nodes: 4))
        func load() -> (players: Int, cpu: Double) {
            let servers = bench.panel.servers
            return (servers.reduce(0) { $0 + $1.players }, servers.reduce(0) { $0 + $1.cpuPercent })
        }
        bench.pass(.seconds(7 * 3_600))
        let evening = load()
        bench.pass(.seconds(10 * 3_600))
        let morning = load()
        #expect(evening.players > 3 * morning.players)
        #expect(evening.cpu > 1.5 * morning.cpu)
    }

    @Test func `a load that was set is what is shown`() throws {
        var bench = Bench()
        try bench.apply(.setLoad(bench.id("Survival"), memoryPercent: 97, cpuPercent: nil))
        let memory = bench.resources("Survival")["resources"]["memory_bytes"].number
        #expect(memory == (6_144 * 1_048_576 * 0.97).rounded(.down))
    }
}
