import Foundation
import Testing

@Suite(.timeLimit(.minutes(3)))
struct OrdinaryUserTests {
    @Test func `with an ordinary user's key what it sees is right, and nothing fails or fires`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=8", "--nodes=2"], in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                    .replacing(simulator.readiness.client_key, with: simulator.readiness.user_key)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    // Two sweeps over the slowest collector, and more than the longest wait of a rule about what is absent.
                    let end = ContinuousClock.now + .seconds(700 / Simulator.timeScale / 2)
                    let metrics = try await agent.shows { metrics in
                        #expect(metrics.alerts("firing").isSubset(of: ["PterowatchWatchdog"]))
                        return ContinuousClock.now >= end
                    }
                    #expect(metrics.alerts("firing") == ["PterowatchWatchdog"])
                    let successes = metrics.all("pterowatch_collector_success")
                    #expect(!successes.isEmpty)
                    #expect(successes.allSatisfy { $0.value == 1 }, "\(successes)")

                    let shown = Set(metrics.all("pterodactyl_server_info").compactMap { $0.labels["server"] })
                    let servers = try await simulator.servers
                    #expect(!shown.isEmpty && shown.count < servers.count)
                    let readable = Set(metrics.all("pterodactyl_server_backups").compactMap { $0.labels["server"] })
                    // On some shared servers this user has no `backup.read`: their backups are absent.
                    #expect(!readable.isEmpty && readable.count < shown.count)
                    for server in servers where shown.contains(server.identifier) {
                        Truth(simulator).checkState(of: server, against: metrics)
                        guard readable.contains(server.identifier) else { continue }
                        try await Truth(simulator).checkBackups(of: server, against: metrics)
                    }
                    #expect(metrics.all("pterodactyl_node_memory_bytes").isEmpty)
                    #expect(try await simulator.power.isEmpty)
                }
            }
        }
    }
}
