import Alerting
import Collecting
import Telemetry

extension Remediator {
    /// Takes an incident as far as it can come now: to a refusal, to asking for an observation, or to an intent.
    mutating func advance(_ address: ServerAddress, in world: World, at now: Timestamp) -> [RemediationEffect] {
        guard mode != .off, let incident = incidentsByAddress[address] else { return [] }
        // Its own attempt is under way: nothing to decide until that is closed.
        if records[address]?.open?.intent.incident.id == incident.header.id { return [] }
        guard let policy = policies[incident.header.policy] else {
            let text = "no policy \(incident.header.policy) is configured any more"
            return refuse(address, .unknownPolicy, text, at: now)
        }
        let hasOpen = records[address]?.open != nil
        if survey == nil {
            survey = Survey(records, drops: watch.drops, in: world.fleet, limits, at: now)
        }
        let context = context(of: incident, policy: policy, hasOpenAttempt: hasOpen, in: world, at: now)
        guard let (reason, text) = firstRefusal(in: context) else {
            stopConfirming(address)
            return commit(incident, policy: policy, context: context, at: now)
        }
        if reason == .staleObservation { return confirm(address, text, patience: policy.freshness, at: now) }
        stopConfirming(address)
        return refuse(address, reason, text, step: policy.step, at: now)
    }

    /// The first guard that says no, and what it says.
    func firstRefusal(in context: GuardContext) -> (RefusalReason, String)? {
        for question in guards {
            if case .no(let text) = question.check(context) { return (question.reason, text) }
        }
        return nil
    }

    /// What the guards look at for an incident.
    func context(
        of incident: Incident,
        policy: Policy,
        hasOpenAttempt: Bool,
        in world: World,
        at now: Timestamp
    ) -> GuardContext {
        let address = incident.header.address
        let record = address.flatMap { records[$0] }
        let hasLedgerFailed = ledgerFailedAt.map { now - $0 < Self.ledgerPause } ?? false
        return GuardContext(
            policy: policy,
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
            surroundings: surroundings(of: incident, in: world, at: now),
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
        if survey?.mayProbe(Fleet.Node(view), since: outage.newest, at: now) == true { return nil }
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
    private static func silences(of alerts: [LabelSet], in world: World, at now: Timestamp) -> [CoveringSilence] {
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
        step: Step? = nil,
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
            reason == .observing ? step.map { .wouldHave($0) } ?? .refused(reason) : .refused(reason)
        return [.record(Decision(incident: incident.header, verdict: verdict, explanation: text, at: now))]
    }

    /// Asks for a fresh observation, again and again while none comes; a refusal once that takes too long.
    private mutating func confirm(
        _ address: ServerAddress,
        _ text: String,
        patience: Duration,
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
        if now - since > patience { effects += refuse(address, .staleObservation, text, at: now) }
        return effects
    }

    private mutating func stopConfirming(_ address: ServerAddress) {
        incidentsByAddress[address]?.confirmingSince = nil
        incidentsByAddress[address]?.confirmAskedAt = nil
    }

    /// Forms the intent; nothing is sent before it is durable.
    private mutating func commit(
        _ incident: Incident,
        policy: Policy,
        context: GuardContext,
        at now: Timestamp
    ) -> [RemediationEffect] {
        guard let view = context.view, records[ServerAddress(view)]?.open == nil else { return [] }
        let address = ServerAddress(view)
        sequence += 1
        let age = view.observedAt.map { (now - $0).inWords } ?? "0s"
        let intent = Intent(
            id: "\(incident.header.id)#\(now.millisecondsSince1970)-\(sequence)",
            incident: incident.header,
            address: address,
            uuid: view.uuid,
            step: policy.step,
            createdAt: now,
            verifyBy: now + policy.verifyWithin,
            explanation: "\(policy.step): crashed for \((now - view.situationSince).inWords), "
                + "seen offline \(age) ago; attempt \(context.attempts + 1) of \(policy.attempts) "
                + "in \(policy.attemptsWindow.inWords)"
        )
        incidentsByAddress[address]?.refusal = nil
        incidentsByAddress[address]?.refusedAt = nil
        records[address, default: ServerRecord()].open = OpenAttempt(intent: intent, stage: .committing)
        survey?.begin(view, at: now)
        return [.commitIntent(intent)]
    }
}
