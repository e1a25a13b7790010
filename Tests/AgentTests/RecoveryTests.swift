import Alerting
import Agent
import Collecting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Remediation
import StateStore
import Telemetry
import Testing

struct RecoveryTests {
    /// A world whose first sweep is done, and a server that runs in it.
    private func world(mode: Mode = .automatic) async throws -> (VirtualWorld, ServerTruth) {
        var world = try await VirtualWorld(mode: mode)
        await world.run(for: .seconds(120))
        #expect(world.core.isReady)
        return (world, try #require(world.panel.servers.first { $0.state == .running }))
    }

    @Test func `a server that crashed twice, so that Wings gave up, is started once and seen running`() async throws {
        var (world, server) = try await world()
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        let isGivenUp = await world.run(within: .seconds(120)) {
            $0.panel.server(server.identifier)?.hasWingsGivenUp == true
        }
        #expect(isGivenUp)
        let isPending = await world.run(within: .seconds(300)) { world in
            world.core.engine.alerts.contains { $0.name == "PterodactylServerCrashed" && $0.state == .pending }
        }
        #expect(isPending)
        let isFiring = await world.run(within: .seconds(60)) { $0.firing.contains("PterodactylServerCrashed") }
        #expect(isFiring)
        let isBack = await world.run(within: .seconds(300)) {
            $0.value("pterowatch_remediations_total", ["outcome": "recovered"]) == 1
        }
        #expect(isBack, "\(world.log.suffix(20).joined(separator: "\n"))")
        #expect(world.powerRequests.map(\.signal) == [.start])
        #expect(world.powerRequests.map(\.server) == [server.identifier])
        #expect(world.panel.server(server.identifier)?.state == .running)
        let entries = try await world.store.entries(limit: 10)
        let closings = entries.compactMap { entry -> Outcome? in
            if case .attempt(_, let closing) = entry.event { closing?.outcome } else { nil }
        }
        #expect(closings == [.recovered])
    }

    @Test(arguments: [Control.Way.web, .api, .console, .schedule])
    func `a server that somebody stopped is left alone`(way: Control.Way) async throws {
        var (world, server) = try await world()
        try world.panel.apply(.stop(server.identifier, via: way), at: world.now)
        await world.run(for: .seconds(600))
        #expect(world.powerRequests.isEmpty)
        #expect(world.panel.server(server.identifier)?.state == .offline)
        #expect(world.value("pterodactyl_server_up", ["server": server.identifier.rawValue]) == 0)
        #expect(!world.firing.contains("PterodactylServerCrashed"))
    }

    @Test func `a single crash is left to Wings`() async throws {
        var (world, server) = try await world()
        try world.panel.apply(.crash(server.identifier, times: 1), at: world.now)
        await world.run(for: .seconds(600))
        #expect(world.powerRequests.isEmpty)
        #expect(world.panel.server(server.identifier)?.state == .running)
    }

    @Test func `only observing writes down what would have been done and does nothing`() async throws {
        var (world, server) = try await world(mode: .observe)
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        await world.run(for: .seconds(600))
        #expect(world.powerRequests.isEmpty)
        #expect(world.firing.contains("PterodactylServerCrashed"))
        let entries = try await world.store.entries(limit: 10)
        #expect(entries.contains { $0.event == .decision(.wouldHave(.power(.start))) })
    }

    @Test func `an agent killed between the ledger and the answer does not call twice`() async throws {
        var (world, server) = try await world()
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        let isSent = await world.run(within: .seconds(600)) { !$0.powerRequests.isEmpty }
        #expect(isSent)
        try await world.restartAgent()
        await world.run(for: .seconds(600))
        #expect(world.powerRequests.count == 1)
        #expect(try await world.store.loadHistory(since: VirtualWorld.start).openIntents.isEmpty)
        #expect(world.panel.server(server.identifier)?.state == .running)
    }

    @Test func `an attempt that a killed agent left open counts as failed when the server stays down`() async throws {
        var (world, server) = try await world()
        try world.panel.apply(.failStarts(server.identifier, count: 20), at: world.now)
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        let isSent = await world.run(within: .seconds(600)) { !$0.powerRequests.isEmpty }
        #expect(isSent)
        let first = world.now
        try await world.restartAgent()
        await world.run(for: .seconds(290))
        #expect(world.powerRequests.count == 1)
        let isTriedAgain = await world.run(within: .seconds(1_200)) { $0.powerRequests.count == 2 }
        #expect(isTriedAgain, "\(world.log.suffix(20).joined(separator: "\n"))")
        // Verification (5 min) and cooldown (5 min) lie between the two.
        #expect(world.now - first >= .seconds(600))
    }

    @Test func `what a server is meant to be survives agents that end before the panel answers them`() async throws {
        var (world, server) = try await world()
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        try world.panel.apply(.setPanelMode(.down), at: world.now)
        for _ in 0..<3 {
            await world.run(for: .seconds(30))
            try await world.restartAgent()
        }
        try world.panel.apply(.setPanelMode(.ok), at: world.now)
        let isBack = await world.run(within: .seconds(900)) {
            $0.panel.server(server.identifier)?.state == .running
        }
        #expect(isBack, "\(world.log.suffix(20).joined(separator: "\n"))")
        #expect(world.powerRequests.map(\.server) == [server.identifier])
    }

    @Test(arguments: [SourcePlan.panelAlone, SourcePlan(polling: .wings, stream: .none)])
    func `a crashed server that a human stops while it is held back is left alone`(sources: SourcePlan) async throws {
        var world = try await VirtualWorld(sources: sources)
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running })
        await world.stop(StopSwitch(by: "a test", since: world.now))
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        let isHeldBack = await world.run(within: .seconds(600)) { $0.firing.contains("PterodactylServerCrashed") }
        #expect(isHeldBack)
        await world.run(for: .seconds(300))
        try world.panel.apply(.stop(server.identifier, via: .api), at: world.now)
        await world.run(for: .seconds(200))
        await world.stop(nil)
        await world.run(for: .seconds(900))
        #expect(world.powerRequests.isEmpty)
        #expect(world.panel.server(server.identifier)?.state == .offline)
    }

    @Test func `what earlier runs did is not taken for a human's, though later attempts came to nothing`() async throws
    {
        var policy = Policy.restartCrashed
        policy.cooldown = .seconds(1)
        policy.backoff.factor = 1
        policy.steps = [Step(.power(.start), within: .seconds(30))]
        var world = try await VirtualWorld(sources: SourcePlan(), change: { $0.policies[policy.name] = policy })
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running })
        try world.panel.apply(.setBootTime(server.identifier, .seconds(5)), at: world.now)
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        let isBack = await world.run(within: .seconds(120)) {
            $0.value("pterowatch_remediations_total", ["outcome": "recovered"]) == 1
        }
        #expect(isBack)
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        world.killPoints[server.uuid] = .afterCommit
        let isKilled = await world.run(within: .seconds(120)) { $0.kills == 1 }
        #expect(isKilled)
        let isStartedAgain = await world.run(within: .seconds(170)) { $0.powerRequests.count == 2 }
        #expect(isStartedAgain, "\(world.log.suffix(20).joined(separator: "\n"))")
        #expect(!world.book.refusals.contains { $0.reason == .recentIntervention })
    }

    @Test func `a crash loop ends with a human`() async throws {
        var (world, server) = try await world()
        try world.panel.apply(.failStarts(server.identifier, count: 100), at: world.now)
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        await world.run(for: .seconds(5_400))
        #expect(world.powerRequests.count == 3)
        #expect(world.value("pterowatch_remediation_given_up", ["server": server.identifier.rawValue]) == 1)
        // What the panel was sent is what the ledger shows, another one for each attempt.
        let shown = try await world.store.entries(limit: 100).reversed().compactMap { entry -> String? in
            if case .attempt(let intent, _) = entry.event { intent.requestID } else { nil }
        }
        #expect(world.powerRequests.map(\.requestID) == shown)
        #expect(Set(shown).count == 3)
    }
}
