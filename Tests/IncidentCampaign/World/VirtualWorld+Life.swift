package import Agent
package import Alerting
import Collecting
import Notifying
package import Remediation
import StateStore
import Telemetry

/// What the agent would have in its store if it were killed now: the service writes it soon after a change, and now and then.
struct AgentKeepsake: Sendable {
    let beliefs: [String: [ServerBelief]]
    let alerts: [RememberedAlert]
    let notifications: NotifierMemory
    let changes: Int
    let at: Timestamp

    init(_ core: AgentCore, at now: Timestamp) {
        beliefs = core.beliefs
        alerts = core.rememberedAlerts
        notifications = core.notifierMemory
        changes = core.changes
        at = now
    }
}

/// How the agent lives and dies in a world, and what it is told from outside.
extension VirtualWorld {
    /// Tells the agent something at once.
    package mutating func tell(_ event: AgentEvent) async {
        if case .clockStepped = event { book.begin(at: now) }
        await perform(core.handle(event, at: now))
    }

    /// Sends an Alertmanager's alerts, which the book and the store keep as the running agent's keeper has them kept.
    package mutating func send(_ alerts: ReceivedAlert..., to book: inout ReceivedAlerts) async throws {
        for alert in alerts { book.take(alert, at: now) }
        await tell(.requests(book))
        let standing = alerts.compactMap { book.memory(of: $0.labels) }
        let gone = Set(alerts.map(\.labels)).subtracting(standing.map(\.labels))
        try await store.save(standing, deleting: Array(gone), at: now)
    }

    /// Tells the agent what somebody keeps quiet; it is told again when it was killed, as the service does from its store.
    package mutating func silence(_ silences: [Silence], by source: Silences.Source = .own) async {
        standing.silences[source] = silences
        await tell(.silences(source, silences))
    }

    /// Throws the stop switch, or lets go of it.
    package mutating func stop(_ stop: StopSwitch?) async {
        standing.stop = stop
        await tell(.stopped(stop))
    }

    /// Whether the ledger refuses every write; the service finds out within ten seconds.
    package mutating func breakLedger(_ isBroken: Bool) async {
        isLedgerBroken = isBroken
        if !isBroken { await tell(.ledger(isWritable: true)) }
    }

    /// Kills the agent: answers under way are lost, and a new one starts on the same store.
    package mutating func restartAgent(forgettingBeliefs: Bool = false) async throws {
        try await rise(from: AgentKeepsake(core, at: now), forgettingBeliefs: forgettingBeliefs)
    }

    /// Kills the agent without a warning: a new one finds what the service had stored by then.
    mutating func die() async {
        killPoints = [:]
        kills += 1
        do { try await rise(from: keepsake, forgettingBeliefs: false) } catch { log.append("no new agent: \(error)") }
    }

    private mutating func rise(from keepsake: AgentKeepsake?, forgettingBeliefs: Bool) async throws {
        if let keepsake {
            if !forgettingBeliefs { try await store.remember(keepsake.beliefs, at: keepsake.at) }
            try await store.remember(keepsake.alerts)
            try await store.remember(keepsake.notifications)
        }
        pending = []
        waitingStats = [:]
        streams.closeAll(of: "main", at: now, &panel)
        let memory = AgentCore.Memory(
            beliefs: try await store.beliefs(),
            alerts: try await store.alerts(),
            ledger: try await store.loadHistory(since: now - Remediator.historyReach(of: plan.policies, plan.limits)),
            notifications: try await store.notifications(),
            requests: try await store.requests().requests
        )
        core = AgentCore(plan: plan, memory: memory, startingAt: now, guards: guards)
        book.begin(at: now)
        if let stop = standing.stop { post(.stopped(stop), at: now) }
        for (source, silences) in standing.silences { post(.silences(source, silences), at: now) }
    }

    /// Keeps what the service would have stored by now.
    mutating func keep() {
        if let keepsake {
            let age = now - keepsake.at
            guard core.changes != keepsake.changes && age >= .seconds(1) || age >= .seconds(15) else { return }
        }
        keepsake = AgentKeepsake(core, at: now)
    }
}

/// What holds until it is taken back, whichever agent lives.
struct StandingOrders {
    var stop: StopSwitch?
    var silences: [Silences.Source: [Silence]] = [:]
}
