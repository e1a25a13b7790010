public import Alerting
public import PterodactylAPI
public import Telemetry

/// Tells of alerts: pure, driven by evaluations and answers.
///
///     var notifier = Notifier(plan, memory: memory, startingAt: now)
///     notifier.heed(group, isSettled: true, at: now)                  // after each evaluation of a group
///     for delivery in notifier.deliveries(silences: silences, at: now) { … }
///     notifier.answered(delivery, answer, at: now)                    // for each of them, some time later
///
/// Alertmanagers are told of all alerts as Prometheus tells them, whatever our own silences say of those they know;
/// receivers are told of groups as Alertmanager tells them.
public struct Notifier: Sendable {
    let plan: NotificationPlan
    private var book: AlertBook
    private var alertmanagers: [AlertmanagerQueue]
    private var desks: [ReceiverDesk]
    /// What was told and what was not.
    public private(set) var counters = NotificationCounters()
    /// Since when everything was looked at once.
    private var settledSince: Timestamp?
    private var failing: Set<Delivery.Target> = []
    private var notices: [NotifierNotice] = []

    /// How long an alert of an earlier run may be missing, after everything was looked at once, until it is over: as long as
    /// it takes to find out anew why a server is down.
    public static let restartGrace = Duration.seconds(300)

    /// Makes a notifier; what an earlier run left is gone on with.
    public init(_ plan: NotificationPlan, memory: NotifierMemory = NotifierMemory(), startingAt now: Timestamp) {
        self.plan = plan
        book = AlertBook(memory.alerts.map(\.alert))
        alertmanagers = plan.alertmanagers.map { AlertmanagerQueue($0, startingAt: now) }
        desks = plan.receivers.map { ReceiverDesk($0) }
        for index in desks.indices { desks[index].restore(memory.groups(of: desks[index].plan.name, at: now)) }
    }

    // MARK: - Alerts

    /// Takes in how a group's alerts stand after an evaluation.
    ///
    /// - Parameters:
    ///   - isSettled: whether everything was looked at once since the start; an alert of an earlier run that is still missing
    ///     ``restartGrace`` later is over.
    ///   - incident: the id of the incident that remediation has of an alert, by the alert's own labels; what is told of the
    ///     alert names it.
    public mutating func heed(
        _ group: RuleGroupState,
        isSettled: Bool,
        at now: Timestamp,
        incident: (LabelSet) -> String? = { _ in nil }
    ) {
        guard !alertmanagers.isEmpty || !desks.isEmpty else { return }
        if isSettled, settledSince == nil { settledSince = now }
        let isPast = settledSince.map { now - $0 >= Self.restartGrace } ?? false
        book.heed(group, plan, incident: incident, isSettled: isPast, at: now)
        spread(group.group.id, at: now)
    }

    /// Ends the alerts of groups that are evaluated no more, after a reload.
    public mutating func keepOnly(_ groups: Set<RuleGroupID>, at now: Timestamp) {
        book.keepOnly(groups, at: now)
        for group in Set(book.alerts.values.map(\.group)).subtracting(groups) { spread(group, at: now) }
    }

    private mutating func spread(_ group: RuleGroupID, at now: Timestamp) {
        for alert in book.alerts.values.filter({ $0.group == group }).sorted(by: { $0.labels < $1.labels }) {
            for index in desks.indices { desks[index].take(alert, at: now) }
            for index in alertmanagers.indices {
                let dropped = alertmanagers[index].offer(alert, resendDelay: plan.resendDelay, at: now)
                guard dropped > 0 else { continue }
                let name = alertmanagers[index].plan.name
                counters.countFailure(of: name, "queue_full", dropped)
                notices.append(.dropped(target: name, count: dropped))
            }
        }
        let forgotten = book.forget(at: now) { labels in
            desks.contains { $0.contains(labels) } || alertmanagers.contains { $0.contains(labels) }
        }
        for index in alertmanagers.indices { forgotten.forEach { alertmanagers[index].forget($0) } }
    }

    // MARK: - Deliveries

    /// What is to be sent now.
    public mutating func deliveries(silences: Silences, at now: Timestamp) -> [Delivery] {
        var deliveries: [Delivery] = []
        for index in alertmanagers.indices { deliveries += alertmanagers[index].deliveries(of: book, at: now) }
        for index in desks.indices {
            let next = desks[index].delivery(of: book, silences: silences, externalURL: plan.externalURL, at: now)
            deliveries += [next].compactMap(\.self)
        }
        return deliveries
    }

    /// Takes in how a delivery went.
    ///
    /// - Returns: an Alertmanager's silences, when it was asked for them and answered.
    public mutating func answered(
        _ delivery: Delivery,
        _ result: Result<HTTPResponse, TransportError>,
        at now: Timestamp
    ) -> [Silence]? {
        let outcome = DeliveryOutcome(result)
        let name = delivery.target.name
        note(outcome, of: delivery)
        switch delivery.purpose {
        case .alerts(let batch):
            guard let index = alertmanagers.firstIndex(where: { $0.plan.name == name }) else { return nil }
            alertmanagers[index].answered(outcome, at: now)
            if case .taken = outcome { counters.countSent(to: name, batch.count) }
        case .silences:
            guard let index = alertmanagers.firstIndex(where: { $0.plan.name == name }) else { return nil }
            alertmanagers[index].answeredSilences(at: now)
            return silences(in: outcome, of: name, at: now)
        case .announcement:
            if case .taken = outcome { counters.countSent(to: name, 1) }
        case .message(let message):
            guard let index = desks.firstIndex(where: { $0.plan.name == name }) else { return nil }
            desks[index].answered(message, outcome, of: book, at: now)
            guard case .taken = outcome else { return nil }
            counters.countSent(to: name, 1)
            notices.append(
                .told(
                    receiver: name,
                    group: message.group,
                    reason: message.reason,
                    firing: message.firing.count,
                    resolved: message.resolved.count
                )
            )
        }
        return nil
    }

    private mutating func silences(in outcome: DeliveryOutcome, of name: String, at now: Timestamp) -> [Silence]? {
        guard case .taken(let response) = outcome else { return nil }
        guard let list = SilenceList.parse(response.body, at: now) else {
            notices.append(.silencesUnreadable(target: name, detail: "the answer is no list of silences"))
            return nil
        }
        if list.unreadable > 0 {
            notices.append(.silencesUnreadable(target: name, detail: "\(list.unreadable) of them are not understood"))
        }
        return list.silences
    }

    /// Counts a failure, and says it once until a delivery to the same succeeds.
    private mutating func note(_ outcome: DeliveryOutcome, of delivery: Delivery) {
        let target = delivery.target
        switch outcome {
        case .taken:
            if failing.remove(target) != nil { notices.append(.recovered(target: target.name)) }
        case .failed(let reason, let detail, _):
            counters.countFailure(of: target.name, reason)
            guard failing.insert(target).inserted else { return }
            notices.append(.failing(target: target.name, reason: reason, detail: detail))
        case .refused(let reason, let detail):
            counters.countFailure(of: target.name, reason)
            notices.append(.refused(target: target.name, detail: detail))
        }
    }

    /// When `deliveries` has something to say, if nothing else happens; nil when it never has.
    public var nextWake: Timestamp? {
        (alertmanagers.map(\.nextWake) + desks.map(\.nextWake)).compactMap(\.self).min()
    }

    // MARK: - Looking in

    /// What is worth a line in the log since it was last asked.
    public mutating func takeNotices() -> [NotifierNotice] {
        defer { notices = [] }
        return notices
    }

    /// How many alerts an Alertmanager has still to be told of, and how many messages wait for a receiver, by name.
    public func queueLengths(at now: Timestamp) -> [String: Int] {
        let queues =
            alertmanagers.map { ($0.plan.name, $0.count) } + desks.map { ($0.plan.name, $0.waitingCount(at: now)) }
        return Dictionary(queues) { first, _ in first }
    }

    /// What to store so that a restart loses nothing and repeats nothing.
    public var memory: NotifierMemory {
        NotifierMemory(
            alerts: book.alerts.values.sorted { $0.labels < $1.labels }.map { NotifierMemory.RememberedNotice($0) },
            groups: desks.flatMap { desk in
                desk.groups.values.sorted { $0.labels < $1.labels }.map { NotifierMemory.Group($0, of: desk.plan.name) }
            }
        )
    }
}
