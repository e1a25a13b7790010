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
    /// Until when actions that wait may be sent.
    private var orders: [PanelCall: Timestamp] = [:]
    private var events: [WatchEvent] = []
    private var expiryDue = Timestamp(millisecondsSince1970: .min)

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
        agenda.stretch = budgets.stretch(forDemandOf: agenda)
        var budgets = budgets
        let panelBreaker = knowledge.panelBreaker
        let nodeBreakers = knowledge.nodeBreakers
        let jobs = agenda.take(at: now) { job, inFlight in
            Self.passes(job, panelBreaker, nodeBreakers, inFlight: inFlight, at: now) && budgets.spend(job, at: now)
        }
        self.budgets = budgets
        for job in jobs {
            if case .power(let uuid, let signal) = job.call {
                orders[job.call] = nil
                knowledge.update(uuid) { $0.tracker.act(signal, at: now) }
            }
        }
        noteChanges()
        return jobs.map(\.call)
    }

    /// What others must hear of that no answer has told: to be asked for after `nextCalls`.
    public mutating func takeEvents() -> [WatchEvent] {
        defer { events = [] }
        return events
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

    /// Whether no breaker stands before a job; an open one lets a single probe through.
    private static func passes(
        _ job: Job,
        _ panelBreaker: CircuitBreaker,
        _ nodeBreakers: [String: CircuitBreaker],
        inFlight: Int,
        at now: Timestamp
    ) -> Bool {
        if let due = panelBreaker.probeDue(at: now) { return job.call == .account && due <= now }
        guard let node = job.node, job.call.asksNode, let due = nodeBreakers[node]?.probeDue(at: now) else {
            return true
        }
        return due <= now && inFlight == 0
    }

    private mutating func replan(at now: Timestamp) {
        for index in collectors.indices {
            if collectors[index].kind == .activity {
                guard !knowledge.openCases.isEmpty else { continue }
                // A case that opened makes earlier what waits for the end of an older one's grace.
                collectors[index].plan(knowledge, at: now).forEach { agenda.add($0) }
            } else if isPlanStale {
                collectors[index].plan(knowledge, at: now).forEach { agenda.add(unlessKnown: $0) }
            }
        }
        isPlanStale = false
        if let due = knowledge.panelBreaker.probeDue(at: now), !agenda.contains(.account) {
            agenda.add(InventoryCollector().once(.account, at: due))
        }
    }

    /// Sends a power action as soon as the budget's reserve and the breakers allow.
    ///
    /// - Parameter deadline: until when it may be sent; after it, it is answered as not delivered.
    public mutating func act(
        _ signal: PowerSignal,
        on uuid: ServerUUID,
        notAfter deadline: Timestamp? = nil,
        at now: Timestamp
    ) {
        let call = PanelCall.power(uuid, signal)
        agenda.add(urgent(call, at: now))
        orders[call] = deadline ?? now + Self.orderPatience
    }

    /// How long an action waits to be sent: longer, and it might hit a world that is another one.
    static let orderPatience = Duration.seconds(10)

    /// Answers the actions that could not be sent in time, or whose server is gone.
    private mutating func giveUpOrders(at now: Timestamp) {
        for (call, deadline) in orders where now > deadline || !agenda.contains(call) {
            orders[call] = nil
            agenda.remove(call)
            guard case .power(let uuid, let signal) = call else { continue }
            let reason = PanelError.transport(.connectFailed("the action could not be sent in time"))
            events.append(.powerAnswered(uuid, signal, .failure(reason)))
        }
    }

    /// Looks at a server anew, before anything else: its status, its live state, and what was done to it.
    ///
    /// What is under way already is asked again when its answer is there.
    public mutating func refresh(_ uuid: ServerUUID, at now: Timestamp) {
        guard knowledge.servers[uuid] != nil else { return }
        for call in [PanelCall.server(uuid), .resources(uuid), .activity(uuid)] {
            agenda.addAnew(urgent(call, at: now))
        }
    }

    private func urgent(_ call: PanelCall, at now: Timestamp) -> Job {
        let node = call.server.flatMap { knowledge.servers[$0]?.node }
        return Job(call: call, collector: call.collector, due: now, priority: .action, node: node)
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
        let job = agenda.finish(call, sentAt: sent, at: now)
        let exchange: Exchange<PanelAnswer>
        switch response {
        case .success(let response): exchange = Exchange(call.endpoint, response)
        case .failure(let error): exchange = Exchange(call.endpoint, failed: error)
        }
        let result = exchange.result
        budgets.settle(exchange, at: now)
        statistics.count(exchange, took: now - sent)
        if case .power(let uuid, let signal) = call {
            events.append(.powerAnswered(uuid, signal, result.map { _ in }))
        }
        noteReachability(result, of: call, at: now)
        if let kind = job?.collector, let index = collectors.firstIndex(where: { $0.kind == kind }) {
            settle(result, of: call, by: index, took: now - sent, at: now)
        }
        noteChanges()
        return takeEvents()
    }

    private mutating func settle(
        _ result: Result<PanelAnswer, PanelError>,
        of call: PanelCall,
        by index: Int,
        took: Duration,
        at now: Timestamp
    ) {
        let kind = collectors[index].kind
        let wasAdmin = knowledge.isAdmin
        let follow: [Job]
        switch result {
        case .success(let answer):
            follow = collectors[index].absorb(answer, to: call, into: &knowledge, at: now)
            noteHealth(of: kind) { health in
                health.succeed(call, took: took, at: now)
                // Pages beyond the end are not asked for again: they cannot succeed any more.
                if let count = answer.pageCount {
                    health.forget { $0.page > count && $0.turned(to: call.page) == call }
                }
            }
        case .failure(let error):
            follow = collectors[index].fail(error, of: call, into: &knowledge, at: now)
            if error.isFailureOfCollector(of: call) {
                noteHealth(of: kind) { $0.fail(call, reason: error.reason) }
                knowledge.say(.callFailed(kind, reason: error.reason))
            } else {
                noteHealth(of: kind) { $0.succeed(call, took: took, at: now) }
            }
            if case .forbidden = error, call.needsRight {
                // The right to see allocations is one for all nodes.
                if call.nodeID == nil { agenda.remove(call) } else { agenda.remove { $0.nodeID != nil } }
            }
        }
        if wasAdmin != knowledge.isAdmin { forgetRights() }
        follow.forEach { agenda.add($0) }
        applyMembership()
    }

    /// Changes what is known of a collector's calls; a reason for which none of them fails any more is taken back.
    private mutating func noteHealth(of kind: CollectorKind, _ change: (inout CollectorHealth) -> Void) {
        let before = health[kind]?.reasons ?? []
        change(&health[kind, default: CollectorHealth()])
        let over = before.subtracting(health[kind]?.reasons ?? [])
        guard !over.isEmpty else { return }
        knowledge.unsay { if case .callFailed(kind, let reason) = $0 { over.contains(reason) } else { false } }
    }

    /// Takes calls away for good: their answers are not waited for, and they fail nobody any more.
    private mutating func drop(where isObsolete: (PanelCall) -> Bool) {
        agenda.remove(where: isObsolete)
        for kind in Array(health.keys) { noteHealth(of: kind) { $0.forget(where: isObsolete) } }
    }

    /// Plans anew what the key may read: whose it is was just learned, or is another one now.
    private mutating func forgetRights() {
        isPlanStale = true
        drop { call in
            switch call {
            case .serverList, .nodes, .locations, .applicationServers, .allocationCount: true
            default: false
            }
        }
    }

    private mutating func applyMembership() {
        let change = knowledge.takeMembership()
        guard !change.isUnchanged else { return }
        isPlanStale = true
        let obsolete = change.gone.union(change.moved)
        guard !obsolete.isEmpty || !change.goneNodes.isEmpty else { return }
        drop { call in
            call.server.map(obsolete.contains) ?? call.nodeID.map(change.goneNodes.contains) ?? false
        }
        for uuid in change.gone { situations[uuid] = nil }
        for index in collectors.indices { collectors[index].forget(change.gone) }
    }

    // MARK: - Changes

    /// Forgets live states whose last answer is too old to be shown; looks at all servers, so only now and then.
    private mutating func expire(at now: Timestamp) {
        guard now >= expiryDue else { return }
        expiryDue = now + Self.expiryInterval
        let outdated = knowledge.servers.filter { entry in
            let tracker = entry.value.tracker
            guard tracker.state != nil, let seen = tracker.lastAnswerAt else { return false }
            return !isFresh(seen, .servers, at: now)
        }
        for uuid in outdated.keys { knowledge.update(uuid) { $0.tracker.lose(at: now) } }
    }

    private static let expiryInterval = Duration.seconds(2)

    private mutating func noteChanges() {
        for uuid in knowledge.takeTouched() {
            guard let record = knowledge.servers[uuid], situations[uuid] != record.tracker.situation else { continue }
            let isFirst = situations[uuid] == nil
            situations[uuid] = record.tracker.situation
            if !isFirst || record.tracker.situation == .crashed {
                knowledge.unsay { if case .situation(record.identifier, _, _) = $0 { true } else { false } }
                knowledge.say(.situation(record.identifier, node: record.node, record.tracker.situation))
            }
            events.append(.situationChanged(uuid))
        }
    }
}
