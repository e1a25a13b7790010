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
    private var collectors: [any Collector] = [
        InventoryCollector(), ServersCollector(), NodesCollector(), BackupsCollector(), ActivityCollector(),
    ]
    private var situations: [ServerUUID: Situation] = [:]
    private var isPlanStale = true

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
        replan(at: now)
        agenda.stretch = budgets.stretch(forDemandOf: agenda)
        var probed: Set<String> = []
        var budgets = budgets
        let knowledge = knowledge
        let jobs = agenda.take(at: now) { job in
            guard Self.passesBreakers(job, knowledge, probed: &probed, at: now) else { return false }
            return budgets.spend(job, at: now)
        }
        self.budgets = budgets
        for job in jobs {
            if case .power(let uuid, let signal) = job.call {
                self.knowledge.update(uuid) { $0.tracker.act(signal, at: now) }
            }
        }
        return jobs.map(\.call)
    }

    /// When `nextCalls` should be called again if nothing else happens; nil when nothing is planned.
    public func nextWake(after now: Timestamp) -> Timestamp? {
        guard let due = agenda.nextDue else { return nil }
        guard due <= now else { return due }
        // What is overdue waits for budget, breaker or concurrency: an answer wakes it, or the next look.
        let breakers = [knowledge.panelBreaker] + Array(knowledge.nodeBreakers.values)
        let openings = breakers.compactMap { $0.probeDue(at: now) }
        return min(now + .seconds(1), openings.filter { $0 > now }.min() ?? now + .seconds(1))
    }

    private static func passesBreakers(
        _ job: Job,
        _ knowledge: PanelKnowledge,
        probed: inout Set<String>,
        at now: Timestamp
    ) -> Bool {
        if let due = knowledge.panelBreaker.probeDue(at: now) { return job.call == .account && due <= now }
        guard let node = job.node, job.call.asksNode, let due = knowledge.nodeBreakers[node]?.probeDue(at: now) else {
            return true
        }
        return due <= now && probed.insert(node).inserted
    }

    private mutating func replan(at now: Timestamp) {
        if isPlanStale {
            isPlanStale = false
            for index in collectors.indices {
                collectors[index].plan(knowledge, at: now).forEach { agenda.add(unlessKnown: $0) }
            }
        } else if !knowledge.openCases.isEmpty {
            ActivityCollector().plan(knowledge, at: now).forEach { agenda.add($0) }
        }
        if let due = knowledge.panelBreaker.probeDue(at: now), !agenda.contains(.account) {
            agenda.add(InventoryCollector().once(.account, at: due))
        }
    }

    /// Sends a power action as soon as the budget's reserve allows.
    public mutating func act(_ signal: PowerSignal, on uuid: ServerUUID, at now: Timestamp) {
        agenda.add(urgent(.power(uuid, signal), at: now))
    }

    /// Takes a power action back that was not sent yet.
    ///
    /// - Returns: whether it was; one that is under way goes on, and is answered.
    public mutating func withdraw(_ signal: PowerSignal, on uuid: ServerUUID) -> Bool {
        agenda.withdraw(.power(uuid, signal))
    }

    /// Looks at a server anew, before anything else: its status, its live state, and what was done to it.
    public mutating func refresh(_ uuid: ServerUUID, at now: Timestamp) {
        for call in [PanelCall.server(uuid), .resources(uuid), .activity(uuid)] { agenda.add(urgent(call, at: now)) }
    }

    private func urgent(_ call: PanelCall, at now: Timestamp) -> Job {
        let collector: CollectorKind? =
            switch call {
            case .server: .inventory
            case .resources: .servers
            case .activity: .activity
            default: nil
            }
        let node = call.server.flatMap { knowledge.servers[$0]?.node }
        return Job(
            call: call,
            collector: collector,
            due: now,
            interval: nil,
            priority: .action,
            node: node,
            phase: 0
        )
    }

    // MARK: - Answers

    /// Takes the answer to a call in.
    ///
    /// - Parameters:
    ///   - response: the whole answer, or why there is none.
    ///   - call: a call that `nextCalls` gave.
    ///   - sent: when it was sent.
    /// - Returns: what others must hear of.
    public mutating func absorb(
        _ response: Result<HTTPResponse, TransportError>,
        to call: PanelCall,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [WatchEvent] {
        let job = agenda.finish(call, at: now)
        let exchange: Exchange<PanelAnswer>
        switch response {
        case .success(let response): exchange = Exchange(call.endpoint, response)
        case .failure(let error): exchange = Exchange(call.endpoint, failed: error)
        }
        let result = exchange.result
        budgets.settle(exchange, at: now)
        statistics.count(exchange, took: now - sent)
        var events: [WatchEvent] = []
        if case .power(let uuid, let signal) = call {
            events.append(.powerAnswered(uuid, signal, result.map { _ in }))
        }
        noteReachability(result, of: call, at: now, into: &events)
        guard let kind = job?.collector, let index = collectors.firstIndex(where: { $0.kind == kind }) else {
            return events + changes(at: now)
        }
        settle(result, of: call, by: index, took: now - sent, at: now)
        return events + changes(at: now)
    }

    private mutating func settle(
        _ result: Result<PanelAnswer, PanelError>,
        of call: PanelCall,
        by index: Int,
        took: Duration,
        at now: Timestamp
    ) {
        let kind = collectors[index].kind
        let known = Set(knowledge.servers.keys)
        let follow: [Job]
        switch result {
        case .success(let answer):
            follow = collectors[index].absorb(answer, to: call, into: &knowledge, at: now)
            health[kind, default: CollectorHealth()].succeed(call, took: took, at: now)
            knowledge.unsay { if case .callFailed(kind, _) = $0 { true } else { false } }
        case .failure(let error):
            follow = collectors[index].fail(error, of: call, into: &knowledge, at: now)
            if error.isFailureOfCollector {
                health[kind, default: CollectorHealth()].fail(call)
                knowledge.say(.callFailed(kind, reason: error.reason))
            } else {
                health[kind, default: CollectorHealth()].succeed(call, took: took, at: now)
            }
            if case .forbidden = error { agenda.remove { $0 == call } }
        }
        follow.forEach { agenda.add($0) }
        let current = Set(knowledge.servers.keys)
        if current != known {
            isPlanStale = true
            let gone = known.subtracting(current)
            agenda.remove { $0.server.map(gone.contains) ?? false }
            health.values.indices.forEach { health.values[$0].forget { $0.server.map(gone.contains) ?? false } }
        }
    }

    // MARK: - Reachability

    private mutating func noteReachability(
        _ result: Result<PanelAnswer, PanelError>,
        of call: PanelCall,
        at now: Timestamp,
        into events: inout [WatchEvent]
    ) {
        if case .failure(let error) = result, error.isFailureOfPanel {
            knowledge.panelBreaker.fail(at: now)
            if knowledge.panelBreaker.isOpen {
                knowledge.say(.panelUnreachable(reason: error.reason))
                knowledge.lose(node: nil, at: now)
            }
            return
        }
        if case .failure(.rateLimited) = result { return }
        if knowledge.panelBreaker.isOpen {
            knowledge.unsay { if case .panelUnreachable = $0 { true } else { $0 == .panelReachable } }
            knowledge.say(.panelReachable)
        }
        knowledge.panelBreaker.succeed()
        guard call.asksNode, let node = call.server.flatMap({ knowledge.servers[$0]?.node }) else { return }
        noteNode(node, result, at: now)
    }

    private mutating func noteNode(_ node: String, _ result: Result<PanelAnswer, PanelError>, at now: Timestamp) {
        var breaker = knowledge.nodeBreakers[node] ?? CircuitBreaker()
        let wasOpen = breaker.isOpen
        switch result {
        case .failure(.nodeUnreachable): breaker.fail(at: now)
        case .failure(.nodeError(let status, _)) where status != 404 && status != 400: breaker.fail(at: now)
        case .failure(.conflict): return
        default: breaker.succeed()
        }
        knowledge.askedNodes.insert(node)
        knowledge.nodeBreakers[node] = breaker
        if breaker.isOpen, !wasOpen {
            knowledge.unsay { $0 == .nodeReachable(node: node) }
            knowledge.say(.nodeUnreachable(node: node))
            knowledge.lose(node: node, at: now)
        } else if wasOpen, breaker.isClosed {
            knowledge.unsay { $0 == .nodeUnreachable(node: node) }
            knowledge.say(.nodeReachable(node: node))
        }
    }

    // MARK: - Changes

    /// Forgets live states whose last observation is too old to be shown.
    private mutating func expire(at now: Timestamp) {
        for (uuid, record) in knowledge.servers {
            guard record.tracker.state != nil, let seen = record.tracker.observedAt, !isFresh(seen, .servers, at: now)
            else { continue }
            knowledge.update(uuid) { $0.tracker.lose(at: now) }
        }
    }

    private mutating func changes(at now: Timestamp) -> [WatchEvent] {
        var events: [WatchEvent] = []
        for (uuid, record) in knowledge.servers where situations[uuid] != record.tracker.situation {
            let isFirst = situations[uuid] == nil
            situations[uuid] = record.tracker.situation
            if !isFirst || record.tracker.situation == .crashed {
                knowledge.unsay { if case .situation(record.identifier, _, _) = $0 { true } else { false } }
                knowledge.say(.situation(record.identifier, node: record.node, record.tracker.situation))
            }
            events.append(.situationChanged(uuid))
        }
        return events
    }
}
