package import Alerting
package import Collecting
package import Notifying
import PterodactylAPI
package import Remediation
package import Telemetry

/// The whole agent without its IO: panels, snapshots, rules and remediation as one state machine.
///
/// Time and answers come in as events, everything to be done goes out as effects. The service runs it on the real clock;
/// tests run it against the simulated panel in virtual time.
///
///     observations → snapshot → history → rules → alerts → guards → intent in the ledger → call → observation
package struct AgentCore: Sendable {
    package let plan: AgentPlan
    package internal(set) var panels: [PanelWatcher]
    package internal(set) var engine: RuleEngine
    package internal(set) var remediator: Remediator
    package internal(set) var notifier: Notifier
    /// What is kept quiet, whoever said so.
    package internal(set) var silences = Silences()
    /// The newest snapshot.
    package internal(set) var snapshot: Snapshot
    var history: History
    var assembler: SnapshotAssembler
    var statistics = RuleStatistics()
    /// Tells a time that only grows; what it counts from says nothing.
    let stopwatch: @Sendable () -> Duration
    var isLedgerWritable = true
    /// Who stopped all remediation; nil when nobody did.
    var stop: StopSwitch?
    /// What others ask for by alerts of theirs.
    var requests: ReceivedAlerts
    /// When remediation last looked at all alerts.
    var consideredAt: Timestamp
    var acts: [ActKey: Intent.ID] = [:]
    /// The backups that the ledger says we made.
    var ownBackups: [ActKey: Set<BackupUUID>]
    private var lastSnapshotAt: Timestamp
    private var lastSampleAt: Timestamp?
    /// Whether something changed since the newest snapshot that should be seen soon.
    var hasChange = false
    /// How long the last change took to be shown and to be looked at by the rules.
    private var lastChangeCost = Duration.zero
    /// How many changes of situations there were: when it grows, beliefs are worth storing anew.
    package internal(set) var changes = 0

    struct ActKey: Hashable {
        let panel: String
        let uuid: ServerUUID
    }

    /// What an earlier run left behind.
    package struct Memory: Sendable {
        /// Beliefs by panel.
        package var beliefs: [String: [ServerBelief]]
        /// The alerts that were pending or firing.
        package var alerts: [RememberedAlert]
        /// What the ledger tells.
        package var ledger: LedgerHistory
        /// Who was told of what.
        package var notifications: NotifierMemory
        /// What others asked for by alerts of theirs.
        package var requests: [RememberedRequest]

        /// Makes a memory; an empty one is that of a first run.
        package init(
            beliefs: [String: [ServerBelief]] = [:],
            alerts: [RememberedAlert] = [],
            ledger: LedgerHistory = LedgerHistory(),
            notifications: NotifierMemory = NotifierMemory(),
            requests: [RememberedRequest] = []
        ) {
            self.beliefs = beliefs
            self.alerts = alerts
            self.ledger = ledger
            self.notifications = notifications
            self.requests = requests
        }
    }

    /// Makes an agent that has asked nothing yet.
    ///
    /// - Parameters:
    ///   - history: what an earlier run saw; not part of the memory, so that nobody holds it besides.
    ///   - stopwatch: what its own work is timed with, for the metrics alone: in virtual time work takes none.
    package init(
        plan: AgentPlan,
        memory: Memory = Memory(),
        history: History? = nil,
        startingAt now: Timestamp,
        guards: [Guard] = Guard.standard,
        stopwatch: @escaping @Sendable () -> Duration = { .zero }
    ) {
        self.plan = plan
        self.stopwatch = stopwatch
        self.assembler = SnapshotAssembler(notesCreation: plan.notesCreation)
        self.panels = plan.panels.map { PanelWatcher(plan: $0, beliefs: memory.beliefs[$0.name] ?? []) }
        self.engine = RuleEngine(
            plan.groups,
            options: RuleEngine.Options(
                evaluationInterval: plan.evaluationInterval,
                externalLabels: plan.notifications.externalLabels,
                externalURL: plan.notifications.externalURL,
                stopwatch: stopwatch
            ),
            startingAt: now
        )
        self.engine.restore(memory.alerts)
        self.remediator = Remediator(
            policies: plan.policies,
            mode: plan.mode,
            limits: plan.limits,
            history: memory.ledger,
            startedAt: now,
            guards: guards
        )
        self.ownBackups = Dictionary(grouping: memory.ledger.backups) { ActKey(panel: $0.panel, uuid: $0.server) }
            .mapValues { Set($0.map(\.backup)) }
        self.requests = ReceivedAlerts(expiry: plan.hookExpiry)
        self.requests.restore(memory.requests, at: now)
        self.consideredAt = now
        self.notifier = Notifier(plan.notifications, memory: memory.notifications, startingAt: now)
        self.history = history ?? History(retention: plan.retention)
        self.lastSnapshotAt = now
        self.snapshot = assembler.assemble(at: now) { _ in }
        recall(memory.ledger)
        takeSnapshot(at: now)
    }

    // MARK: - Events

    /// Takes an event in, and does everything that is due by now.
    package mutating func handle(_ event: AgentEvent, at now: Timestamp) -> [AgentEffect] {
        var effects: [AgentEffect] = []
        switch event {
        case .tick: break
        case .answered(let request, let response):
            absorb(response, to: request, at: now, into: &effects)
        case .remediation(let event):
            if case .commitFailed = event { isLedgerWritable = false }
            if case .intentCommitted = event { isLedgerWritable = true }
            perform(remediator.handle(event, in: world(at: now), at: now), at: now, into: &effects)
        case .ledger(let isWritable):
            isLedgerWritable = isWritable
        case .approval(let id, let approves, let name, let ticket):
            let (answer, wanted) = remediator.answer(id, approves: approves, by: name, in: world(at: now), at: now)
            effects.append(.approval(ticket, answer))
            perform(wanted, at: now, into: &effects)
        case .stopped(let stop, let name):
            self.stop = stop
            effects.append(.log(LogLine(stop, endedBy: name)))
        case .clockStepped(let step):
            for index in panels.indices { panels[index].sweepAnew(at: now) }
            effects.append(.log(LogLine(clockStep: step)))
        case .rulesLoaded(let groups):
            engine.reload(groups, at: now, over: &history)
            notifier.keepOnly(Set(groups.map(\.id)), at: now)
        case .delivered(let delivery, let result):
            absorb(delivery, result, at: now, into: &effects)
        case .streamed(let events):
            absorb(events, at: now, into: &effects)
        case .credentialsWanted(let address):
            guard let index = index(of: address.panel) else { break }
            panels[index].wantCredentials(of: address.server, at: now)
        case .silences(let source, let kept):
            silences.replace(source, with: kept)
        case .requests(let received):
            requests = received
            consider(at: now, into: &effects)
        }
        advance(at: now, into: &effects)
        return effects
    }

    /// When `handle(.tick)` should be called if nothing else happens.
    package func nextWake(after now: Timestamp) -> Timestamp {
        let times =
            panels.map { $0.nextWake(after: now) } + [
                lastSnapshotAt + (hasChange ? coalescing : plan.snapshotInterval), engine.nextEvaluation,
                remediator.nextDeadline, notifier.nextWake,
            ]
        let next = times.compactMap(\.self).min() ?? now + plan.snapshotInterval
        return max(next, now + .milliseconds(1))
    }

    /// Whether every server was looked at once, or its node is known to be unreachable; a panel that does not answer is not
    /// waited for while another one is ready.
    package var isReady: Bool {
        panels.contains(where: \.isReady) && panels.allSatisfy { $0.isReady || !$0.isPanelUp }
    }

    /// By what the servers of each node are known now, by panel.
    package var sourceReports: [(panel: String, reports: [SourceReport])] {
        panels.map { ($0.name, $0.sourceReports) }
    }

    /// What to remember of the servers over a restart.
    package var beliefs: [String: [ServerBelief]] {
        Dictionary(panels.map { ($0.name, $0.beliefs) }) { first, _ in first }
    }

    /// What to remember of who was told of what, so that a restart loses nothing and repeats nothing.
    package var notifierMemory: NotifierMemory { notifier.memory }

    /// What to remember of the alerts over a restart, so that no `for` begins anew.
    package var rememberedAlerts: [RememberedAlert] { engine.memory }

    /// Changes of state are shown together when they come within this time: longer for a large fleet, and when snapshots and
    /// rules were seen to cost more, so that they never take the place of everything else.
    private var coalescing: Duration {
        let byFleet = Duration.microseconds(200) * panels.reduce(0) { $0 + $1.serverCount }
        return max(.milliseconds(100), byFleet, lastChangeCost * 10)
    }

    // MARK: - What is due

    private mutating func advance(at now: Timestamp, into effects: inout [AgentEffect]) {
        let isSnapshotDue = now >= lastSnapshotAt + (hasChange ? coalescing : plan.snapshotInterval)
        let due = engine.dueGroups(at: now).first
        // Groups that are due together share a snapshot, and come one at a time: what was just heard is not kept waiting.
        if isSnapshotDue || due != nil && lastSnapshotAt < engine.nextEvaluation ?? now {
            let isChange = hasChange
            let begin = stopwatch()
            takeSnapshot(at: now)
            effects.append(.publish(snapshot))
            sampleHistory(isChange: isChange, isEvaluation: due != nil, at: now)
            if isChange { evaluateChange(at: now, into: &effects) }
            considerRequests(isChange: isChange, at: now, into: &effects)
            lastChangeCost = isChange ? stopwatch() - begin : lastChangeCost
        }
        if let due { evaluate(due, at: now, into: &effects) }
        if let deadline = remediator.nextDeadline, deadline <= now {
            verify(at: now, into: &effects)
        }
        for index in panels.indices {
            send(panels[index].nextCalls(at: now), of: index, at: now, into: &effects)
            hear(panels[index].takeEvents(), from: index, at: now, into: &effects)
            effects += panels[index].takeNotices().map { .log(LogLine($0, panel: panels[index].name)) }
        }
        notify(at: now, into: &effects)
    }

    private mutating func send(
        _ calls: [PanelCall],
        of index: Int,
        at now: Timestamp,
        into effects: inout [AgentEffect]
    ) {
        let name = panels[index].name
        for call in calls {
            if let destination = panels[index].destination(of: call) {
                let intent = call.orderedServer.flatMap { acts[ActKey(panel: name, uuid: $0)] }
                let request = AgentRequest(
                    panel: name,
                    call: call,
                    destination: destination,
                    sentAt: now,
                    requestID: intent.map(Intent.requestID(of:))
                )
                effects.append(.send(request))
            } else {
                // The way there was lost between the plan and now.
                let events = panels[index].absorb(.failure(.cancelled), to: call, sentAt: now, at: now)
                hear(events, from: index, at: now, into: &effects)
            }
        }
    }

    /// Keeps a sample for the rules at each sampling interval and at each change, not at each published snapshot.
    private mutating func sampleHistory(isChange: Bool, isEvaluation: Bool, at now: Timestamp) {
        let age = lastSampleAt.map { now - $0 }
        guard isChange || isEvaluation || age.map({ $0 >= plan.evaluationInterval }) ?? true else { return }
        lastSampleAt = now
        history.record(snapshot)
    }

    private mutating func takeSnapshot(at now: Timestamp) {
        hasChange = false
        lastSnapshotAt = now
        var assembler = assembler
        // Taken out of the core, so that what is written reads the core without a copy of the catalog.
        self.assembler = SnapshotAssembler()
        let core = self
        snapshot = assembler.assemble(at: now) { draft in
            for panel in core.panels { panel.write(into: &draft, at: now) }
            core.writeOwnMetrics(into: &draft, at: now)
        }
        self.assembler = assembler
    }
}
