public import PterodactylAPI
public import Telemetry

/// Watches one panel: decides what to ask when, and keeps what the answers tell.
///
/// Pure: whoever owns it sends the calls that `nextCalls` gives and hands the answers to `absorb`. A failure is data: it
/// fails a collector, opens a breaker or freezes what is known, and never stops the rest.
public struct PanelWatcher: Sendable {
    var knowledge: PanelKnowledge
    var agenda = Agenda()
    var statistics = RequestStatistics()
    var health: [CollectorKind: CollectorHealth] = [:]
    var budgets: PanelBudgets
    var collectors: [any Collector] = [
        InventoryCollector(), ServersCollector(), WingsCollector(), NodesCollector(), BackupsCollector(),
        ActivityCollector(),
    ]
    var seen: [ServerUUID: Seen] = [:]
    var isPlanStale = true
    /// The orders that wait to be sent.
    var orders: [PanelCall: WaitingOrder] = [:]
    /// The servers whose backup follows on the end of an older one, and until when it may be begun.
    var rotations: [ServerUUID: Timestamp] = [:]
    var events: [WatchEvent] = []
    private var expiryDue = Timestamp(millisecondsSince1970: .min)

    /// What was noticed of a server last.
    struct Seen: Sendable {
        let situation: Situation
        let startTime: Timestamp?
    }

    /// Starts watching with nothing known.
    /// - Parameter beliefs: what an earlier run remembered of servers.
    public init(plan: PanelPlan, beliefs: [ServerBelief] = []) {
        var knowledge = PanelKnowledge(plan: plan)
        knowledge.beliefs = Dictionary(beliefs.map { ($0.uuid, $0) }) { first, _ in first }
        self.knowledge = knowledge
        self.budgets = PanelBudgets(share: plan.budgetShare, reserve: plan.budgetReserve)
    }

    /// The panel's name.
    public var name: String { knowledge.plan.name }

    // MARK: - Asking

    /// The calls to send now.
    ///
    /// Each counts as sent, and must be answered by `absorb`.
    public mutating func nextCalls(at now: Timestamp) -> [PanelCall] {
        expire(at: now)
        giveUpOrders(at: now)
        replan(at: now)
        agenda.stretch = budgets.stretches(forDemandOf: agenda)
        // The first sweep goes as fast as it can.
        budgets.pace(isReady ? agenda.stretch : [:], at: now)
        var budgets = budgets
        var gates = CallGates(knowledge)
        let jobs = agenda.take(at: now) { job, inFlight in
            gates.pass(job, inFlight: inFlight, at: now) && budgets.spend(job, at: now)
        }
        self.budgets = budgets
        for job in jobs {
            switch job.call {
            case .order(let uuid, let order): noteSent(order, of: uuid, at: now)
            case .credentials: if let node = job.node, !job.isRenewal { knowledge.streams.probe(node, at: now) }
            default: break
            }
        }
        noteChanges()
        return jobs.map(\.call)
    }

    /// Where a call goes; nil when the way is not known any more, so that it cannot be sent.
    public func destination(of call: PanelCall) -> Destination? {
        guard call.isForWings else { return .panel }
        return call.nodeID.flatMap { knowledge.route(to: $0) }.map { .wings($0) }
    }

    /// What others must hear of that no answer has told: to be asked for after `nextCalls`.
    public mutating func takeEvents() -> [WatchEvent] {
        defer { events = [] }
        return events
    }

    /// When `nextCalls` should be called again if nothing else happens; nil when nothing is planned.
    public func nextWake(after now: Timestamp) -> Timestamp? {
        var times = [verdictDue, knowledge.choicesDue, agenda.nextDue(after: now)].compactMap(\.self)
        if let due = agenda.nextDue, due <= now {
            // What is overdue waits for budget, breaker or concurrency: an answer wakes it, or the next look.
            let breakers =
                [knowledge.panelBreaker] + Array(knowledge.nodeBreakers.values)
                + knowledge.accesses.values.map(\.breaker)
            times += breakers.compactMap { $0.probeDue(at: now) }
            times.append(min(now + .seconds(1), budgets.nextTurn(after: now) ?? now + .seconds(1)))
        }
        return times.filter { $0 > now }.min()
    }

    private mutating func replan(at now: Timestamp) {
        if knowledge.areChoicesStale || knowledge.choicesDue.map({ $0 <= now }) ?? false { changeSources(at: now) }
        for index in collectors.indices {
            if collectors[index].kind == .activity {
                guard !knowledge.openCases.isEmpty else { continue }
                // A case that opened makes earlier what waits for the end of an older one's grace.
                collectors[index].plan(knowledge, at: now).forEach { agenda.add($0) }
            } else if isPlanStale {
                collectors[index].plan(knowledge, at: now).forEach { agenda.add(unlessKnown: $0) }
            }
        }
        // What their WebSockets told during an outage was not believed, and is not told again.
        for node in knowledge.takeEndedOutages() {
            for record in knowledge.servers.values where record.node == node {
                knowledge.resume(record.uuid, at: now)
                stopPolling(record.uuid)
                resumePolling(record.uuid, at: now)
            }
        }
        if isPlanStale || knowledge.areStreamsStale { chooseStreams(at: now) }
        isPlanStale = false
        if let due = knowledge.panelBreaker.probeDue(at: now), !agenda.contains(.account) {
            agenda.add(InventoryCollector().once(.account, at: due))
        }
    }

    /// Finds out anew what tells state and use of the servers, and asks no one else for them any more.
    private mutating func changeSources(at now: Timestamp) {
        isPlanStale = true
        for node in knowledge.chooseSources(at: now) {
            switch knowledge.choice(of: node).source {
            case .wings:
                // What the panel knows of the way to the node is not looked after any more.
                knowledge.askedNodes.remove(node)
                if knowledge.nodeBreakers[node]?.isOpen ?? false { knowledge.nodeBreakers[node]?.doubt() }
            case .panel:
                // What does not answer here may well not answer the panel: one call finds out.
                if knowledge.choice(of: node).reason == .unreachable {
                    knowledge.nodeBreakers[node, default: CircuitBreaker()].doubt()
                }
                if knowledge.panelBreaker.isOpen { knowledge.lose(node: node, at: now) }
            case .stream, nil: break
            }
        }
        for uuid in knowledge.servers.keys { stopPolling(uuid) }
        let knowledge = knowledge
        drop { call in
            switch call {
            case .wingsServers(let id), .wingsSystem(let id): knowledge.accesses[id]?.token == nil
            default: false
            }
        }
    }

    /// Looks at a server anew, before anything else: its status, its live state, and what was done to it, and its backups
    /// where those are wanted.
    ///
    /// What is under way already is asked again when its answer is there.
    public mutating func refresh(_ uuid: ServerUUID, isAboutBackups: Bool = false, at now: Timestamp) {
        guard let record = knowledge.servers[uuid] else { return }
        var state = PanelCall.resources(uuid)
        if knowledge.choice(of: record.node).source == .wings, let id = knowledge.nodes[record.node]?.id {
            state = .wingsServers(id)
        }
        let backups = isAboutBackups ? [PanelCall.backups(uuid, page: 1)] : []
        for call in [PanelCall.server(uuid), state, .activity(uuid)] + backups {
            agenda.addAnew(urgent(call, node: record.node, at: now))
        }
    }

    func urgent(_ call: PanelCall, node: String?, at now: Timestamp) -> Job {
        Job(call: call, collector: call.collector, due: now, priority: .action, node: node)
    }

    /// When a verdict can be given for which nothing is asked.
    private var verdictDue: Timestamp? {
        knowledge.openCases.compactMap { knowledge.servers[$0]?.tracker.verdictDue }.min()
    }

    // MARK: - Changes

    /// Forgets live states whose last answer is too old to be shown, and ends what nobody ends; looks at all servers, so only
    /// now and then.
    private mutating func expire(at now: Timestamp) {
        for uuid in knowledge.openCases where knowledge.servers[uuid]?.tracker.verdictDue.map({ $0 <= now }) ?? false {
            knowledge.update(uuid) { $0.tracker.settle(at: now) }
        }
        guard now >= expiryDue else { return }
        expiryDue = now + Self.expiryInterval
        let outdated = knowledge.servers.values.filter { $0.tracker.state != nil && !isStateFresh($0, at: now) }
        for record in outdated { knowledge.update(record.uuid) { $0.tracker.lose(at: now) } }
        closeReports(at: now)
        if knowledge.streams.forgetRefusals(at: now) { knowledge.areStreamsStale = true }
        for (node, end) in knowledge.outages where end <= now && !knowledge.isDockerAwaited(node) {
            knowledge.endOutage(of: node)
        }
    }

    private static let expiryInterval = Duration.seconds(2)

    mutating func noteChanges() {
        for uuid in knowledge.takeTouched() {
            if knowledge.streams[uuid]?.isLive == true, agenda.contains(.resources(uuid)) { stopPolling(uuid) }
            guard let record = knowledge.servers[uuid] else { continue }
            let before = seen[uuid]
            let now = Seen(situation: record.tracker.situation, startTime: record.tracker.startTime)
            seen[uuid] = now
            if before?.situation != now.situation {
                noteSituation(of: record, isFirst: before == nil)
            } else if let before = before?.startTime, let start = now.startTime, start > before {
                // It went down and came up between two looks.
                knowledge.announce(.startedAnew(record.identifier, node: record.node))
            }
        }
    }

    private mutating func noteSituation(of record: ServerRecord, isFirst: Bool) {
        let situation = record.tracker.situation
        // Why nothing is known any more was said of the node or the panel.
        if !isFirst && situation != .unknown || situation == .crashed {
            knowledge.unsay { if case .situation(record.identifier, _, _) = $0 { true } else { false } }
            knowledge.say(.situation(record.identifier, node: record.node, situation))
        }
        events.append(.situationChanged(record.uuid))
    }
}
