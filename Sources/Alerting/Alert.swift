public import Telemetry

/// An alert as it stands after an evaluation.
public struct Alert: Sendable, Equatable {
    /// Where it is in its life; one that is resolved keeps `firing` and has a `resolvedAt`.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case pending, firing
    }

    /// The identity: element labels, rule labels laid over them, and `alertname`.
    public var labels: LabelSet
    /// The annotations, expanded.
    public var annotations: [String: String]
    /// The state.
    public var state: State
    /// The first evaluation that had it.
    public var activeAt: Timestamp
    /// When it began to fire.
    public var firedAt: Timestamp?
    /// The first evaluation that missed its element, while `keep_firing_for` keeps it firing.
    public var keepFiringSince: Timestamp?
    /// When it stopped firing; nil while it is active.
    public var resolvedAt: Timestamp?
    /// The element's value at the last evaluation that had it.
    public var value: Double

    /// Makes an alert.
    public init(
        labels: LabelSet,
        annotations: [String: String],
        state: State,
        activeAt: Timestamp,
        firedAt: Timestamp? = nil,
        keepFiringSince: Timestamp? = nil,
        resolvedAt: Timestamp? = nil,
        value: Double
    ) {
        self.labels = labels
        self.annotations = annotations
        self.state = state
        self.activeAt = activeAt
        self.firedAt = firedAt
        self.keepFiringSince = keepFiringSince
        self.resolvedAt = resolvedAt
        self.value = value
    }

    /// The value as Prometheus' HTTP interface writes it: `7e+00`.
    public var valueText: String { GoNumber.text(value, verb: "e", precision: nil) }

    /// The rule's name.
    public var name: String { labels["alertname"] ?? "" }
}
