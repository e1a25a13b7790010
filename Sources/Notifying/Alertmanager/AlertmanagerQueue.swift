import Alerting
import Telemetry

/// What one Alertmanager has still to be told, and when it is asked for its silences.
///
/// The queue holds each alert once: what is sent is how the alert stands then, so that an Alertmanager that comes back is
/// told how things are and not how they were.
struct AlertmanagerQueue: Sendable {
    /// How many alerts wait at most; then the oldest is dropped (Prometheus `--alertmanager.notification-queue-capacity`).
    static let capacity = 10_000
    /// How many alerts a request holds at most (Prometheus `notifier.DefaultMaxBatchSize`).
    static let batch = 256

    let plan: AlertmanagerPlan
    private(set) var waiting: [LabelSet] = []
    private var members: Set<LabelSet> = []
    /// When each alert was last put into the queue, and whether it was over then.
    private var told: [LabelSet: (at: Timestamp, isResolved: Bool)] = [:]
    private var underWay: [LabelSet] = []
    private var backoff = Backoff()
    private var isAsking = false
    private var asksAt: Timestamp?

    init(_ plan: AlertmanagerPlan, startingAt now: Timestamp) {
        self.plan = plan
        asksAt = plan.silenceInterval.map { _ in now }
    }

    /// Puts an alert into the queue when it is new, changed, or was not told for the resend delay; one that is over is told
    /// again as long as its rule remembers it (Prometheus `Alert.needsSending`).
    /// - Returns: how many alerts were dropped for it.
    mutating func offer(_ alert: NotifiedAlert, resendDelay: Duration, at now: Timestamp) -> Int {
        if let last = told[alert.labels], last.isResolved == !alert.isFiring, now - last.at < resendDelay { return 0 }
        told[alert.labels] = (now, !alert.isFiring)
        guard members.insert(alert.labels).inserted else { return 0 }
        waiting.append(alert.labels)
        guard waiting.count > Self.capacity else { return 0 }
        members.remove(waiting.removeFirst())
        return 1
    }

    func contains(_ labels: LabelSet) -> Bool { members.contains(labels) || underWay.contains(labels) }

    /// How many alerts it has still to be told.
    var count: Int { waiting.count + underWay.count }

    /// Lets go of an alert of which nothing is to be told any more.
    mutating func forget(_ labels: LabelSet) { told[labels] = nil }

    /// What is to be sent now: alerts, one request at a time, and the question for silences.
    mutating func deliveries(of alerts: AlertBook, at now: Timestamp) -> [Delivery] {
        var deliveries: [Delivery] = []
        if underWay.isEmpty, !waiting.isEmpty, backoff.allows(at: now) {
            underWay = Array(waiting.prefix(Self.batch))
            waiting.removeFirst(underWay.count)
            members.subtract(underWay)
            let body = AlertPost.body(of: underWay.compactMap { alerts[$0] }, at: now)
            deliveries.append(delivery(.alerts(underWay), body))
        }
        if let due = asksAt, due <= now, !isAsking {
            isAsking = true
            deliveries.append(delivery(.silences, []))
        }
        return deliveries
    }

    private func delivery(_ purpose: Delivery.Purpose, _ body: [UInt8]) -> Delivery {
        Delivery(target: .alertmanager(plan.name), purpose: purpose, body: body, timeout: plan.timeout)
    }

    /// Takes in how sending a batch went; what was not taken goes back to the front, unless it changed meanwhile and waits
    /// already.
    mutating func answered(_ outcome: DeliveryOutcome, at now: Timestamp) {
        let batch = underWay
        underWay = []
        guard case .failed(_, _, let wait) = outcome else { return backoff.succeed() }
        backoff.fail(at: now, askedToWait: wait)
        let missing = batch.filter { !members.contains($0) }
        waiting.insert(contentsOf: missing, at: 0)
        members.formUnion(missing)
    }

    /// Takes in an answer to the question for silences, whatever it was.
    mutating func answeredSilences(at now: Timestamp) {
        isAsking = false
        asksAt = plan.silenceInterval.map { now + $0 }
    }

    /// When `deliveries` has something to say, if nothing else happens.
    var nextWake: Timestamp? {
        let sending = !underWay.isEmpty || waiting.isEmpty ? nil : backoff.notBefore
        return [sending, isAsking ? nil : asksAt].compactMap(\.self).min()
    }
}
