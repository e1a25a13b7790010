import Agent
import Alerting
import Collecting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Remediation
import Telemetry
import Testing

/// What holds every act back, over the whole way from the panel to the panel.
struct StoppingTests {
    private func worldWithCrash(
        change: (inout AgentPlan) -> Void = { _ in }
    ) async throws -> (VirtualWorld, ServerIdentifier) {
        var world = try await VirtualWorld(change: change)
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        return (world, server)
    }

    @Test func `while the switch is thrown nothing is done, and when it is not, the rest is made good`() async throws {
        var (world, server) = try await worldWithCrash()
        await world.tell(.stopped(StopSwitch(by: "Ada", since: world.now)))
        await world.run(for: .seconds(900))
        #expect(world.powerRequests.isEmpty)
        #expect(world.value("pterowatch_remediation_enabled") == 0)
        #expect(world.value("pterowatch_remediations_refused_total", ["reason": "stopped"]) == 1)
        await world.tell(.stopped(nil, endedBy: "Bob"))
        let isBack = await world.run(within: .seconds(300)) { $0.panel.server(server)?.state == .running }
        #expect(isBack)
        #expect(world.powerRequests.map(\.signal) == [.start])
        #expect(world.log.contains { $0.contains("Remediation goes on") && $0.contains("by=Bob") })
    }

    @Test func `after the clock jumped every server is looked at again before anything is done`() async throws {
        var (world, _) = try await worldWithCrash()
        let isFiring = await world.run(within: .seconds(600)) {
            $0.core.engine.alerts.contains { $0.name == "PterodactylServerCrashed" }
        }
        #expect(isFiring)
        try world.panel.apply(.setPanelMode(.hang), at: world.now)
        await world.tell(.clockStepped(.seconds(3_600)))
        await world.run(for: .seconds(5))
        #expect(world.core.panels.allSatisfy { !$0.isSwept && $0.isReady })
        try world.panel.apply(.setPanelMode(.ok), at: world.now)
        let isSwept = await world.run(within: .seconds(120)) { $0.core.panels.allSatisfy(\.isSwept) }
        #expect(isSwept)
    }

    @Test func `an owner who wants to be left alone is`() async throws {
        var world = try await VirtualWorld()
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        try world.panel.apply(.setVariable(server, OwnerWish.variable, "off"), at: world.now)
        await world.run(for: .seconds(400))
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        await world.run(for: .seconds(900))
        #expect(world.powerRequests.isEmpty)
        #expect(world.value("pterowatch_remediations_refused_total", ["reason": "owner_opt_out"]) == 1)
    }
}
