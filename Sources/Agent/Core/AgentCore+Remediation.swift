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
            case .confirm(let address):
                guard let (index, uuid) = locate(address) else { continue }
                panels[index].refresh(uuid, at: now)
            case .commitIntent(let intent):
                effects.append(.log(LogLine(intent)))
                effects.append(.write(.commit(intent)))
            case .act(let act):
                send(act, at: now)
            case .close(let closing):
                effects.append(.log(LogLine(closing)))
                effects.append(.write(.close(closing)))
            }
        }
    }

    private mutating func send(_ act: Act, at now: Timestamp) {
        guard case .power(let signal) = act.step, let (index, _) = locate(act.address) else { return }
        acts[ActKey(panel: act.address.panel, uuid: act.uuid)] = act.intentID
        panels[index].act(signal, on: act.uuid, notAfter: act.notAfter, at: now)
    }

    private func locate(_ address: ServerAddress) -> (index: Int, uuid: ServerUUID)? {
        guard let index = panels.firstIndex(where: { $0.name == address.panel }),
            let uuid = panels[index].uuid(of: address.identifier)
        else { return nil }
        return (index, uuid)
    }
}
