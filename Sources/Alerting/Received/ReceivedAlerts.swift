public import Telemetry

/// What others ask for by alerts that they told of: each stands until it is resolved, or not told again for too long.
///
/// | told | then |
/// |---|---|
/// | firing, with a label `remediation`, not known | a request stands, as of now |
/// | firing, known | the same request, for as long again |
/// | resolved, begun no later than it ended | the request ends |
/// | resolved, of an earlier time than the request's | nothing: it was overtaken on its way |
/// | nothing for `expiry`, or until its own end | the request ends |
/// | without a label `remediation`, or resolved and not known | nothing |
/// | more than `limit`, or labels of more than ``longestLabels`` bytes | dropped, and counted |
public struct ReceivedAlerts: Sendable, Equatable {
    /// What became of an alert: the label `result` of `pterowatch_hook_alerts_total`.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case requested, repeated, resolved, ignored, dropped
    }

    /// The label by which an alert asks for something.
    public static let requestLabel = "remediation"
    /// How many bytes the labels of a request may have, names and values together.
    public static let longestLabels = 4_096

    private struct Request: Sendable, Equatable {
        var alert: Alert
        /// When it began by the sender's clock.
        var startsAt: Timestamp
        var expiresAt: Timestamp
    }

    /// How long a request stands that is not repeated.
    public let expiry: Duration
    /// How many requests stand at most.
    public let limit: Int
    /// How many alerts were told of so far, by what became of them.
    public private(set) var counts: [Outcome: Int] = [:]
    private var requests: [LabelSet: Request] = [:]

    /// Makes a book in which nothing stands.
    public init(expiry: Duration, limit: Int = 10_000) {
        self.expiry = expiry
        self.limit = limit
    }

    /// Goes on with what stood before a restart.
    ///
    /// What has expired is left out; nothing stands for longer than a request of now would, whatever the clock was then.
    public mutating func restore(_ remembered: [RememberedRequest], at now: Timestamp) {
        for request in remembered.prefix(limit) where request.expiresAt > now {
            requests[request.labels] = Request(
                alert: Self.alert(request.labels, heardAt: min(request.heardAt, now)),
                startsAt: request.startsAt,
                expiresAt: min(request.expiresAt, now + expiry)
            )
        }
    }

    /// What to remember of a request; nil when it does not stand.
    public func memory(of labels: LabelSet) -> RememberedRequest? {
        requests[labels].map { request in
            RememberedRequest(
                labels: labels,
                heardAt: request.alert.activeAt,
                startsAt: request.startsAt,
                expiresAt: request.expiresAt
            )
        }
    }

    /// Whether nothing stands, what has expired and was not pruned yet included.
    public var isEmpty: Bool { requests.isEmpty }

    /// How many requests stand.
    public var count: Int { requests.count }

    /// What is asked for, as alerts that fire, sorted by labels; a request's firing counts from when we heard of it, so that
    /// what is done about it was observed since.
    public var alerts: [Alert] { requests.values.map(\.alert).sorted { $0.labels < $1.labels } }

    /// Takes in an alert that was told of now.
    @discardableResult
    public mutating func take(_ alert: ReceivedAlert, at now: Timestamp) -> Outcome {
        let outcome = outcome(of: alert, at: now)
        counts[outcome, default: 0] += 1
        return outcome
    }

    /// Ends the requests that were not repeated in time.
    public mutating func prune(at now: Timestamp) {
        guard requests.values.contains(where: { $0.expiresAt <= now }) else { return }
        requests = requests.filter { $0.value.expiresAt > now }
    }

    private mutating func outcome(of alert: ReceivedAlert, at now: Timestamp) -> Outcome {
        guard alert.labels[Self.requestLabel] != nil else { return .ignored }
        if let known = requests[alert.labels], known.expiresAt <= now { requests[alert.labels] = nil }
        let known = requests[alert.labels]
        guard alert.isFiring else {
            // Both moments are of the sender's clock, which ours says nothing of.
            guard let known, alert.endsAt.map({ known.startsAt <= $0 }) ?? true else { return .ignored }
            requests[alert.labels] = nil
            return .resolved
        }
        let expiresAt = min(now + expiry, alert.endsAt ?? now + expiry)
        guard expiresAt > now else { return .ignored }
        if let known {
            requests[alert.labels]?.startsAt = max(known.startsAt, alert.startsAt)
            requests[alert.labels]?.expiresAt = expiresAt
            return .repeated
        }
        // Only a full book is looked through for what has expired: a message may have thousands of alerts.
        if requests.count >= limit { prune(at: now) }
        guard requests.count < limit, Self.size(of: alert.labels) <= Self.longestLabels else { return .dropped }
        requests[alert.labels] = Request(
            alert: Self.alert(alert.labels, heardAt: now),
            startsAt: alert.startsAt,
            expiresAt: expiresAt
        )
        return .requested
    }

    private static func alert(_ labels: LabelSet, heardAt: Timestamp) -> Alert {
        Alert(labels: labels, annotations: [:], state: .firing, activeAt: heardAt, firedAt: heardAt, value: 1)
    }

    private static func size(of labels: LabelSet) -> Int {
        labels.labels.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    }
}
