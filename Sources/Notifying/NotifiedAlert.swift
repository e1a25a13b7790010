public import Alerting
public import Telemetry

/// An alert as those who are told of it see it.
public struct NotifiedAlert: Sendable, Equatable {
    /// Its labels, external labels included: what identifies it.
    public let labels: LabelSet
    /// Its annotations, expanded; ``incidentAnnotation`` among them where remediation has an incident of it.
    public var annotations: [String: String]
    /// When it began to fire.
    public var startsAt: Timestamp
    /// When it ended; nil while it fires.
    public var resolvedAt: Timestamp?
    /// Where its rule can be looked at.
    public var generatorURL: String
    /// The group of its rule.
    public let group: RuleGroupID
    /// The last evaluation that had it.
    public var seenAt: Timestamp
    /// How long after an evaluation it counts as over if nothing more is heard of it: 4 times its group's interval or the
    /// resend delay, whichever is longer (Prometheus `rules/alerting.go`).
    public var lifetime: Duration

    /// The annotation that says the incident's id, as ledger and log have it.
    public static let incidentAnnotation = "incident"

    /// Whether it fires.
    public var isFiring: Bool { resolvedAt == nil }

    /// 16 hexadecimal digits: FNV-1a over the sorted labels (prometheus/common `model.LabelSet.Fingerprint`).
    public var fingerprint: String { labels.fingerprint }
}
