import Foundation

/// `pterowatch run` with nothing configured but the panel, and without rules: the peer has none.
enum OurAgent {
    /// How many seconds are watched after the first sweep: six cycles at the default interval, and one of the inventory.
    static let window = 60

    /// Starts an agent, lets it make its first sweep, and watches it at its usual pace.
    static func measure(at fleet: SimulatedFleet, in folder: URL) async throws -> PollingCost {
        let place = folder.appendingPathComponent("agent-\(UUID())")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let configuration = place.appendingPathComponent("pterowatch.yml")
        let text = """
            panels:
              - url: http://127.0.0.1:\(fleet.port)
                api_key: \(fleet.key)
            rules: {builtin: false}
            """
        try text.write(to: configuration, atomically: true, encoding: .utf8)
        let arguments = [
            "run", "--config.file=\(configuration.path)", "--storage.path=\(place.path)/data",
            "--web.listen-address=127.0.0.1:0",
        ]
        try fleet.forgetRequests()
        return try await RunningProcess.with(try Programs.pterowatch, arguments, log: place, "agent") { process in
            let line = try await process.line(within: .seconds(60)) { $0.contains("msg=Listening") }
            guard let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) else {
                throw BenchError("the agent tells no port: \(line)")
            }
            try await process.wait(within: .seconds(120), for: "its first sweep") {
                try Web.send("GET", "/-/ready", port: port).status == 200
            }
            let first = try fleet.requests()

            try fleet.forgetRequests()
            let cpuBefore = try process.cpuSeconds()
            try await Task.sleep(for: .seconds(window))
            let cpuAfter = try process.cpuSeconds()
            let usual = try fleet.requests()
            guard usual.cycles >= 1, usual.nodes == SimulatedFleet.nodes else {
                throw BenchError("the agent asked \(usual.nodes) nodes in \(window) s, \(usual.cycles) times each")
            }
            return PollingCost(
                servers: SimulatedFleet.servers,
                stateRequests: Double(usual.forStates) / usual.cycles,
                requests: Double(usual.total) / usual.cycles,
                cpuSeconds: (cpuAfter - cpuBefore) / usual.cycles,
                seconds: first.cycleSeconds,
                scrape: try ScrapeCost.measure(port)
            )
        }
    }
}
