import Agent
import Alerting
import PanelSimulator
import PterodactylAPI
import Remediation
import StateStore
import Telemetry

/// One episode on its way: the world, what is still to be done in it, and the judge.
struct EpisodeRun {
    let plan: EpisodePlan
    private(set) var world: VirtualWorld
    private(set) var judge: Judge
    /// What is still to be done, the next one last.
    private var scenes: [(at: Timestamp, incident: PlannedIncident, deed: Deed)]
    /// What follows the next decision about a server.
    private var armed: [ServerUUID: [(incident: PlannedIncident, control: Control, after: Duration)]] = [:]
    private var seenCommits = 0
    private var seenKills = 0
    /// What an Alertmanager asks for.
    private var requests = ReceivedAlerts(expiry: .seconds(86_400))

    init(_ plan: EpisodePlan, guards: [Guard], keepsRecords: Bool) async throws {
        self.plan = plan
        let world = try await VirtualWorld(
            plan.options,
            sources: plan.source.plan(following: plan.servers),
            startingAt: plan.start,
            guards: guards,
            change: { plan.configure(&$0) }
        )
        self.world = world
        self.world.keepsRecords = keepsRecords
        let policy = world.core.plan.policies[Policy.restartCrashed.name] ?? Policy.restartCrashed
        judge = Judge(plan, world, limits: world.core.plan.limits, policy: policy)
        let asked = plan.asking == nil ? [] : plan.incidents
        scenes =
            (plan.incidents.flatMap { incident in
                incident.scenes.map { (at: plan.start + incident.at + $0.after, incident: incident, deed: $0.deed) }
            } + asked.map { (at: plan.start + EpisodePlan.quiet / 2, incident: $0, deed: .ask) })
            .sorted { $0.at > $1.at }
    }

    /// Runs it to its end: until all is quiet for half an hour, and nothing is owed any more.
    mutating func run() async throws {
        let last = plan.incidents.map(\.at).max() ?? .zero
        let end = plan.start + last + EpisodePlan.calm
        let latest = end + EpisodePlan.calm
        while world.now < end || judge.isWaiting && world.now < latest {
            try await second(until: world.now + .seconds(1))
        }
    }

    /// A second at most, after which the truth is looked at.
    private mutating func second(until tick: Timestamp) async throws {
        while world.now < tick {
            while let scene = scenes.last, scene.at <= world.now {
                scenes.removeLast()
                try await play(scene.deed, of: scene.incident)
            }
            await world.step(until: min(tick, scenes.last?.at ?? tick))
            heedDecisions()
            if world.kills != seenKills {
                seenKills = world.kills
                judge.heedKill(world)
            }
            if world.book.acts.count != judge.actionCount { judge.judge(world) }
        }
        judge.look(at: world)
        judge.judge(world)
    }

    private mutating func heedDecisions() {
        let commits = world.book.commits
        guard commits.count > seenCommits else { return }
        for commit in commits[seenCommits...] where commit.isDurable {
            for follow in armed.removeValue(forKey: commit.intent.uuid) ?? [] {
                add(follow.control, of: follow.incident, at: world.now + follow.after)
            }
        }
        seenCommits = commits.count
    }

    private mutating func add(_ control: Control, of incident: PlannedIncident, at time: Timestamp) {
        let place = scenes.firstIndex { $0.at <= time } ?? scenes.endIndex
        scenes.insert((time, incident, .control(control)), at: place)
    }

    private mutating func play(_ deed: Deed, of incident: PlannedIncident) async throws {
        let server = incident.servers[0]
        switch deed {
        case .control(let control):
            // What has been deleted, or is down already, cannot be broken any more.
            let down = incident.servers.map(\.identifier).filter { world.panel.server($0)?.state == .offline }
            do { try world.panel.apply(control, at: world.now) } catch { return }
            judge.heed(control, down: Set(down), in: world)
        case .wings(let signal):
            world.panel.actPastThePanel(signal, on: server.identifier, at: world.now)
            judge.heedStop(server.identifier, in: world)
        case .armKill(let point): world.killPoints[server.uuid] = point
        case .kill: await world.die()
        case .atDecision(let control, let after): armed[server.uuid, default: []].append((incident, control, after))
        case .stopSwitch(let isOn):
            judge.troubles.isStopped = isOn
            await world.stop(isOn ? StopSwitch(by: "the campaign", since: world.now) : nil)
        case .silence(let isOn):
            judge.hold(server.identifier, .silence, isOn)
            await world.silence(isOn, server.identifier, id: "silence-\(incident.number)")
        case .ledger(let isBroken):
            judge.troubles.isLedgerBroken = isBroken
            await world.breakLedger(isBroken)
        case .clockStep: await world.tell(.clockStepped(.seconds(45)))
        case .ask: try await ask(for: incident.servers)
        }
        judge.look(at: world)
    }
}

extension EpisodeRun {
    /// Lets an Alertmanager ask anew for servers: what it asked for before is over.
    private mutating func ask(for servers: [ServerTruth]) async throws {
        guard let asking = plan.asking else { return }
        for server in servers {
            let labels = asking.labels(server)
            let now = world.now
            let over = ReceivedAlert(labels: labels, isFiring: false, startsAt: now, endsAt: now)
            try await world.send(over, to: &requests)
            try await world.send(ReceivedAlert(labels: labels, isFiring: true, startsAt: now), to: &requests)
            judge.noteRequest(for: server.uuid, at: now)
        }
    }
}

extension VirtualWorld {
    /// Begins or ends a silence beside those that are kept already.
    fileprivate mutating func silence(_ isOn: Bool, _ server: ServerIdentifier, id: String) async {
        var kept = standing.silences[.own] ?? []
        kept.removeAll { $0.id == id }
        if isOn, let matchers = try? MatcherText.parse("server=\(server.rawValue)") {
            kept.append(
                Silence(
                    id: id,
                    matchers: matchers,
                    startsAt: now,
                    endsAt: now + .seconds(86_400),
                    updatedAt: now,
                    createdBy: "the campaign",
                    comment: "somebody works on it"
                )
            )
        }
        await silence(kept)
    }
}
