import Agent
import Alerting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Remediation
import StateStore
import Telemetry
import Testing

/// What an Alertmanager asks for, in virtual time: through the same guards as what our own rules ask for.
struct HookTests {
    private var book = ReceivedAlerts(expiry: .seconds(16_200))

    /// A world without rules: nobody but the Alertmanager asks for anything.
    private func world(_ groups: [RuleGroup]? = []) async throws -> (VirtualWorld, ServerIdentifier) {
        var world = try await VirtualWorld { plan in
            if let groups { plan.groups = groups }
        }
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        return (world, server)
    }

    private func alert(
        _ server: String?,
        panel: String? = "main",
        policy: String = "restart-crashed",
        isFiring: Bool = true,
        at now: Timestamp
    ) -> ReceivedAlert {
        let labels = (LabelSet(["alertname": "Foreign", "remediation": policy]))
            .setting("panel", to: panel).setting("server", to: server)
        return ReceivedAlert(labels: labels, isFiring: isFiring, startsAt: now, endsAt: isFiring ? nil : now)
    }

    private func refusals(_ world: VirtualWorld) async throws -> [RefusalReason] {
        try await world.store.entries(limit: 100).reversed().compactMap { entry in
            if case .decision(.refused(let reason)) = entry.event { reason } else { nil }
        }
    }

    @Test mutating func `a crashed server is started once on an Alertmanager's word, without a rule of ours`()
        async throws
    {
        var (world, server) = try await world()
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        await world.run(for: .seconds(600))
        #expect(world.powerRequests.isEmpty && world.panel.server(server)?.state == .offline)
        let firing = alert(server.rawValue, at: world.now - .seconds(900))
        try await world.send(firing, to: &book)
        let isBack = await world.run(within: .seconds(120)) { $0.panel.server(server)?.state == .running }
        #expect(isBack, "\(world.log.suffix(20).joined(separator: "\n"))")
        // It goes on firing for a while, is repeated, and is resolved in the end.
        try await world.send(firing, to: &book)
        await world.run(for: .seconds(300))
        #expect(world.value("pterowatch_hook_requests") == 1)
        try await world.send(alert(server.rawValue, isFiring: false, at: world.now), to: &book)
        await world.run(for: .seconds(60))
        #expect(world.powerRequests.map(\.signal) == [.start])
        #expect(world.core.remediator.incidents.isEmpty)
        #expect(world.value("pterowatch_hook_alerts_total", ["result": "requested"]) == 1)
        #expect(world.value("pterowatch_hook_alerts_total", ["result": "repeated"]) == 1)
        #expect(world.value("pterowatch_hook_alerts_total", ["result": "resolved"]) == 1)
        #expect(world.value("pterowatch_hook_requests") == 0)
    }

    @Test mutating func `an alert is no evidence: what runs or was stopped on purpose is left alone`() async throws {
        var (world, server) = try await world()
        try await world.send(alert(server.rawValue, at: world.now), to: &book)
        await world.run(for: .seconds(120))
        #expect(try await refusals(world) == [.notDown])
        try world.panel.apply(.stop(server, via: .web), at: world.now)
        await world.run(for: .seconds(900))
        #expect(try await refusals(world).contains(.stoppedOnPurpose))
        #expect(world.powerRequests.isEmpty)
    }

    @Test mutating func `a server that crashes while the request stands is started when the guards say yes`()
        async throws
    {
        var (world, server) = try await world()
        try await world.send(alert(server.rawValue, at: world.now), to: &book)
        await world.run(for: .seconds(60))
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        let isBack = await world.run(within: .seconds(600)) { $0.panel.server(server)?.state == .running }
        #expect(isBack)
        #expect(world.powerRequests.map(\.signal) == [.start])
    }

    @Test mutating func `our own rule and an Alertmanager's word join one incident, and one start follows`()
        async throws
    {
        var (world, server) = try await world(nil)
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        try await world.send(alert(server.rawValue, at: world.now), to: &book)
        let isBoth = await world.run(within: .seconds(600)) { world in
            world.core.remediator.incidents.contains { $0.alerts == ["Foreign", "PterodactylServerCrashed"] }
        }
        #expect(isBoth, "\(world.log.suffix(20).joined(separator: "\n"))")
        #expect(world.core.remediator.incidents.count == 1)
        await world.run(for: .seconds(900))
        #expect(world.panel.server(server)?.state == .running)
        #expect(world.powerRequests.map(\.signal) == [.start])
        let entries = try await world.store.entries(limit: 100)
        #expect(Set(entries.map(\.incident.id)).count == 1)
    }

    @Test mutating func `a request that is not repeated is forgotten, over a restart as well`() async throws {
        var (world, server) = try await world()
        book = ReceivedAlerts(expiry: .seconds(300))
        try await world.send(alert(server.rawValue, at: world.now), to: &book)
        await world.run(for: .seconds(150))
        try await world.restartAgent()
        await world.run(for: .seconds(140))
        #expect(world.core.remediator.incidents.count == 1)
        await world.run(for: .seconds(30))
        #expect(world.core.remediator.incidents.isEmpty)
        #expect(world.powerRequests.isEmpty)
    }

    @Test mutating func `a request goes on after a restart, and what is resolved then asks no more`() async throws {
        var (world, server) = try await world()
        try await world.send(alert(server.rawValue, at: world.now), to: &book)
        await world.run(for: .seconds(60))
        let before = world.core.remediator.incidents.map(\.header)
        try await world.restartAgent()
        await world.run(for: .seconds(60))
        #expect(world.core.remediator.incidents.map(\.header) == before && before.count == 1)
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        let isBack = await world.run(within: .seconds(600)) { $0.panel.server(server)?.state == .running }
        #expect(isBack, "\(world.log.suffix(20).joined(separator: "\n"))")
        await world.run(for: .seconds(60))
        try await world.send(alert(server.rawValue, isFiring: false, at: world.now), to: &book)
        #expect(world.core.remediator.incidents.isEmpty)
        try await world.restartAgent()
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        await world.run(for: .seconds(600))
        #expect(world.powerRequests.map(\.signal) == [.start])
        #expect(world.core.remediator.incidents.isEmpty)
    }

    @Test(
        arguments: [
            ("nowhere", "main", "restart-crashed", RefusalReason.notListed),
            ("a1", "other", "restart-crashed", .notListed),
            (nil, "main", "restart-crashed", .noTarget),
            ("a1", nil, "restart-crashed", .noTarget),
            ("a1", "main", "reinstall", .unknownPolicy),
        ] as [(String?, String?, String, RefusalReason)]
    )
    mutating func `an alert that names nobody we know is refused in the ledger, once`(
        _ server: String?,
        _ panel: String?,
        _ policy: String,
        _ reason: RefusalReason
    ) async throws {
        var (world, _) = try await world()
        for _ in 0..<3 {
            try await world.send(alert(server, panel: panel, policy: policy, at: world.now), to: &book)
            await world.run(for: .seconds(60))
        }
        #expect(try await refusals(world) == [reason])
        #expect(world.powerRequests.isEmpty)
    }
}
