import Alerting
import Collecting
import PterodactylAPI
import Telemetry

extension Remediator {
    /// An alert that asks for help for one server.
    private struct Trigger {
        let address: ServerAddress
        let policy: String
        let alert: Alert

        var firedAt: Timestamp { alert.firedAt ?? alert.activeAt }
    }

    /// Opens incidents for servers newly asked for, and ends those that no alert names any more.
    mutating func takeTriggers(of alerts: [Alert], in world: World, at now: Timestamp) -> [RemediationEffect] {
        var effects: [RemediationEffect] = []
        var triggers: [ServerAddress: [Trigger]] = [:]
        var stillMisdirected: [LabelSet: RefusalReason] = [:]
        for alert in alerts where alert.state == .firing {
            guard let policy = alert.labels["remediation"] else { continue }
            switch target(of: alert, policy: policy) {
            case .success(let trigger):
                triggers[trigger.address, default: []].append(trigger)
            case .failure(let reason):
                stillMisdirected[alert.labels] = reason
                if misdirected[alert.labels] != reason {
                    effects.append(refuse(alert, policy: policy, reason, in: world, at: now))
                }
            }
        }
        misdirected = stillMisdirected

        for address in incidentsByAddress.keys.sorted() {
            let isOver = triggers[address] == nil
            incidentsByAddress[address]?.isOver = isOver
            // What was begun is seen through.
            guard isOver, records[address]?.ladder == nil else { continue }
            if let approval = incidentsByAddress[address]?.approval, approval.state == .open {
                effects.append(lapse(of: approval, "no alert asks for it any more", at: now))
            }
            incidentsByAddress[address] = nil
        }
        for (address, joined) in triggers {
            let names = Set(joined.map(\.alert.name)).sorted()
            let labels = joined.map(\.alert.labels).sorted()
            if incidentsByAddress[address] != nil {
                incidentsByAddress[address]?.alerts = names
                incidentsByAddress[address]?.triggers = labels
            } else if let first = joined.min(by: Self.comesFirst) {
                let header = IncidentHeader(
                    address: address,
                    uuid: world.fleet[address]?.uuid,
                    policy: first.policy,
                    alert: first.alert.name,
                    detectedAt: first.alert.activeAt
                )
                incidentsByAddress[address] =
                    Incident(header: header, firedAt: first.firedAt, alerts: names, triggers: labels)
            }
        }
        return effects
    }

    private func target(of alert: Alert, policy: String) -> Result<Trigger, RefusalReason> {
        guard let panel = alert.labels["panel"], let server = alert.labels["server"] else { return .failure(.noTarget) }
        guard policies[policy] != nil else { return .failure(.unknownPolicy) }
        let address = ServerAddress(panel: panel, identifier: ServerIdentifier(server))
        return .success(Trigger(address: address, policy: policy, alert: alert))
    }

    /// Refuses an alert that can open no incident.
    private mutating func refuse(
        _ alert: Alert,
        policy: String,
        _ reason: RefusalReason,
        in world: World,
        at now: Timestamp
    ) -> RemediationEffect {
        var address: ServerAddress?
        if let panel = alert.labels["panel"], let server = alert.labels["server"] {
            address = ServerAddress(panel: panel, identifier: ServerIdentifier(server))
        }
        let header = IncidentHeader(
            address: address,
            uuid: address.flatMap { world.fleet[$0]?.uuid },
            policy: policy,
            alert: alert.name,
            detectedAt: alert.activeAt
        )
        let explanation =
            reason == .noTarget
            ? "the alert asks for remediation, but carries no labels panel and server"
            : "no policy \(policy) is configured; there are: \(policies.keys.sorted().joined(separator: ", "))"
        counters.countRefusal(policy: policies[policy] == nil ? "" : policy, reason)
        return .record(Decision(incident: header, verdict: .refused(reason), explanation: explanation, at: now))
    }

    /// The trigger active for longest leads; names break ties, so that the order of alerts means nothing.
    private static func comesFirst(_ lhs: Trigger, _ rhs: Trigger) -> Bool {
        if lhs.alert.activeAt != rhs.alert.activeAt { return lhs.alert.activeAt < rhs.alert.activeAt }
        return (lhs.policy, lhs.alert.name) < (rhs.policy, rhs.alert.name)
    }
}
