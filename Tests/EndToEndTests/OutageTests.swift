import Foundation
import Testing

@Suite(.timeLimit(.minutes(3)))
struct OutageTests {
    @Test(arguments: ["down", "html502", "cut", "rate-limited"])
    func `a broken panel leaves the page served and empty, and its return needs no help`(mode: String) async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    let running = Double(try await simulator.servers.count { $0.state == "running" })
                    try await agent.shows { $0.sum("pterodactyl_server_up") == running }
                    try await simulator.control("panel/mode", #"{"mode": "\#(mode)"}"#)
                    let broken = try await agent.shows { metrics in
                        let isDown = metrics.value("pterodactyl_panel_up") == 0
                        let hasFailed = metrics.all("pterowatch_collector_success").contains { $0.value == 0 }
                        return (isDown || hasFailed) && metrics.all("pterodactyl_server_up").isEmpty
                    }
                    #expect(!broken.alerts("firing").contains("PterodactylServerCrashed"))
                    try await simulator.control("panel/mode", #"{"mode": "ok"}"#)
                    try await agent.shows { metrics in
                        metrics.value("pterodactyl_panel_up") == 1 && metrics.sum("pterodactyl_server_up") == running
                            && metrics.all("pterowatch_collector_success").allSatisfy { $0.value == 1 }
                    }
                    #expect(try await simulator.power.isEmpty)
                }
            }
        }
    }
}
