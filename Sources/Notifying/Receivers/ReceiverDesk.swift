import Alerting
import PromQL
import PterodactylAPI
import Telemetry

/// Everything that one receiver is told, by groups: what is due, what is under way, what it knows.
///
/// One message at a time is under way, so that a channel's rate limit is met by waiting; a message is made when it is sent,
/// and so tells how things are then.
struct ReceiverDesk: Sendable {
    let plan: ReceiverPlan
    private(set) var groups: [LabelSet: AlertGroup] = [:]
    private var isSending = false
    private var pause = Backoff()

    init(_ plan: ReceiverPlan) { self.plan = plan }

    /// Whether it is told of an alert.
    private func covers(_ labels: LabelSet) -> Bool { plan.matchers.allMatch(labels) }

    private func groupLabels(of labels: LabelSet) -> LabelSet {
        switch plan.grouping {
        case .labels(let names): labels.filter { names.contains($0) }
        case .each: labels
        }
    }

    /// Takes in an alert that fires.
    ///
    /// A group of which it is the first waits for more, unless the alert is older than that already.
    mutating func take(_ alert: NotifiedAlert, at now: Timestamp) {
        guard alert.isFiring, covers(alert.labels) else { return }
        let key = groupLabels(of: alert.labels)
        let wait = now - alert.startsAt >= plan.groupWait ? Duration.zero : plan.groupWait
        groups[key, default: AlertGroup(labels: key, dueAt: now + wait)].alerts.insert(alert.labels)
    }

    /// Whether a group has still to tell of an alert.
    func contains(_ labels: LabelSet) -> Bool {
        groups[groupLabels(of: labels)]?.alerts.contains(labels) ?? false
    }

    /// How many groups wait to be told.
    func waitingCount(at now: Timestamp) -> Int { groups.values.count { $0.dueAt <= now } }

    /// The message that is to be sent now; nil when there is none.
    mutating func delivery(
        of alerts: AlertBook,
        silences: Silences,
        externalURL: String,
        at now: Timestamp
    ) -> Delivery? {
        guard !isSending, pause.allows(at: now) else { return nil }
        let due = groups.values.filter { $0.dueAt <= now && $0.backoff.allows(at: now) }
        for group in due.sorted(by: { ($0.dueAt, $0.labels) < ($1.dueAt, $1.labels) }) {
            guard let message = message(about: group, of: alerts, silences: silences, at: now) else {
                settle(group.labels, told: nil, of: alerts, at: now)
                continue
            }
            let listed = message.firing.union(plan.sendsResolved ? message.resolved : [])
            guard !listed.isEmpty else {
                // The end of alerts is not told to this one; it is known all the same.
                settle(group.labels, told: message, of: alerts, at: now)
                continue
            }
            let content = MessageContent(
                receiver: plan.name,
                alerts: listed.sorted().compactMap { alerts[$0] },
                groupLabels: group.labels,
                reason: message.reason,
                externalURL: externalURL
            )
            isSending = true
            return Delivery(
                target: .receiver(plan.name),
                purpose: .message(message),
                body: content.body(for: plan.format).encoded(),
                timeout: plan.timeout
            )
        }
        return nil
    }

    private func message(
        about group: AlertGroup,
        of alerts: AlertBook,
        silences: Silences,
        at now: Timestamp
    ) -> Delivery.Message? {
        let heard = group.alerts.compactMap { alerts[$0] }.filter { silences.covering($0.labels, at: now).isEmpty }
        let firing = Set(heard.filter(\.isFiring).map(\.labels))
        let resolved = Set(heard.filter { !$0.isFiring }.map(\.labels))
        return group.reason(firing: firing, resolved: resolved, plan, at: now).map {
            Delivery.Message(group: group.labels, firing: firing, resolved: resolved, reason: $0, at: now)
        }
    }

    /// Takes in how a message went.
    mutating func answered(
        _ message: Delivery.Message,
        _ outcome: DeliveryOutcome,
        of alerts: AlertBook,
        at now: Timestamp
    ) {
        isSending = false
        switch outcome {
        case .taken:
            pause.succeed()
            settle(message.group, told: message, of: alerts, at: now)
        case .failed(_, _, let wait):
            // Whoever cannot be reached is not asked about the next group at once either.
            pause.fail(at: now, askedToWait: wait)
        case .refused:
            groups[message.group]?.backoff.fail(at: now, askedToWait: plan.groupInterval)
        }
    }

    /// Notes what the receiver knows, lets go of alerts that are over, and sets when the group is looked at again.
    private mutating func settle(
        _ key: LabelSet,
        told message: Delivery.Message?,
        of alerts: AlertBook,
        at now: Timestamp
    ) {
        guard var group = groups[key] else { return }
        if let message {
            group.told = AlertGroup.Told(firing: message.firing, resolved: message.resolved, at: message.at)
        }
        group.backoff.succeed()
        group.dueAt = now + plan.groupInterval
        // One that ended while the message was under way is still to be told.
        let stays = message?.firing ?? []
        group.alerts = group.alerts.filter { alerts[$0]?.isFiring == true || stays.contains($0) }
        groups[key] = group.alerts.isEmpty ? nil : group
    }

    /// When `delivery` has something to say, if nothing else happens.
    var nextWake: Timestamp? {
        guard !isSending else { return nil }
        let due = groups.values.map { max($0.dueAt, $0.backoff.notBefore ?? $0.dueAt) }.min()
        return due.map { max($0, pause.notBefore ?? $0) }
    }

    // MARK: - Restarts

    mutating func restore(_ groups: [AlertGroup]) {
        for group in groups { self.groups[group.labels] = group }
    }
}
