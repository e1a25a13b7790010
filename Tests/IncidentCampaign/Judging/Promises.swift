import Agent
import Alerting
import PanelSimulator
import PterodactylAPI
import Remediation
import Telemetry

/// What the guards promise of the agent's own bounds, counted anew from outside.
struct Promises {
    let limits: Limits
    let policy: Policy
    private let numbers: [String: NodeID]
    /// The servers that should be up at the beginning, by node.
    private let expected: [NodeID: Int]
    private let nodes: [ServerUUID: NodeID]
    private var drops: [Drop] = []

    /// That a server which should be up went down.
    struct Drop {
        let server: ServerUUID
        let node: NodeID
        let at: Timestamp
        /// Whether its node could not be asked just then, or a moment before.
        let isHidden: Bool
    }

    /// What is under way: an intent that is durable and not closed.
    private var open: [ServerUUID: Timestamp] = [:]
    private var ended: [ServerUUID: [(at: Timestamp, outcome: Outcome)]] = [:]
    private var endings: Set<Intent.ID> = []
    private var seenCommits = 0
    private var seenClosings = 0
    private var lastRefusedCommit: Timestamp?
    private var news: [String] = []

    init(_ world: VirtualWorld, limits: Limits, policy: Policy, numbers: [String: NodeID]) {
        self.limits = limits
        self.policy = policy
        self.numbers = numbers
        let servers = world.panel.servers
        nodes = Dictionary(servers.compactMap { server in numbers[server.node].map { (server.uuid, $0) } }) { one, _ in
            one
        }
        let running = servers.filter { $0.state == .running }
        expected = Dictionary(grouping: running) { numbers[$0.node] ?? NodeID(0) }.mapValues(\.count)
    }

    /// How far an agent's looks at servers may lie apart.
    static let lookInterval = Duration.seconds(20)
    /// The same where it was killed meanwhile: it only knows when it saw a server up last, by an answer out of the panel's cache.
    private static let longestLookInterval = Duration.seconds(60)

    /// How long a start has to come about.
    var verifyWithin: Duration { policy.steps.first?.within ?? .seconds(300) }

    mutating func noteDrop(of subject: Subject, at now: Timestamp, isHidden: Bool, isAnew: Bool) {
        guard isAnew || !drops.contains(where: { $0.server == subject.uuid }) else { return }
        drops.append(Drop(server: subject.uuid, node: subject.node, at: now, isHidden: isHidden))
    }

    /// Takes in what the ledger got.
    mutating func heed(_ world: VirtualWorld) {
        for commit in world.book.commits[seenCommits...] {
            if commit.isDurable {
                open[commit.intent.uuid] = commit.at
            } else {
                // Several that were decided at once have not heard of each other's refusal.
                if let last = lastRefusedCommit, commit.at - last > .seconds(1), commit.at - last < .seconds(25) {
                    news.append("the ledger was asked again \((commit.at - last).inSeconds) s after it had refused")
                }
                lastRefusedCommit = commit.at
            }
        }
        seenCommits = world.book.commits.count
        for closing in world.book.closings[seenClosings...] {
            // One that could not be written is handed to the ledger again.
            guard endings.insert(closing.intentID).inserted, let server = world.book.server(of: closing) else {
                continue
            }
            open[server] = nil
            ended[server, default: []].append((closing.at, closing.outcome))
        }
        seenClosings = world.book.closings.count
    }

    /// Whether an intent about a server is durable and not closed.
    func isUnderWay(_ server: ServerUUID) -> Bool { open[server] != nil }

    /// What was broken without an act.
    mutating func takeBreaches() -> [String] {
        defer { news = [] }
        return news
    }

    /// What an act breaks.
    /// - Parameter away: the nodes that could not be asked a moment ago.
    func breaches(
        by act: AgentBook.Act,
        _ subject: Subject,
        _ world: VirtualWorld,
        away: Set<NodeID>
    ) -> [String] {
        // Those that Wings brought back meanwhile, as after a reboot, show that the node works.
        let up = Set(world.panel.servers.filter { $0.state == .running }.map(\.uuid))
        let drops = drops.filter { !up.contains($0.server) }
        return [
            spacing(act), attempts(act), concurrency(act, subject, world), intervention(act, subject),
            crowd(act, subject, drops), fleet(act, drops), freshness(act, subject, world),
            sweep(act, world, away: away),
            order(act, world),
        ].compactMap(\.self)
    }

    private func spacing(_ act: AgentBook.Act) -> String? {
        guard let last = ended[act.server]?.last(where: { $0.outcome != .withdrawn }) else { return nil }
        guard act.at - last.at < policy.cooldown else { return nil }
        return "the last attempt ended \((act.at - last.at).inSeconds) s ago"
    }

    private func attempts(_ act: AgentBook.Act) -> String? {
        let counting: Set<Outcome> = [.recovered, .failed, .refusedByPanel, .unverified]
        let recent = ended[act.server]?.count {
            counting.contains($0.outcome) && act.at - $0.at < policy.attemptsWindow
        }
        guard let recent, recent >= policy.attempts else { return nil }
        return "\(recent) attempts were made in the window already"
    }

    private func concurrency(_ act: AgentBook.Act, _ subject: Subject, _ world: VirtualWorld) -> String? {
        // What was deleted meanwhile keeps its node busy no more.
        let listed = Set(world.panel.servers.map(\.uuid))
        let others = open.keys.count { $0 != act.server && nodes[$0] == subject.node && listed.contains($0) }
        return others >= limits.atOncePerNode ? "\(others) other attempts are under way on its node" : nil
    }

    /// What a human did a moment ago stands in the log, which was read before the act.
    private func intervention(_ act: AgentBook.Act, _ subject: Subject) -> String? {
        guard let last = subject.lastLoggedDeed else { return nil }
        let age = act.at - last
        // The log tells whole seconds.
        guard age > .seconds(130), age < policy.interventionPause - .seconds(1) else { return nil }
        return "a human acted on it \(age.inSeconds) s ago"
    }

    /// After most servers of a node failed together: ten minutes of nothing, then one at a time until one came back.
    private func crowd(_ act: AgentBook.Act, _ subject: Subject, _ drops: [Drop]) -> String? {
        guard let mine = drops.last(where: { $0.server == act.server })?.at else { return nil }
        let near = together(drops.filter { $0.node == subject.node }, around: mine)
        guard near.count >= 3, Double(near.count) >= 0.5 * Double(expected[subject.node] ?? 0) else { return nil }
        let newest = near.max() ?? mine
        guard act.at - newest < pause(act, after: mine) else { return nil }
        return "\(near.count) servers of its node failed together \((act.at - newest).inSeconds) s ago"
    }

    private func fleet(_ act: AgentBook.Act, _ drops: [Drop]) -> String? {
        guard let drop = drops.last(where: { $0.server == act.server }) else { return nil }
        // An agent that was killed meanwhile only knows when it saw the server up last: here before its node was away.
        if drop.isHidden, act.lookingSince > drop.at { return nil }
        let mine = drop.at
        let all = expected.values.reduce(0, +)
        let near = together(drops, around: mine)
        // A little more than the share, since the agent need not take the same servers for wanted.
        guard all >= limits.fleetOutage.minimum, Double(near.count) >= (limits.fleetOutage.share + 0.02) * Double(all)
        else {
            return nil
        }
        let newest = near.max() ?? mine
        guard act.at - newest < pause(act, after: mine) else { return nil }
        return "\(near.count) servers of the fleet failed together \((act.at - newest).inSeconds) s ago"
    }

    /// How long a node is left alone, less what the agent's looks may lie apart.
    private func pause(_ act: AgentBook.Act, after drop: Timestamp) -> Duration {
        limits.probing.pause - (act.lookingSince > drop ? Self.longestLookInterval : Self.lookInterval)
    }

    /// The drops in the fullest window of 60 s around one, less what the agent's looks may lie apart.
    private func together(_ drops: [Drop], around mine: Timestamp) -> [Timestamp] {
        let window = Duration.seconds(60) - Self.lookInterval
        var best: [Timestamp] = []
        for start in drops where start.at <= mine && mine - start.at <= window {
            let inside = drops.filter { $0.at >= start.at && $0.at - start.at <= window }
            let newest = Dictionary(inside.map { ($0.server, $0.at) }) { max($0, $1) }
            if newest.count > best.count { best = Array(newest.values) }
        }
        return best
    }

    /// An alert is a request, not evidence: the agent looked after it fired.
    private func freshness(_ act: AgentBook.Act, _ subject: Subject, _ world: VirtualWorld) -> String? {
        let alerts = world.core.engine.alerts.filter { $0.labels["server"] == subject.identifier.rawValue }
        guard let fired = alerts.compactMap(\.firedAt).min() else { return nil }
        guard let known = world.book.newestKnowledge(of: act.server, on: subject.node) else {
            return "the agent never looked at it"
        }
        return known < fired ? "the agent did not look at it since the alert fired" : nil
    }

    /// An agent that has just begun, or whose machine slept, looks at every server before it acts.
    private func sweep(_ act: AgentBook.Act, _ world: VirtualWorld, away: Set<NodeID>) -> String? {
        let since = act.lookingSince
        guard act.at - since < .seconds(600) else { return nil }
        let unseen = world.panel.servers.count { server in
            // Nobody can look at what the panel holds, or at what is out of reach.
            guard server.status == nil, let node = numbers[server.node], !troubled.contains(node), !away.contains(node)
            else { return false }
            guard !held.contains(server.uuid), heldAt[server.uuid].map({ $0 < since }) ?? true else { return false }
            return (world.book.newestKnowledge(of: server.uuid, on: node) ?? since) <= since
        }
        return unseen > 0 ? "the agent had not looked at \(unseen) servers since it began" : nil
    }

    /// Nodes that were in trouble at any time, and servers that were held: nobody can look at them.
    var troubled: Set<NodeID> = []
    var held: Set<ServerUUID> = []
    /// When the panel was last seen to hold a server: that it is let go of stands in the next list only.
    private var heldAt: [ServerUUID: Timestamp] = [:]

    mutating func noteHold(of server: ServerUUID, at now: Timestamp) { heldAt[server] = now }

    private func order(_ act: AgentBook.Act, _ world: VirtualWorld) -> String? {
        guard let other = awaited[act.server], let truth = world.panel.server(other) else { return nil }
        // What the maintenance of its node keeps from sight is not waited for.
        if world.panel.nodes.contains(where: { $0.name == truth.node && $0.mode == .maintenance }) { return nil }
        return truth.state == .running ? nil : "it was started before \(other), which it waits for"
    }

    /// Which server waits for which.
    var awaited: [ServerUUID: ServerIdentifier] = [:]
}
