import Foundation
import TestSupport
import Testing

/// The agent among clients that are many, or slow.
@Suite(.timeLimit(.minutes(5)), .serialized)
struct CrowdTests {
    /// How much memory an agent may take for 700 connections, in KiB.
    private static let memoryBound = 64 * 1_024
    private let duration: Duration = Soak.isOn ? .seconds(60) : .seconds(5)

    /// Runs an agent of many servers while `body` runs, once its page has all of them.
    private func withAgent(
        servers: Int,
        _ settings: String,
        _ body: (Agent, _ port: UInt16) async throws -> Void
    ) async throws {
        try await Tools.withTemporaryFolder { folder in
            let options = [
                "--servers=\(servers)", "--nodes=10", "--time-scale=1", "--client-rate-limit=100000",
                "--application-rate-limit=100000",
            ]
            try await Simulator.with(options, in: folder) { simulator in
                try await Agent.with(on: simulator, simulator.configuration + settings, in: folder) { agent in
                    _ = try await Web.poll {
                        let page = try await agent.page()
                        return page.split(separator: "\n").count { $0.hasPrefix("pterodactyl_server_info{") } == servers
                            ? true : nil
                    }
                    try await body(agent, try #require(UInt16(agent.url.split(separator: ":").last ?? "")))
                }
            }
        }
    }

    /// A number of `/proc/PID/status`.
    private func status(_ name: String, of agent: Agent) throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(agent.process.id)/status", encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(name):") })
        return try #require(Int(line.split(whereSeparator: { $0 == "\t" || $0 == " " })[1]))
    }

    @Test func `five hundred slow clients and two hundred scrapers from one address`() async throws {
        let settings = "\nweb: {max_connections: 1000, max_connections_per_address: 0, max_requests: 0}\n"
        try await withAgent(servers: 1_000, settings) { agent, port in
            // The pages of this kind are made from now on, so that they count for what there is anyway.
            _ = try await SocketCrowd(scrapers: 1).run(port: port, for: .seconds(3))
            let (memory, threads) = (try status("VmRSS", of: agent), try status("Threads", of: agent))
            async let crowd = SocketCrowd(scrapers: 200, slow: 500).run(port: port, for: duration)
            var (mostMemory, mostThreads) = (0, 0)
            let end = ContinuousClock.now + duration
            while ContinuousClock.now < end {
                mostMemory = max(mostMemory, try status("VmRSS", of: agent))
                mostThreads = max(mostThreads, try status("Threads", of: agent))
                try await Task.sleep(for: .milliseconds(200))
            }
            let report = try await crowd
            print("700 connections: \(report), \(mostMemory - memory) KiB and \(mostThreads - threads) threads more")
            #expect(report.held == 500)
            #expect(report.failed == 0)
            #expect(report.answered >= 200 * 2)
            #expect(report.slowest < .seconds(1))
            #expect(mostMemory - memory < Self.memoryBound)
            #expect(mostThreads - threads <= 8)
        }
    }

    @Test func `with the usual limits the surplus is refused, and an ordinary scraper is not`() async throws {
        try await withAgent(servers: 50, "") { _, port in
            async let slow = SocketCrowd(slow: 500).run(port: port, for: duration)
            // Slow clients give way to others when they have been slow for a second.
            try await Task.sleep(for: .milliseconds(1_500))
            let ordinary = try await SocketCrowd(scrapers: 1, newcomers: 1).run(port: port, for: duration / 2)
            let crowd = try await slow
            print("the usual limits: \(crowd); ordinary: \(ordinary)")
            #expect(crowd.refused >= 500 - 128)
            #expect(ordinary.answered > 0)
            #expect(ordinary.failed == 0)
            #expect(ordinary.slowest < .seconds(1))
        }
    }

    @Test func `fifty slow queries at once leave the page alone`() async throws {
        try await withAgent(servers: 200, "") { agent, port in
            // Each of them goes through all the history there is, thousands of times.
            let query = "count_over_time(count_over_time(pterodactyl_server_info%5B2h:1s%5D)%5B2h:1s%5D)"
            let statuses = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        let answer = try await Web.get("\(agent.url)/api/v1/query?timeout=4s&query=\(query)")
                        return "\(answer.status) \(answer.text.prefix(120))"
                    }
                }
                let report = try await SocketCrowd(scrapers: 4, newcomers: 1).run(port: port, for: .seconds(5))
                print("beside fifty slow queries: \(report)")
                #expect(report.answered >= 10)
                #expect(report.failed == 0)
                #expect(report.slowest < .seconds(1))
                return try await group.reduce(into: []) { $0.append($1) }
            }
            print("slow queries were answered \(Set(statuses))")
            #expect(statuses.contains { $0.contains("timed out") }, "they were as slow as was meant")
        }
    }
}
