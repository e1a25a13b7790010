import Agent
import Collecting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Remediation
import StateStore
import Telemetry
import Testing

struct LateActTests {
    @Test func `a start that the panel's outage held up is not sent late`() async throws {
        var world = try await VirtualWorld(SimulatorOptions(servers: 5, nodes: 2, latency: .seconds(2)))
        await world.run(for: .seconds(180))
        let server = try #require(world.panel.servers.first { $0.state == .running })
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        // The panel goes away in the very moment in which the intent is written.
        let isDecided = await world.run(within: .seconds(600)) { world in
            !world.core.remediator.openAttempts.isEmpty
        }
        #expect(isDecided)
        #expect(world.powerRequests.isEmpty)
        try world.panel.apply(.setPanelMode(.down), at: world.now)
        await world.run(for: .seconds(120))
        try world.panel.apply(.setPanelMode(.ok), at: world.now)
        try world.panel.apply(.stop(server.identifier, via: .api), at: world.now)
        await world.run(for: .seconds(400))
        #expect(world.powerRequests.isEmpty)
        #expect(world.panel.server(server.identifier)?.state == .offline)
        #expect(try await world.store.loadHistory(since: VirtualWorld.start).openIntents.isEmpty)
    }
}
