public import Alerting
import PterodactylAPI
public import Telemetry

/// Decides what is done about alerts that ask for remediation: pure, explicit in time, one call at a time.
///
/// The way of one attempt, each arrow an effect or event, guards asked at both marks `?`:
///
///     alert fires ─?─► (confirm ─► fresh view) ─► commitIntent ─► intentCommitted ─?─► act ─► actAnswered
///         ─► server watched until it runs or `verifyBy` has passed ─► close
///
/// - One incident a server: all triggers of a server join it, and it ends when no alert asks any more.
/// - One attempt a server at a time: while an intent is open there is no second.
/// - An answer that says nothing certain (504, timeout) keeps the intent open; watching the server tells.
/// - Open intents of a ledger that an agent left behind are watched in the same way.
/// - Effects are carried out in the order given. Events and calls may come in any order and repeatedly.
public struct Remediator: Sendable {
    /// How often a fresh observation is asked for while one is awaited; a panel's cached answer is 20 s old at most.
    public static let confirmInterval: Duration = .seconds(10)
    /// How often it is looked whether a backup is finished.
    public static let backupInterval: Duration = .seconds(30)
    /// How long after its deadline an attempt waits for the server to be seen before it is closed as unverified.
    public static let verificationPatience: Duration = .seconds(600)
    /// How long the ledger may take to write an intent, and how long after that the act may still be sent.
    public static let actWithin: Duration = .seconds(30)
    /// How long nothing is tried after the ledger refused an intent, and after which a closing is written again.
    public static let ledgerPause: Duration = .seconds(30)

    /// The policies by name.
    public internal(set) var policies: [String: Policy]
    /// How far remediation may go.
    public internal(set) var mode: Mode
    /// What bounds all policies together.
    public internal(set) var limits: Limits
    /// What happened since the start.
    public internal(set) var counters = RemediationCounters()

    let guards: [Guard]
    let startedAt: Timestamp
    var incidentsByAddress: [ServerAddress: Incident] = [:]
    var records: [ServerAddress: ServerRecord] = [:]
    var misdirected: [LabelSet: RefusalReason] = [:]
    var watch = NodeWatch()
    var flaps = FlapWatch()
    /// Of the call that is under way.
    var survey: Survey?
    var unwritten: [Intent.ID: (closing: Closing, retryAt: Timestamp)] = [:]
    var ledgerFailedAt: Timestamp?
    var sequence = 0

    /// Makes a remediator that knows what the ledger tells.
    /// - Parameters:
    ///   - policies: by the name that rules use.
    ///   - mode: how far it may go.
    ///   - limits: what bounds all policies together.
    ///   - history: of at least the longest window of a policy (``historyReach(of:)``).
    ///   - startedAt: the present.
    public init(
        policies: [String: Policy],
        mode: Mode,
        limits: Limits = Limits(),
        history: LedgerHistory,
        startedAt: Timestamp
    ) {
        self.init(
            policies: policies,
            mode: mode,
            limits: limits,
            history: history,
            startedAt: startedAt,
            guards: Guard.standard
        )
    }

    /// Makes a remediator with other guards than the standard ones: the seam of the test that no guard is decoration.
    package init(
        policies: [String: Policy],
        mode: Mode,
        limits: Limits = Limits(),
        history: LedgerHistory,
        startedAt: Timestamp,
        guards: [Guard]
    ) {
        self.policies = policies
        self.mode = mode
        self.limits = limits
        self.guards = guards
        self.startedAt = startedAt
        for attempt in history.attempts { records[attempt.address, default: ServerRecord()].ended.append(attempt) }
        for (address, givenUp) in history.givenUp { records[address, default: ServerRecord()].givenUp = givenUp }
        for (address, at) in history.rearmedAt { records[address, default: ServerRecord()].rearmedAt = at }
        for intent in history.openIntents {
            // Whether the act was sent is not known, so it may have been, from the moment the intent was written; nor is since
            // when the server was broken, but then there was reason to act.
            records[intent.address, default: ServerRecord()].open =
                OpenAttempt(
                    intent: intent,
                    stage: .verifying(since: intent.createdAt),
                    brokenSince: intent.createdAt
                )
        }
        for address in history.suspended { records[address, default: ServerRecord()].isSuspendedByUs = true }
        resumeLadders(history, at: startedAt)
    }

    /// How far back a history must reach for a set of policies.
    public static func historyReach(of policies: [String: Policy], _ limits: Limits = Limits()) -> Duration {
        let windows = [limits.node.window, limits.panel.window, limits.fleet.window]
        let ofPolicies = policies.values.map { policy in
            // A row of attempts reaches back as far as each is near enough to the one before.
            max(policy.attemptsWindow, policy.cooldown, policy.backoff.factor > 1 ? policy.backoff.reset * 4 : .zero)
        }
        return (windows + ofPolicies).max() ?? .zero
    }

    /// Takes over a new configuration; open attempts are verified as they were begun.
    public mutating func reconfigure(policies: [String: Policy], mode: Mode, limits: Limits = Limits()) {
        self.policies = policies
        self.mode = mode
        self.limits = limits
    }

    // MARK: - Calls

    /// Takes the alerts as they stand now; every firing one with a label `remediation` is a request.
    ///
    /// `alerts` are all of them, of every rule group and source: an incident that none names any more ends.
    public mutating func consider(alerts: [Alert], in world: World, at now: Timestamp) -> [RemediationEffect] {
        observe(world, at: now)
        var effects = followUp(in: world, at: now)
        effects += takeTriggers(of: mode == .off ? [] : alerts, in: world, at: now)
        for address in incidentsByAddress.keys.sorted() { effects += advance(address, in: world, at: now) }
        forget(at: now)
        return effects
    }

    /// Takes what the shell tells back about an effect.
    public mutating func handle(
        _ event: RemediationEvent,
        in world: World,
        at now: Timestamp
    ) -> [RemediationEffect] {
        survey = nil
        switch event {
        case .confirmed(let address):
            return judge(address, in: world, at: now) + advance(address, in: world, at: now)
        case .intentCommitted(let id):
            return intentCommitted(id, in: world, at: now)
        case .commitFailed(let id, let detail):
            return commitFailed(id, detail: detail, at: now)
        case .actAnswered(let id, let answer):
            return actAnswered(id, answer, in: world, at: now)
        case .closeFailed(let closing):
            unwritten[closing.intentID] = (closing, now + Self.ledgerPause)
            return []
        }
    }

    /// Looks at open attempts and awaited observations: to be called for each new snapshot and at ``nextDeadline``.
    public mutating func verify(in world: World, at now: Timestamp) -> [RemediationEffect] {
        observe(world, at: now)
        var effects = followUp(in: world, at: now)
        let confirming = incidentsByAddress.filter { address, incident in
            incident.confirmingSince != nil || records[address]?.ladder?.lastEnd != nil
        }
        for address in confirming.keys.sorted() { effects += advance(address, in: world, at: now) }
        return effects
    }

    /// Takes note of how all servers stand.
    private mutating func observe(_ world: World, at now: Timestamp) {
        survey = nil
        watch = NodeWatch(world.fleet)
        flaps.observe(world.fleet, limits.flapping, at: now)
    }

    // MARK: - Facts

    /// When ``verify(in:at:)`` has to be called at the latest; nil when nothing waits for time to pass.
    public var nextDeadline: Timestamp? {
        let attempts = records.values.compactMap(\.open).filter { $0.actedAt != nil }.map { attempt -> Timestamp in
            let intent = attempt.intent
            let asked = attempt.confirmAskedAt.map { $0 + Self.confirmInterval(of: intent) }
            // A backup is looked for all along, any other step once its time is over.
            if intent.expect == .backup { return asked ?? intent.createdAt + Self.backupInterval }
            return asked.map { max($0, intent.verifyBy) } ?? intent.verifyBy
        }
        let confirming = incidentsByAddress.values.compactMap { incident in
            incident.confirmAskedAt.map { $0 + Self.confirmInterval }
        }
        return (attempts + confirming + unwritten.values.map(\.retryAt)).min()
    }

    /// The servers of which it waits to see something: how an attempt ends, or how they stand before a step.
    public var awaited: [ServerAddress] {
        let confirming = incidentsByAddress.filter { $0.value.confirmingSince != nil }.map(\.key)
        return confirming + records.filter { $0.value.open != nil || $0.value.ladder?.lastEnd != nil }.map(\.key)
    }

    /// The open incidents, sorted by server.
    public var incidents: [Incident] {
        incidentsByAddress.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The open incident that an alert with these labels belongs to; nil when it asks for nothing, or its server has none.
    public func incident(of labels: LabelSet) -> IncidentHeader? {
        guard labels["remediation"] != nil, let panel = labels["panel"], let server = labels["server"] else {
            return nil
        }
        return incidentsByAddress[ServerAddress(panel: panel, identifier: ServerIdentifier(server))]?.header
    }

    /// The attempts that are not closed, sorted by server; never two of one.
    public var openAttempts: [OpenAttempt] {
        records.sorted { $0.key < $1.key }.compactMap(\.value.open)
    }

    /// What the attempt on a server that is not closed is to bring about; nil without one.
    public func expectation(of address: ServerAddress) -> Expectation? { records[address]?.open?.intent.expect }

    /// The servers that are left alone until a human helps or they run well for long.
    public var givenUp: [ServerAddress: GivenUp] {
        records.compactMapValues(\.givenUp)
    }

    /// The nodes whose servers failed together, so that none of them is started: the open circuits.
    public func brokenNodes(in fleet: Fleet) -> Set<Fleet.Node> { watch.brokenNodes(in: fleet) }

    private mutating func forget(at now: Timestamp) {
        let limit = now - Self.historyReach(of: policies, limits)
        for address in records.keys { records[address]?.forget(before: limit) }
        records = records.filter { !$0.value.isEmpty }
    }
}
