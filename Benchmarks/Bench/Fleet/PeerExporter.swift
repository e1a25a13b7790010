import Foundation

/// A running `pterodactyl_exporter` from PyPI, unchanged: it polls in cycles and waits after each.
final class PeerExporter {
    /// What the table calls it.
    static let name = Programs.pinned("pterodactyl-exporter")
    /// Seconds that it waits after a cycle, which is time to scrape it in peace.
    ///
    /// Its default is 10; the wait is no part of what is measured.
    private static let pause = 30
    private static let cycleLimit = Duration.seconds(240)

    private let process: RunningProcess
    private let fleet: SimulatedFleet
    private let port: UInt16
    private var cycles = 0
    private var cpuBefore: Double

    private init(_ process: RunningProcess, at fleet: SimulatedFleet, port: UInt16) throws {
        self.process = process
        self.fleet = fleet
        self.port = port
        self.cpuBefore = try process.cpuSeconds()
    }

    /// Runs the exporter while `body` runs; its first cycle begins at once.
    static func with<Value>(
        at fleet: SimulatedFleet,
        in folder: URL,
        _ body: (PeerExporter) async throws -> Value
    ) async throws -> Value {
        let port = try FreePort.find()
        let configuration = folder.appendingPathComponent("config.yml")
        let text = """
            host: 127.0.0.1
            host_port: \(fleet.port)
            port: \(port)
            api_key: \(fleet.key)
            https: false
            ignore_ssl: false
            server_list_type: admin-all
            query_interval: \(pause)
            """
        try text.write(to: configuration, atomically: true, encoding: .utf8)
        try fleet.forgetRequests()
        let arguments = ["--config-file", configuration.path]
        return try await RunningProcess.with(try Programs.peerExporter, arguments, log: folder, "peer") { process in
            _ = try await process.line(within: .seconds(60)) { $0.contains("Init successful") }
            return try await body(try PeerExporter(process, at: fleet, port: port))
        }
    }

    /// Lets it make a cycle, scrapes it, and stops it until the next call.
    func measure() async throws -> PollingCost {
        if cycles > 0 {
            try fleet.forgetRequests()
            cpuBefore = try process.cpuSeconds()
            process.send(SIGCONT)
        }
        cycles += 1
        try await process.wait(within: Self.cycleLimit, for: "the end of a cycle") { [process, cycles] in
            let lines = try process.lines()
            if lines.contains(where: { $0.contains("An error occurred") || $0.contains("not responding") }) {
                throw BenchError("\(Self.name) failed:\n\(lines.joined(separator: "\n"))")
            }
            return lines.count { $0.contains("Serverd metrics") } >= cycles
        }
        let cpuSeconds = try process.cpuSeconds() - cpuBefore
        let requests = try fleet.requests()
        let scrape = try ScrapeCost.measure(port)
        guard try fleet.requests().total == requests.total else {
            throw BenchError("\(Self.name) began a cycle while it was scraped")
        }
        process.send(SIGSTOP)
        return PollingCost(
            servers: requests.servers,
            stateRequests: Double(requests.total),
            requests: Double(requests.total),
            cpuSeconds: cpuSeconds,
            seconds: requests.sweepSeconds,
            scrape: scrape
        )
    }
}
