import Collecting
import Notifying
import PterodactylAPI
import Remediation
import Telemetry

extension AgentCore {
    /// What decisions are made in.
    func world(at now: Timestamp) -> World {
        World(
            fleet: Fleet(panels.flatMap(\.views)),
            isLedgerWritable: isLedgerWritable,
            unsweptPanels: Set(panels.filter { !$0.isSwept }.map(\.name)),
            panelsWithoutBudget: Set(panels.filter { !$0.canAct(at: now) }.map(\.name)),
            stop: stop,
            silences: silences,
            externalLabels: plan.notifications.externalLabels
        )
    }

    /// Turns what remediation wants into calls and writes.
    mutating func perform(_ wanted: [RemediationEffect], at now: Timestamp, into effects: inout [AgentEffect]) {
        for effect in wanted {
            switch effect {
            case .record(let decision):
                effects.append(.log(LogLine(decision)))
                effects.append(.write(.record(decision)))
            case .recordApproval(let approval):
                effects.append(.log(LogLine(approval)))
                effects.append(.write(.approval(approval)))
            case .confirm(let address):
                guard let (index, uuid) = locate(address) else { continue }
                let isAboutBackups = remediator.expectation(of: address) == .backup
                panels[index].refresh(uuid, isAboutBackups: isAboutBackups, at: now)
            case .commitIntent(let intent):
                effects.append(.log(LogLine(intent)))
                effects.append(.write(.commit(intent)))
            case .act(let act):
                carryOut(act, at: now, into: &effects)
            case .close(let closing):
                effects.append(.log(LogLine(closing)))
                effects.append(.write(.close(closing)))
            case .closeAgain(let closing): effects.append(.write(.close(closing)))
            }
        }
    }

    /// Sends what a step says, or answers at once where it cannot be.
    private mutating func carryOut(_ act: Act, at now: Timestamp, into effects: inout [AgentEffect]) {
        guard let (index, _) = locate(act.address) else {
            return refuse(act, "the inventory has the server no more", at: now, into: &effects)
        }
        let key = ActKey(panel: act.address.panel, uuid: act.uuid)
        let order: Order
        switch act.action {
        case .power(let signal): order = .power(signal)
        case .command(let text): order = .command(text)
        case .backup(isRotating: false): order = .createBackup
        case .backup(isRotating: true):
            acts[key] = act.intentID
            let ours = ownBackups[key] ?? []
            return panels[index].rotateBackups(of: act.uuid, ours: ours, notAfter: act.notAfter, at: now)
        case .suspend, .unsuspend:
            guard let id = panels[index].applicationID(of: act.uuid) else {
                return refuse(act, "the key is no administrator's: it may not suspend servers", at: now, into: &effects)
            }
            order = act.action == .suspend ? .suspend(id) : .unsuspend(id)
        case .webhook(let receiver): return tell(receiver, of: act, at: now, into: &effects)
        case .wait: return
        }
        acts[key] = act.intentID
        panels[index].act(
            order,
            on: act.uuid,
            leavesDown: act.leavesServerDown,
            notAfter: act.notAfter,
            at: now
        )
    }

    private mutating func tell(
        _ receiver: String,
        of act: Act,
        at now: Timestamp,
        into effects: inout [AgentEffect]
    ) {
        let name = locate(act.address).flatMap { panels[$0.index].view(of: $0.uuid)?.name } ?? ""
        let announcement = Announcement(
            id: act.intentID,
            receiver: receiver,
            labels: act.labels,
            text: "Remediation of \(name) (\(act.address)) needs attention.",
            incident: Intent.incidentID(of: act.intentID)
        )
        guard let delivery = notifier.delivery(of: announcement, at: now) else {
            return refuse(act, "there is no receiver \(receiver)", at: now, into: &effects)
        }
        effects.append(.deliver(delivery))
    }

    private mutating func refuse(
        _ act: Act,
        _ detail: String,
        at now: Timestamp,
        into effects: inout [AgentEffect]
    ) {
        let error = PanelError.refused(code: "NotPossible", detail: detail)
        settle(act.intentID, .failure(error), at: now, into: &effects)
    }

    /// Tells remediation how an act was answered.
    mutating func settle(
        _ intent: Intent.ID,
        _ answer: Result<Void, PanelError>,
        at now: Timestamp,
        into effects: inout [AgentEffect]
    ) {
        let wanted = remediator.handle(.actAnswered(intent, answer), in: world(at: now), at: now)
        perform(wanted, at: now, into: &effects)
    }

    /// Takes note of what an earlier run did a moment ago, so that its traces in the log are not taken for a human's.
    mutating func recall(_ history: LedgerHistory) {
        for intent in history.openIntents + history.acts {
            guard case .power(let signal) = intent.action,
                let index = index(of: intent.address.panel)
            else { continue }
            panels[index].recall(signal, on: intent.uuid, at: intent.createdAt)
        }
    }

    private func locate(_ address: ServerAddress) -> (index: Int, uuid: ServerUUID)? {
        guard let index = index(of: address.panel), let uuid = panels[index].uuid(of: address.identifier)
        else { return nil }
        return (index, uuid)
    }
}
