import Foundation

/// `pterowatch run` with nothing configured but the panel.
enum OurAgent {
    /// How many seconds are watched after the first sweep: two sweeps at the default interval.
    static let window = 40

    /// Starts an agent, lets it make its first sweep, and watches it at its usual pace.
    static func measure(at fleet: SimulatedFleet, in folder: URL) async throws -> PollingCost {
        let place = folder.appendingPathComponent("agent-\(UUID())")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let configuration = place.appendingPathComponent("pterowatch.yml")
        let text = """
            panels:
              - url: http://127.0.0.1:\(fleet.port)
                api_key: \(fleet.key)
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
            guard usual.sweeps >= 1 else { throw BenchError("the agent made no whole sweep in \(window) s") }
            return PollingCost(
                servers: first.servers,
                requests: Double(usual.total) / usual.sweeps,
                cpuSeconds: (cpuAfter - cpuBefore) / usual.sweeps,
                sweepSeconds: first.sweepSeconds,
                scrape: try ScrapeCost.measure(port)
            )
        }
    }
}
