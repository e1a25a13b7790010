import Collecting
import PterodactylAPI
import Telemetry

extension Remediator {
    /// Looks at everything that waits for the world or for time: attempts, servers given up, unwritten closings.
    mutating func followUp(in world: World, at now: Timestamp) -> [RemediationEffect] {
        var effects: [RemediationEffect] = []
        for (id, waiting) in unwritten.sorted(by: { $0.key < $1.key }) where waiting.retryAt <= now {
            unwritten[id] = nil
            effects.append(.closeAgain(waiting.closing))
        }
        for address in records.keys.sorted() {
            effects += judge(address, in: world, at: now)
            effects += rearm(address, in: world, at: now)
        }
        return effects
    }

    /// Looks whether the world has decided an open attempt.
    ///
    /// | seen | outcome |
    /// |---|---|
    /// | running after the act, where that is what is wanted | recovered |
    /// | what the step is for, after the act | succeeded |
    /// | down by somebody's will, or held by the panel, since the act | superseded by a human |
    /// | not what the step is for, observed after the deadline | failed |
    /// | nothing for ``verificationPatience`` after the deadline | unverified |
    /// | anything else | stays open |
    mutating func judge(_ address: ServerAddress, in world: World, at now: Timestamp) -> [RemediationEffect] {
        // While the ledger has not answered nothing was sent, and whether the intent is durable is not known: it stays
        // open, so that there is no second one beside it.
        guard let attempt = records[address]?.open, let actedAt = attempt.actedAt else { return [] }
        let intent = attempt.intent
        let isOverdue = now >= intent.verifyBy
        if let view = world.fleet[address], view.uuid == intent.uuid {
            let sighting = Sighting(view, of: intent, seeksUp: seeksUp(intent), actedAt: actedAt, at: now)
            if let (outcome, text) = sighting.verdict { return close(attempt, outcome, text, at: now) }
        } else if isOverdue, !world.unsweptPanels.contains(address.panel) {
            return close(attempt, .failed, "the inventory has the server no more", at: now)
        }
        guard isOverdue || intent.expect == .backup else { return [] }
        if now >= max(intent.verifyBy, startedAt) + Self.verificationPatience {
            let text = "the server could not be seen for \(Self.verificationPatience.inWords) after the deadline"
            return close(attempt, .unverified, text, at: now)
        }
        let asked = attempt.confirmAskedAt ?? (isOverdue ? nil : actedAt)
        guard asked.map({ now - $0 >= Self.confirmInterval(of: intent) }) ?? true else { return [] }
        records[address]?.open?.confirmAskedAt = now
        let isVisible = world.fleet[address].map { $0.isPanelReachable && $0.isNodeReachable } ?? false
        return isVisible ? [.confirm(address)] : []
    }

    /// How often a fresh look is asked for to judge an attempt.
    static func confirmInterval(of intent: Intent) -> Duration {
        intent.expect == .backup ? backupInterval : confirmInterval
    }

    /// Whether an intent belongs to a policy that wants the server up: then that it runs is all that was wanted.
    private func seeksUp(_ intent: Intent) -> Bool {
        switch policies[intent.incident.policy]?.when {
        case .crashed, .hung, nil: true
        case .running, .any: false
        }
    }

    /// Closes an attempt, and counts it.
    mutating func close(
        _ attempt: OpenAttempt,
        _ outcome: Outcome,
        _ text: String,
        at now: Timestamp
    ) -> [RemediationEffect] {
        let intent = attempt.intent
        let past = LedgerHistory.PastAttempt(
            address: intent.address,
            isBeginning: intent.number == 1,
            outcome: outcome,
            endedAt: now
        )
        records[intent.address]?.open = nil
        records[intent.address]?.ended.append(past)
        goOn(after: attempt, outcome, at: now)
        counters.count(intent, outcome)
        if outcome == .recovered {
            counters.countRecovery(policy: intent.incident.policy, after: now - attempt.brokenSince)
            incidentsByAddress[intent.address]?.brokenSince = nil
        }
        return [.close(Closing(intentID: intent.id, outcome: outcome, explanation: text, at: now))]
    }

    /// Takes up a server again that was given up: somebody brought it up, or it ran well for long.
    private mutating func rearm(_ address: ServerAddress, in world: World, at now: Timestamp) -> [RemediationEffect] {
        guard let givenUp = records[address]?.givenUp, let view = world.fleet[address], view.situation == .up else {
            return []
        }
        let policy = policies[givenUp.incident.policy] ?? .restartCrashed
        let explanation: String
        if let last = view.lastIntervention, last > givenUp.at {
            explanation = "somebody acted on the server after it was given up, and it runs"
        } else if now - max(view.situationSince, givenUp.at) >= policy.healthyRun {
            explanation = "the server ran without a break for \(policy.healthyRun.inWords)"
        } else {
            return []
        }
        records[address]?.givenUp = nil
        records[address]?.rearmedAt = now
        return [.record(Decision(incident: givenUp.incident, verdict: .rearmed, explanation: explanation, at: now))]
    }
}
