import Collecting
import PterodactylAPI
import Telemetry

extension Remediator {
    /// Looks at everything that waits for the world or for time: attempts, servers given up, unwritten closings.
    mutating func followUp(in world: World, at now: Timestamp) -> [RemediationEffect] {
        var effects: [RemediationEffect] = []
        for (id, waiting) in unwritten.sorted(by: { $0.key < $1.key }) where waiting.retryAt <= now {
            unwritten[id] = nil
            effects.append(.close(waiting.closing))
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
    /// | running, observed after the act | recovered |
    /// | down by somebody's will, or held by the panel, since the act | superseded by a human |
    /// | not running, observed after the deadline | failed |
    /// | nothing for ``verificationPatience`` after the deadline | unverified |
    /// | anything else | stays open |
    mutating func judge(_ address: ServerAddress, in world: World, at now: Timestamp) -> [RemediationEffect] {
        // While the ledger has not answered nothing was sent, and whether the intent is durable is not known: it stays
        // open, so that there is no second one beside it.
        guard let attempt = records[address]?.open, let actedAt = attempt.actedAt else { return [] }
        let isOverdue = now >= attempt.intent.verifyBy
        if let view = world.fleet[address], view.uuid == attempt.intent.uuid {
            if let decided = Self.outcome(of: attempt.intent, actedAt: actedAt, seen: view) {
                return close(attempt, decided.outcome, decided.text, at: now)
            }
        } else if isOverdue, !world.unsweptPanels.contains(address.panel) {
            return close(attempt, .failed, "the inventory has the server no more", at: now)
        }
        guard isOverdue else { return [] }
        if now >= max(attempt.intent.verifyBy, startedAt) + Self.verificationPatience {
            let text = "the server could not be seen for \(Self.verificationPatience.inWords) after the deadline"
            return close(attempt, .unverified, text, at: now)
        }
        guard attempt.confirmAskedAt.map({ now - $0 >= Self.confirmInterval }) ?? true else { return [] }
        records[address]?.open?.confirmAskedAt = now
        let isVisible = world.fleet[address].map { $0.isPanelReachable && $0.isNodeReachable } ?? false
        return isVisible ? [.confirm(address)] : []
    }

    private static func outcome(
        of intent: Intent,
        actedAt: Timestamp,
        seen view: ServerView
    ) -> (outcome: Outcome, text: String)? {
        if let text = supersession(of: view, since: actedAt) { return (.supersededByHuman, text) }
        guard let observedAt = view.observedAt, observedAt > actedAt, let state = view.state else { return nil }
        if state == .running { return (.recovered, "running \((observedAt - actedAt).inWords) after the act") }
        guard observedAt >= intent.verifyBy else { return nil }
        return (.failed, "\(state.word.prefix(40)) and not running \((observedAt - actedAt).inWords) after the act")
    }

    /// Whose will ended the attempt; nil when nobody's did.
    private static func supersession(of view: ServerView, since actedAt: Timestamp) -> String? {
        if view.status != .normal { return "the panel holds the server now" }
        if view.isTransferring { return "the server is being transferred now" }
        if view.isNodeInMaintenance { return "its node is in maintenance now" }
        guard view.state != .running else { return nil }
        switch view.situation {
        case .down(.user) where view.situationSince > actedAt: return "a user stopped the server"
        case .down(.schedule) where view.situationSince > actedAt: return "a schedule stopped the server"
        default: break
        }
        guard let observedAt = view.observedAt, let last = view.lastIntervention, last > actedAt, observedAt > last,
            view.state == .offline || view.state == .stopping
        else { return nil }
        return "somebody acted on the server, and it is down"
    }

    /// Closes an attempt, and counts it.
    mutating func close(
        _ attempt: OpenAttempt,
        _ outcome: Outcome,
        _ text: String,
        at now: Timestamp
    ) -> [RemediationEffect] {
        let intent = attempt.intent
        let past = LedgerHistory.PastAttempt(address: intent.address, outcome: outcome, endedAt: now)
        records[intent.address]?.open = nil
        records[intent.address]?.ended.append(past)
        counters.count(intent, outcome)
        if outcome == .recovered {
            counters.countRecovery(policy: intent.incident.policy, after: now - intent.incident.detectedAt)
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
