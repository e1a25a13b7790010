import Alerting
import Collecting
import PterodactylAPI
import Telemetry

// The way through a policy's steps.
extension Remediator {
    /// The step that comes next for a server; nil when its ladder is at its end.
    mutating func nextStep(of address: ServerAddress, in policy: Policy, at now: Timestamp) -> Step? {
        guard let incident = incidentsByAddress[address] else { return nil }
        guard let ladder = records[address]?.ladder else { return incident.isOver ? nil : policy.steps.first }
        let isStale = now - (ladder.lastEnd ?? ladder.begunAt) > Ladder.resumption
        // A step that failed is followed by another only while somebody asks for help.
        let isWanted = ladder.isGranted || !incident.isOver
        guard policy.steps.indices.contains(ladder.next), isWanted, !isStale else {
            endLadder(of: address)
            return nil
        }
        return policy.steps[ladder.next]
    }

    /// Goes past steps that would take down a server which is down already.
    mutating func skipNeedlessSteps(
        _ address: ServerAddress,
        _ policy: Policy,
        in world: World,
        at now: Timestamp
    ) {
        while let ladder = records[address]?.ladder, ladder.lastEnd != nil, let view = world.fleet[address],
            policy.steps.indices.contains(ladder.next), policy.steps[ladder.next].action.takesServerDown,
            view.state == .offline, let seen = view.observedAt, seen > ladder.begunAt, now - seen <= policy.freshness
        {
            records[address]?.ladder?.next += 1
        }
    }

    /// Goes on after a step, or ends the ladder.
    mutating func goOn(after attempt: OpenAttempt, _ outcome: Outcome, at now: Timestamp) {
        let address = attempt.intent.address
        noteSuspension(attempt.intent, outcome)
        guard records[address]?.ladder != nil, let policy = policies[attempt.intent.incident.policy] else {
            return endLadder(of: address)
        }
        switch Ladder.course(after: outcome, of: attempt.intent.number - 1, in: policy) {
        case .on(let next, let isGranted):
            records[address]?.ladder?.next = next
            records[address]?.ladder?.isGranted = isGranted
            records[address]?.ladder?.lastEnd = now
        case .again: break
        case .over: endLadder(of: address)
        }
    }

    private mutating func noteSuspension(_ intent: Intent, _ outcome: Outcome) {
        guard outcome == .succeeded || outcome == .recovered else { return }
        switch intent.action {
        case .suspend: records[intent.address]?.isSuspendedByUs = true
        case .unsuspend: records[intent.address]?.isSuspendedByUs = false
        default: break
        }
    }

    /// Ends a ladder, and with it an incident that was only kept for it.
    mutating func endLadder(of address: ServerAddress) {
        records[address]?.ladder = nil
        if incidentsByAddress[address]?.isOver == true { incidentsByAddress[address] = nil }
    }

    /// Takes up the ladders that an agent left behind.
    mutating func resumeLadders(_ history: LedgerHistory, at now: Timestamp) {
        for intent in history.openIntents {
            guard let policy = policies[intent.incident.policy], policy.steps.count > 1 else { continue }
            resume(Ladder(incident: intent.incident, begunAt: intent.createdAt, next: intent.number - 1), of: intent)
        }
        for step in history.lastSteps where now - step.endedAt < Ladder.resumption {
            let intent = step.intent
            guard let policy = policies[intent.incident.policy], records[intent.address]?.open == nil,
                case .on(let next, let isGranted) = Ladder.course(
                    after: step.outcome,
                    of: intent.number - 1,
                    in: policy
                )
            else { continue }
            var ladder = Ladder(incident: intent.incident, begunAt: intent.createdAt, next: next)
            ladder.isGranted = isGranted
            ladder.lastEnd = step.endedAt
            resume(ladder, of: intent)
        }
    }

    private mutating func resume(_ ladder: Ladder, of intent: Intent) {
        var ladder = ladder
        ladder.approvedBy = intent.approvedBy
        records[intent.address, default: ServerRecord()].ladder = ladder
        var incident = Incident(header: intent.incident, firedAt: intent.createdAt, alerts: [], triggers: [])
        incident.isOver = true
        incidentsByAddress[intent.address] = incident
    }

    /// What a step's template gives for the alert that asks: one line, or why it cannot be used.
    static func text(
        of action: Action,
        for incident: Incident,
        in world: World,
        at now: Timestamp
    ) -> Result<String, TemplateFailure> {
        guard case .command(let source) = action else { return .success("") }
        let context = TemplateContext(
            labels: incident.triggers.first ?? .empty,
            value: .nan,
            externalLabels: world.externalLabels,
            now: now
        ) { _ in throw TemplateFailure(reason: "a console command cannot look things up") }
        do {
            let text = try Template(parsing: source).expanded(in: context)
            let isLine = !text.isEmpty && text.unicodeScalars.allSatisfy { !$0.isControl }
            return isLine
                ? .success(text)
                : .failure(
                    TemplateFailure(reason: "the command is empty or has control characters; allowed is one line")
                )
        } catch {
            return .failure(TemplateFailure(reason: "the command's template cannot be filled in: \(error)"))
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is no text: control characters, and what breaks lines or turns their direction.
    fileprivate var isControl: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: true
        default: false
        }
    }
}
