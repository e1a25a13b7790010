import Collecting
import PterodactylAPI
import Telemetry

extension Remediator {
    /// The intent is durable: the guards are asked once more, and only then the act is handed out.
    mutating func intentCommitted(_ id: Intent.ID, in world: World, at now: Timestamp) -> [RemediationEffect] {
        guard let attempt = attempt(id) else {
            // It was said to have failed; the row is there, so it must be closed.
            let text = "the ledger answered twice; nothing was sent"
            return [.close(Closing(intentID: id, outcome: .withdrawn, explanation: text, at: now))]
        }
        guard attempt.stage == .committing else { return [] }
        let address = attempt.intent.address
        guard mode != .off, let incident = incidentsByAddress[address], let policy = policies[incident.header.policy],
            policy.steps.indices.contains(attempt.intent.number - 1),
            !incident.isOver || attempt.intent.number > 1 && records[address]?.ladder?.isGranted == true
        else {
            return close(attempt, .withdrawn, "no alert asks for it any more; nothing was sent", at: now)
        }
        guard now - attempt.intent.createdAt <= Self.actWithin else {
            let age = (now - attempt.intent.createdAt).inWords
            return close(attempt, .withdrawn, "the ledger took \(age) to write the intent; nothing was sent", at: now)
        }
        // Without the attempt itself, which is none of its own surroundings.
        var others = records
        others[address]?.open = nil
        survey = Survey(others, drops: watch.drops, in: world.fleet, limits, at: now)
        let index = attempt.intent.number - 1
        let context = context(
            of: incident,
            policy: policy,
            step: policy.steps[index],
            ladder: index == 0 ? nil : records[address]?.ladder,
            hasOpenAttempt: false,
            in: world,
            at: now
        )
        if let (reason, text) = firstRefusal(in: context) {
            let outcome: Outcome = reason.isHumanIntent ? .supersededByHuman : .withdrawn
            return close(attempt, outcome, "\(text); nothing was sent", at: now)
                + refuse(address, reason, text, context: context, at: now)
        }
        guard let view = context.view, view.uuid == attempt.intent.uuid else {
            return close(attempt, .withdrawn, "the server is another one now; nothing was sent", at: now)
        }
        let intent = attempt.intent
        if intent.action == .wait {
            records[address]?.open?.stage = .verifying(since: now)
            return []
        }
        records[address]?.open?.stage = .acting(since: now)
        return [
            .act(
                Act(
                    intentID: id,
                    address: address,
                    uuid: intent.uuid,
                    action: intent.action,
                    leavesServerDown: policy.leavesServerDown(after: index),
                    labels: incident.triggers.first ?? .empty,
                    notAfter: min(now + Self.actWithin, intent.verifyBy)
                )
            )
        ]
    }

    /// The intent is not durable: nothing is sent, and the ledger gets a pause.
    mutating func commitFailed(_ id: Intent.ID, detail: String, at now: Timestamp) -> [RemediationEffect] {
        guard let attempt = attempt(id), attempt.stage == .committing else { return [] }
        let address = attempt.intent.address
        records[address]?.open = nil
        ledgerFailedAt = now
        return refuse(address, .ledgerUnavailable, "the intent could not be written: \(detail)", at: now)
    }

    /// The panel answered: what surely was not carried out ends here, all else is watched.
    mutating func actAnswered(
        _ id: Intent.ID,
        _ answer: Result<Void, PanelError>,
        in world: World,
        at now: Timestamp
    ) -> [RemediationEffect] {
        guard let attempt = attempt(id), case .acting(let since) = attempt.stage else { return [] }
        if case .notCarriedOut(let outcome) = Delivery(answer), case .failure(let error) = answer {
            return close(attempt, outcome, "nothing happened: \(String(describing: error).prefix(200))", at: now)
        }
        if attempt.intent.expect == .accepted {
            if case .failure(let error) = answer {
                return close(attempt, .failed, "nobody knows: \(String(describing: error).prefix(200))", at: now)
            }
            return close(attempt, .succeeded, "accepted", at: now)
        }
        records[attempt.intent.address]?.open?.stage = .verifying(since: since)
        return judge(attempt.intent.address, in: world, at: now)
    }

    /// The open attempt of an intent.
    private func attempt(_ id: Intent.ID) -> OpenAttempt? {
        for record in records.values where record.open?.intent.id == id { return record.open }
        return nil
    }
}
