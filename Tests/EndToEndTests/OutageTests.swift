import Foundation
import Testing

@Suite(.timeLimit(.minutes(6)))
struct OutageTests {
    @Test(arguments: ["down", "html502", "cut", "rate-limited"])
    func `a broken panel that alone tells of servers leaves the page empty, and its return needs no help`(
        mode: String
    ) async throws {
        try await Self.withAgent(sources: "{servers: panel, stream: none}") { simulator, agent, running in
            try await simulator.control("panel/mode", #"{"mode": "\#(mode)"}"#)
            let broken = try await agent.shows { metrics in
                let isDown = metrics.value("pterodactyl_panel_up") == 0
                let hasFailed = metrics.all("pterowatch_collector_success").contains { $0.value == 0 }
                return (isDown || hasFailed) && metrics.all("pterodactyl_server_up").isEmpty
            }
            #expect(!broken.alerts("firing").contains("PterodactylServerCrashed"))
            try await Self.seeReturn(simulator, agent, running)
        }
    }

    @Test(arguments: ["down", "html502"])
    func `what nodes tell stays on the page of a broken panel`(mode: String) async throws {
        try await Self.withAgent(sources: "{servers: auto, stream: auto}") { simulator, agent, running in
            try await agent.shows { $0.sum("pterowatch_stream_connections") > 0 }
            try await simulator.control("panel/mode", #"{"mode": "\#(mode)"}"#)
            let broken = try await agent.shows { $0.value("pterodactyl_panel_up") == 0 }
            #expect(broken.sum("pterodactyl_server_up") == running)
            #expect(!broken.alerts("firing").contains("PterodactylServerCrashed"))
            try await Self.seeReturn(simulator, agent, running)
        }
    }

    /// Runs an agent with everything known: handed over with the number of servers that run.
    private static func withAgent(
        sources: String,
        _ body: (Simulator, Agent, Double) async throws -> Void
    ) async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                    .replacing("remediation:", with: "    sources: \(sources)\nremediation:", maxReplacements: 1)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    let running = Double(try await simulator.servers.count { $0.state == "running" })
                    try await agent.shows { $0.sum("pterodactyl_server_up") == running }
                    try await body(simulator, agent, running)
                }
            }
        }
    }

    private static func seeReturn(_ simulator: Simulator, _ agent: Agent, _ running: Double) async throws {
        try await simulator.control("panel/mode", #"{"mode": "ok"}"#)
        // A 429 closes a limit's window for a minute, and the last one may have come just before the panel was well again.
        try await agent.shows(within: .seconds(200)) { metrics in
            metrics.value("pterodactyl_panel_up") == 1 && metrics.sum("pterodactyl_server_up") == running
                && metrics.all("pterowatch_collector_success").allSatisfy { $0.value == 1 }
        }
        #expect(try await simulator.power.isEmpty)
    }
}
