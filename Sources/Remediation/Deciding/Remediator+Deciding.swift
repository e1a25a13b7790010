import Alerting
import Collecting
import PterodactylAPI
import Telemetry

extension Remediator {
    /// Takes an incident as far as it can come now: to a refusal, to asking for an observation, or to an intent.
    mutating func advance(_ address: ServerAddress, in world: World, at now: Timestamp) -> [RemediationEffect] {
        guard mode != .off else { return [] }
        let lapse = letApprovalLapse(address, at: now)
        if world.fleet[address]?.situation == .up { incidentsByAddress[address]?.brokenSince = nil }
        guard let incident = incidentsByAddress[address] else { return lapse }
        // Its own attempt is under way: nothing to decide until that is closed.
        if records[address]?.open?.intent.incident.id == incident.header.id { return lapse }
        guard let policy = policies[incident.header.policy] else {
            endLadder(of: address)
            let text = "no policy \(incident.header.policy) is configured any more"
            return lapse + refuse(address, .unknownPolicy, text, at: now)
        }
        skipNeedlessSteps(address, policy, in: world, at: now)
        guard let step = nextStep(of: address, in: policy, at: now) else { return lapse }
        let hasOpen = records[address]?.open != nil
        if survey == nil {
            survey = Survey(records, drops: watch.drops, in: world.fleet, limits, at: now)
        }
        let context = context(
            of: incident,
            policy: policy,
            step: step,
            ladder: records[address]?.ladder,
            hasOpenAttempt: hasOpen,
            in: world,
            at: now
        )
        guard let (reason, text) = firstRefusal(in: context) else {
            stopConfirming(address)
            return lapse + commit(incident, context: context, at: now)
        }
        if reason == .staleObservation {
            return lapse + confirm(address, text, context: context, at: now)
        }
        stopConfirming(address)
        var effects = lapse
        if reason == .awaitingApproval { effects += ask(address, context: context, at: now) }
        effects += refuse(address, reason, text, context: context, at: now)
        // Somebody's will ends a ladder; anything else may pass.
        if context.ladder != nil, reason.isHumanIntent { endLadder(of: address) }
        return effects
    }

    /// The first guard that says no, and what it says; in the course of a ladder those come first behind which somebody's
    /// will stands.
    func firstRefusal(in context: GuardContext) -> (RefusalReason, String)? {
        guard context.ladder != nil else { return Self.firstRefusal(of: guards, in: context) }
        let asked = guards.filter { !$0.isForBeginning }
        return Self.firstRefusal(of: asked.filter(\.reason.isHumanIntent), in: context)
            ?? Self.firstRefusal(of: asked, in: context)
    }

    private static func firstRefusal(of guards: [Guard], in context: GuardContext) -> (RefusalReason, String)? {
        for question in guards {
            if case .no(let text) = question.check(context) { return (question.reason, text) }
        }
        return nil
    }

    /// What the guards look at for an incident.
    func context(
        of incident: Incident,
        policy: Policy,
        step: Step,
        ladder: Ladder?,
        hasOpenAttempt: Bool,
        in world: World,
        at now: Timestamp
    ) -> GuardContext {
        let address = incident.header.address
        let record = address.flatMap { records[$0] }
        var surroundings = surroundings(of: incident, in: world, at: now)
        surroundings.isSuspendedByUs = record?.isSuspendedByUs ?? false
        surroundings.text = Self.text(of: step.action, for: incident, in: world, at: now)
        surroundings.approval =
            record?.ladder?.approvedBy.map { .approved(by: $0) } ?? incident.approval?.state ?? .open
        let hasLedgerFailed = ledgerFailedAt.map { now - $0 < Self.ledgerPause } ?? false
        return GuardContext(
            policy: policy,
            step: step,
            ladder: ladder,
            mode: mode,
            view: address.flatMap { world.fleet[$0] },
            isLedgerWritable: world.isLedgerWritable && !hasLedgerFailed,
            hasSweptOnce: address.map { !world.unsweptPanels.contains($0.panel) } ?? false,
            hasBudget: address.map { !world.panelsWithoutBudget.contains($0.panel) } ?? false,
            silencedBy: Self.silences(of: incident.triggers, in: world, at: now),
            hasOpenAttempt: hasOpenAttempt,
            attempts: record?.attempts(under: policy, at: now) ?? 0,
            givenUpSince: record?.givenUp?.at,
            lastEnd: record?.lastEnd,
            cooldown: policy.backoff.cooldown(
                policy.cooldown,
                after: record?.row(endingAt: now, reset: policy.backoff.reset) ?? 0
            ),
            nodeOutage: address.flatMap { nodeOutage(around: $0, in: world, at: now) },
            surroundings: surroundings,
            observedAfter: max(incident.firedAt, record?.lastEnd ?? incident.firedAt),
            now: now
        )
    }

    /// How many servers of its node failed together with one; nil when that is no outage, or when it is time to try one of
    /// them.
    private func nodeOutage(
        around address: ServerAddress,
        in world: World,
        at now: Timestamp
    ) -> GuardContext.NodeOutage? {
        guard let outage = watch.outage(around: address, in: world.fleet), let view = world.fleet[address] else {
            return nil
        }
        if survey?.mayProbe(by: view, outage, at: now) == true { return nil }
        return GuardContext.NodeOutage(failing: outage.failing, expected: outage.expected)
    }

    private func surroundings(
        of incident: Incident,
        in world: World,
        at now: Timestamp
    ) -> GuardContext.Surroundings {
        var surroundings = GuardContext.Surroundings()
        if let address = incident.header.address, let view = world.fleet[address] {
            let drop = watch.drop(of: address)
            surroundings =
                survey?.surroundings(of: view, drop: drop, firedAt: incident.firedAt, at: now) ?? surroundings
            surroundings.flaps = flaps.changes(of: address)
        }
        surroundings.stop = world.stop
        return surroundings
    }

    /// The silences of alerts of which every one is silenced; none when one of them is not.
    static func silences(of alerts: [LabelSet], in world: World, at now: Timestamp) -> [CoveringSilence] {
        let covering = alerts.map { world.silences.covering(world.externalLabels.merging($0), at: now) }
        guard !covering.contains(where: \.isEmpty) else { return [] }
        return covering.joined().reduce(into: []) { found, one in
            let silence = CoveringSilence(source: one.source, silence: one.silence)
            if !found.contains(silence) { found.append(silence) }
        }
    }

    /// Writes a refusal down when its reason is new, and gives the server up when that is the reason.
    mutating func refuse(
        _ address: ServerAddress,
        _ reason: RefusalReason,
        _ text: String,
        context: GuardContext? = nil,
        at now: Timestamp
    ) -> [RemediationEffect] {
        guard let incident = incidentsByAddress[address] else { return [] }
        let isGivingUp = reason == .attemptsExhausted && records[address]?.givenUp == nil
        guard incident.refusal != reason || isGivingUp else { return [] }
        incidentsByAddress[address]?.refusal = reason
        incidentsByAddress[address]?.refusedAt = now
        if isGivingUp {
            records[address, default: ServerRecord()].givenUp = GivenUp(incident: incident.header, at: now)
        }
        let policy = incident.header.policy
        counters.countRefusal(policy: policies[policy] == nil ? "" : policy, reason)
        let verdict: Decision.Verdict =
            reason == .observing ? context.map { .wouldHave($0.step.action) } ?? .refused(reason) : .refused(reason)
        let decision = Decision(
            incident: incident.header,
            verdict: verdict,
            explanation: text,
            hearing: context.map { Hearing(of: guards, in: $0) } ?? Hearing(),
            at: now
        )
        return [.record(decision)]
    }

    /// Asks for a fresh observation, again and again while none comes; a refusal once that takes too long.
    private mutating func confirm(
        _ address: ServerAddress,
        _ text: String,
        context: GuardContext,
        at now: Timestamp
    ) -> [RemediationEffect] {
        guard let incident = incidentsByAddress[address] else { return [] }
        let since = incident.confirmingSince ?? now
        incidentsByAddress[address]?.confirmingSince = since
        var effects: [RemediationEffect] = []
        if incident.confirmAskedAt.map({ now - $0 >= Self.confirmInterval }) ?? true {
            incidentsByAddress[address]?.confirmAskedAt = now
            effects.append(.confirm(address))
        }
        if now - since > context.policy.freshness {
            effects += refuse(address, .staleObservation, text, context: context, at: now)
        }
        return effects
    }

    private mutating func stopConfirming(_ address: ServerAddress) {
        incidentsByAddress[address]?.confirmingSince = nil
        incidentsByAddress[address]?.confirmAskedAt = nil
    }

    /// Forms the intent; nothing is sent before it is durable.
    private mutating func commit(
        _ incident: Incident,
        context: GuardContext,
        at now: Timestamp
    ) -> [RemediationEffect] {
        guard let view = context.view, records[ServerAddress(view)]?.open == nil else { return [] }
        let address = ServerAddress(view)
        sequence += 1
        var ladder = records[address]?.ladder ?? Ladder(incident: incident.header, begunAt: now)
        if case .approved(let name) = context.surroundings.approval { ladder.approvedBy = name }
        let intent = Intent(
            id: "\(incident.header.id)#\(now.millisecondsSince1970)-\(sequence)",
            incident: incident.header,
            address: address,
            uuid: view.uuid,
            action: context.filledAction,
            number: ladder.next + 1,
            expect: context.step.expect,
            createdAt: now,
            verifyBy: now + context.step.within,
            explanation: context.explanation,
            hearing: Hearing(of: guards, in: context),
            approvedBy: ladder.approvedBy
        )
        incidentsByAddress[address]?.refusal = nil
        incidentsByAddress[address]?.refusedAt = nil
        // An approval is good for one attempt.
        incidentsByAddress[address]?.approval = nil
        records[address, default: ServerRecord()].ladder = ladder
        let brokenSince = brokenSince(of: incident, view)
        incidentsByAddress[address]?.brokenSince = brokenSince
        records[address]?.open = OpenAttempt(intent: intent, stage: .committing, brokenSince: brokenSince)
        survey?.begin(view, at: now)
        return [.commitIntent(intent)]
    }

    /// Since when a server is broken: an incident may have been opened long before, by somebody who asked for one that ran, and
    /// may have seen other recoveries.
    private func brokenSince(of incident: Incident, _ view: ServerView) -> Timestamp {
        if let known = incident.brokenSince { return known }
        let address = ServerAddress(view)
        let seenAt = watch.drop(of: address) ?? view.situationSince
        let recoveredAt = records[address]?.ended.last { $0.outcome == .recovered }?.endedAt
        return max(incident.header.detectedAt, seenAt, recoveredAt ?? seenAt)
    }
}

extension GuardContext {
    /// What would be done, templates filled in.
    fileprivate var filledAction: Action {
        if case .command = step.action, case .success(let text) = surroundings.text { return .command(text) }
        return step.action
    }

    /// Why it is done, in plain words.
    fileprivate var explanation: String {
        guard let view else { return "\(filledAction)" }
        let age = observedAge.map { ", seen \(view.state?.word.prefix(40) ?? "in no known state") \($0) ago" } ?? ""
        let count = policy.steps.count
        if let ladder {
            return
                "\(filledAction): step \(ladder.next + 1) of \(count), begun \((now - ladder.begunAt).inWords) ago\(age)"
        }
        let ofLadder = count > 1 ? "; step 1 of \(count)" : ""
        let situation = policy.when == .crashed ? "crashed" : "\(view.situation)"
        return "\(filledAction): \(situation) for \((now - view.situationSince).inWords)\(age); "
            + "attempt \(attempts + 1) of \(policy.attempts) in \(policy.attemptsWindow.inWords)\(ofLadder)"
    }

    private var observedAge: String? { view?.observedAt.map { (now - $0).inWords } }
}
