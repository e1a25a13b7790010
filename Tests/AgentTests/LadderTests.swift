import Agent
import Alerting
import Collecting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Remediation
import Settings
import StateStore
import Telemetry
import Testing

/// Policies with several steps, by the shipped path: rules, guards, ledger, and the simulated panel.
struct LadderTests {
    /// A world in which a policy is asked for by a rule; a server that runs in it.
    private static func world(
        _ policy: Policy,
        _ rule: String,
        sources: SourcePlan = .panelAlone,
        mode: Mode = .automatic
    ) async throws -> (VirtualWorld, ServerTruth) {
        let file = try RuleFileReader.ruleFile(
            from: """
                groups:
                  - name: test
                    interval: 15s
                    rules: [{alert: Asks, expr: '\(rule)', labels: {remediation: \(policy.name)}}]
                """,
            named: "test.yml"
        )
        var world = try await VirtualWorld(mode: mode, sources: sources) { plan in
            plan.groups = file.groups
            plan.policies[policy.name] = policy
        }
        await world.run(for: .seconds(120))
        #expect(world.core.isReady)
        let server = try #require(world.panel.servers.first { $0.state == .running })
        return (world, server)
    }

    private static func only(_ server: ServerTruth, _ expression: String) -> String {
        "\(expression) and on (server) pterodactyl_server_info{server=\"\(server.identifier.rawValue)\"}"
    }

    private static func steps(_ world: VirtualWorld) async throws -> [String] {
        try await world.store.entries(limit: 100).reversed().compactMap { entry in
            guard case .attempt(let intent, let closing) = entry.event else { return nil }
            return "\(intent.action.label) \(closing?.outcome.rawValue ?? "open")"
        }
    }

    @Test(arguments: [SourcePlan.panelAlone, SourcePlan(polling: .wings, stream: .none), SourcePlan()])
    func `a server that hangs in starting is killed and started, and nobody else's doing is seen in that`(
        sources: SourcePlan
    ) async throws {
        let policy = Policy(ProactivePolicy.unhang.rawValue, ProactivePolicy.unhang.settings)
        let rule =
            #"pterodactyl_server_state{state="starting"} == 1 and on (server) pterodactyl_server_desired_up == 1"#
        var (world, server) = try await Self.world(policy, rule, sources: sources)
        try world.panel.apply(.setHangs(server.identifier, ignoresStop: false, hangsInStarting: true), at: world.now)
        try world.panel.apply(.restart(server.identifier, via: .web), at: world.now)
        await world.run(for: .seconds(100))
        #expect(world.powerRequests.isEmpty, "what somebody did a moment ago is left to them")
        try world.panel.apply(.setHangs(server.identifier, ignoresStop: false, hangsInStarting: false), at: world.now)
        let isBack = await world.run(within: .seconds(900)) { $0.panel.server(server.identifier)?.state == .running }
        #expect(isBack, "\(world.log.suffix(20).joined(separator: "\n"))")
        await world.run(for: .seconds(1_200))
        #expect(world.powerRequests.map(\.signal) == [.kill, .start])
        #expect(try await Self.steps(world) == ["kill succeeded", "start recovered"])
        let labels: LabelSet = ["server": server.identifier.rawValue]
        #expect(world.sum("pterodactyl_server_crashes_total", labels) == 0, "our own kill is no crash")
    }

    @Test func `a ladder goes on after the agent was killed between its steps`() async throws {
        let policy = Policy(ProactivePolicy.unhang.rawValue, ProactivePolicy.unhang.settings)
        let rule =
            #"pterodactyl_server_state{state="starting"} == 1 and on (server) pterodactyl_server_desired_up == 1"#
        var (world, server) = try await Self.world(policy, rule, sources: SourcePlan(polling: .wings, stream: .none))
        try world.panel.apply(.setHangs(server.identifier, ignoresStop: false, hangsInStarting: true), at: world.now)
        try world.panel.apply(.restart(server.identifier, via: .web), at: world.now)
        let isKilled = await world.run(within: .seconds(900)) { !$0.powerRequests.isEmpty }
        #expect(isKilled)
        try world.panel.apply(.setHangs(server.identifier, ignoresStop: false, hangsInStarting: false), at: world.now)
        try await world.restartAgent()
        let isBack = await world.run(within: .seconds(900)) { $0.panel.server(server.identifier)?.state == .running }
        #expect(isBack, "\(world.log.suffix(20).joined(separator: "\n"))")
        await world.run(for: .seconds(600))
        #expect(world.powerRequests.map(\.signal) == [.kill, .start])
        #expect(try await Self.steps(world) == ["kill succeeded", "start recovered"])
    }

    @Test func `players are told, then the server is restarted, once it is seen to have started anew`() async throws {
        let policy = Policy(ProactivePolicy.restartLeaking.rawValue, ProactivePolicy.restartLeaking.settings)
        var (world, server) = try await Self.world(policy, "pterodactyl_server_uptime_seconds > 3600")
        await world.run(for: .seconds(900))
        let restarts = world.powerRequests.filter { $0.server == server.identifier }
        #expect(restarts.map(\.signal) == [.restart])
        #expect(world.panel.server(server.identifier)?.state == .running)
        let ofServer = try await world.store.entries(
            limit: 100,
            of: LedgerFilter(panel: "main", server: server.identifier.rawValue)
        )
        let steps = ofServer.reversed().compactMap { entry -> String? in
            guard case .attempt(let intent, let closing) = entry.event else { return nil }
            return "\(intent.number) \(intent.action.label) \(closing?.outcome.rawValue ?? "open")"
        }
        #expect(
            steps == [
                "1 command succeeded", "2 wait succeeded", "3 command succeeded", "4 wait succeeded",
                "5 restart recovered",
            ]
        )
    }

    @Test(arguments: [SourcePlan.panelAlone, SourcePlan()])
    func `a stop of ours by the console is no human's, whether or not a kill must follow`(sources: SourcePlan)
        async throws
    {
        let policy = Policy(
            name: "gently",
            when: .running,
            steps: [
                Step(.command("stop"), expect: .offline, within: .seconds(90), then: .next),
                Step(.power(.kill)), Step(.power(.start)),
            ],
            cooldown: .seconds(36_000),
            grace: .seconds(180)
        )
        var (world, server) = try await Self.world(policy, "pterodactyl_server_uptime_seconds > 0", sources: sources)
        try world.panel.apply(.setHangs(server.identifier, ignoresStop: true, hangsInStarting: false), at: world.now)
        await world.run(for: .seconds(1_500))
        let hanging = world.powerRequests.filter { $0.server == server.identifier }.map(\.signal)
        #expect(hanging == [.kill, .start], "\(world.log.suffix(20).joined(separator: "\n"))")
        // Some eggs have another stop command: theirs is followed by a kill, the others' are not.
        let steps = try await Self.steps(world)
        let kills = world.powerRequests.count { $0.signal == .kill }
        #expect(steps.contains("command succeeded") && steps.count { $0 == "command failed" } == kills, "\(steps)")
        #expect(world.sum("pterodactyl_server_crashes_total") == 0)
    }

    @Test func `a backup is made in place of our oldest, and of nobody else's`() async throws {
        let policy = Policy(
            name: "back-up",
            when: .any,
            steps: [Step(.backup(isRotating: true), onFailure: .end)],
            cooldown: .seconds(700),
            backoff: Policy.Backoff(factor: 1),
            attempts: 20
        )
        let options = "pterodactyl_server_feature_limit{feature=\"backups\"} > 0"
        var (world, _) = try await Self.world(policy, options)
        let limits = world.panel.servers.map { server in
            let labels: LabelSet = ["server": server.identifier.rawValue, "feature": "backups"]
            return (server, Int(world.sum("pterodactyl_server_feature_limit", labels)))
        }
        let (server, limit) = try #require(limits.first { $0.1 > 1 })
        try world.panel.apply(.removeBackups(server.identifier), at: world.now)
        try world.panel.apply(.addBackup(server.identifier, isSuccessful: true, age: .seconds(90_000)), at: world.now)
        let foreign = try #require(world.panel.server(server.identifier)?.backups.first?.uuid)
        await world.run(for: .seconds(Int64(limit + 3) * 1_200))
        let now = try #require(world.panel.server(server.identifier)).backups.map(\.uuid)
        #expect(now.contains(foreign), "what the agent did not make is never deleted")
        #expect(now.count == limit)
        let steps = try await Self.steps(world)
        #expect(steps.count { $0 == "backup succeeded" } >= limit, "\(steps)")
        // The end of the older backup and the new one are of one intent; what is only asked is of none.
        let ids = try await world.store.entries(limit: 1_000).compactMap { entry -> String? in
            if case .attempt(let intent, _) = entry.event { intent.requestID } else { nil }
        }
        #expect(world.sent.allSatisfy { ($0.call.orderedServer != nil) == ($0.requestID != nil) })
        let sent = world.sent.filter { $0.call.orderedServer == server.uuid }.compactMap(\.requestID)
        #expect(Set(sent).isSubset(of: ids) && Set(sent).count < sent.count)
    }

    @Test func `only what we suspended is released`() async throws {
        let policy = Policy(
            name: "pause",
            when: .running,
            steps: [Step(.suspend), Step(.wait, within: .seconds(120)), Step(.unsuspend), Step(.power(.start))],
            cooldown: .seconds(36_000),
            grace: .seconds(180)
        )
        var (world, server) = try await Self.world(policy, "pterodactyl_server_uptime_seconds > 0")
        let isSuspended = await world.run(within: .seconds(600)) {
            $0.panel.server(server.identifier)?.status == "suspended"
        }
        #expect(isSuspended, "\(world.log.suffix(20).joined(separator: "\n"))")
        let isReleased = await world.run(within: .seconds(400)) { $0.panel.server(server.identifier)?.status == nil }
        #expect(isReleased, "\(world.log.suffix(20).joined(separator: "\n"))")
    }

    @Test func `an approval lets exactly one attempt be made`() async throws {
        var world = try await VirtualWorld(mode: .ask)
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running })
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        let isAsked = await world.run(within: .seconds(400)) { !$0.core.remediator.openApprovals.isEmpty }
        #expect(isAsked)
        await world.run(for: .seconds(300))
        #expect(world.value("pterowatch_remediation_pending_approvals") == 1)
        #expect(world.powerRequests.isEmpty)
        let question = try #require(world.core.remediator.openApprovals.first)
        await world.tell(.approval(question.id, approves: true, by: "Ada", ticket: 1))
        await world.tell(.approval(question.id, approves: true, by: "Eve", ticket: 2))
        #expect(world.approvals[2] == .failure(.notOpen(id: question.id)))
        let isBack = await world.run(within: .seconds(300)) { $0.panel.server(server.identifier)?.state == .running }
        #expect(isBack)
        #expect(world.powerRequests.map(\.signal) == [.start])
        let told = try await world.store.entries(limit: 20).compactMap { entry -> String? in
            switch entry.event {
            case .approval(_, let event, let name): [event.rawValue, name].compactMap(\.self).joined(separator: " by ")
            case .attempt(let intent, _): "\(intent.action.label), approved by \(intent.approvedBy ?? "nobody")"
            case .decision: nil
            }
        }
        #expect(told.reversed() == ["asked", "approved by Ada", "start, approved by Ada"])
        let hearings = try await world.store.entries(limit: 20).filter {
            if case .attempt = $0.event { true } else { false }
        }
        #expect(hearings.first?.hearing.entries.count == Guard.standard.count)
    }
}
