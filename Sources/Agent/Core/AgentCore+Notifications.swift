import Alerting
import Notifying
import PterodactylAPI
import Remediation
import Telemetry

extension AgentCore {
    /// Hands out what is to be sent to those who are told of alerts.
    mutating func notify(at now: Timestamp, into effects: inout [AgentEffect]) {
        effects += notifier.deliveries(silences: silences, at: now).map { .deliver($0) }
        effects += notifier.takeNotices().map { .log(LogLine($0)) }
    }

    /// Takes in how a delivery went; an Alertmanager's silences hold from now on.
    mutating func absorb(
        _ delivery: Delivery,
        _ result: Result<HTTPResponse, TransportError>,
        at now: Timestamp,
        into effects: inout [AgentEffect]
    ) {
        if case .announcement(let intent) = delivery.purpose {
            settle(intent, Delivery.verdict(result), at: now, into: &effects)
        }
        let list = notifier.answered(delivery, result, at: now)
        if let list { silences.replace(.alertmanager(delivery.target.name), with: list) }
        guard case .message = delivery.purpose else { return }
        // Who was told what is worth storing soon: nobody is to be told twice.
        changes += 1
    }

    /// Lets those who are told of alerts know how a group's stand, and which incidents they belong to.
    mutating func announce(_ group: RuleGroupID, at now: Timestamp) {
        guard let state = engine.groups.first(where: { $0.group.id == group }) else { return }
        let remediator = remediator
        notifier.heed(state, isSettled: isReady, at: now) { remediator.incident(of: $0)?.id }
    }

    /// Writes the families about notifications.
    func writeNotifications(into draft: inout SnapshotDraft, at now: Timestamp) {
        for (name, length) in notifier.queueLengths(at: now) {
            draft.set(AgentFamilies.notificationQueue, ["receiver": name], Double(length))
            draft.set(AgentFamilies.notifications, ["receiver": name], Double(notifier.counters.sent[name] ?? 0))
        }
        for (source, count) in silences.activeCounts(at: now) {
            draft.set(AgentFamilies.silences, ["source": source.name], Double(count))
        }
        for (failure, count) in notifier.counters.failed {
            let labels: LabelSet = ["receiver": failure.target, "reason": failure.reason]
            draft.set(AgentFamilies.notificationsFailed, labels, Double(count))
        }
    }
}

extension LogLine {
    /// Something about telling of alerts.
    init(_ notice: NotifierNotice) {
        switch notice {
        case .told(let receiver, let group, let reason, let firing, let resolved):
            let facts = [
                (name: "receiver", value: receiver), (name: "group", value: "\(group)"),
                (name: "reason", value: reason.rawValue), (name: "firing", value: "\(firing)"),
                (name: "resolved", value: "\(resolved)"),
            ]
            self.init(.info, "A receiver was told of alerts", facts)
        case .failing(let target, let reason, let detail):
            let facts = [
                (name: "receiver", value: target), (name: "reason", value: reason), (name: "error", value: detail),
            ]
            self.init(.warn, "A receiver cannot be told of alerts; it is tried again", facts)
        case .refused(let target, let detail):
            let facts = [(name: "receiver", value: target), (name: "error", value: detail)]
            self.init(.error, "A receiver refused what it was told", facts)
        case .recovered(let target):
            self.init(.info, "A receiver can be told of alerts again", [(name: "receiver", value: target)])
        case .dropped(let target, let count):
            let facts = [(name: "receiver", value: target), (name: "alerts", value: "\(count)")]
            self.init(.error, "Alerts were dropped, since too many wait for a receiver", facts)
        case .silencesUnreadable(let target, let detail):
            let facts = [(name: "receiver", value: target), (name: "error", value: detail)]
            self.init(.warn, "Silences of an Alertmanager cannot be read", facts)
        }
    }
}
