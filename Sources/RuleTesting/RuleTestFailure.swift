public import Telemetry

/// What a rule test found wrong.
public enum RuleTestFailure: Error, Sendable, Equatable {
    /// An input series cannot be read.
    case input(RuleTest.Input, reason: String)
    /// A case says not which alert it is about.
    case unnamedAlert(test: String, time: Duration)
    /// A rule could not be evaluated, which ends the test.
    case rule(name: String, time: Duration, reason: String)
    /// Other alerts fire than have to.
    case alerts(test: String, alert: String, time: Duration, expected: [ComparedAlert], found: [ComparedAlert])
    /// An expression, or the labels that it has to give, cannot be read or evaluated.
    case expression(String, time: Duration, reason: String)
    /// An expression gives other elements than it has to.
    case samples(String, time: Duration, expected: [ComparedSample], found: [ComparedSample])
}

/// An alert as a test compares it.
public struct ComparedAlert: Sendable, Hashable, Comparable {
    /// The labels, `alertname` among them, sorted by name; an expected one may be empty, which no alert has.
    public let labels: [Label]
    /// The annotations, sorted by name.
    public let annotations: [Label]

    /// Makes an alert of labels and annotations in any order.
    public init(labels: some Sequence<Label>, annotations: [String: String]) {
        self.labels = labels.sorted()
        self.annotations = annotations.map { Label($0.key, $0.value) }.sorted()
    }

    /// Orders by the labels, then by the annotations.
    public static func < (lhs: ComparedAlert, rhs: ComparedAlert) -> Bool {
        lhs.labels == rhs.labels
            ? lhs.annotations.lexicographicallyPrecedes(rhs.annotations)
            : lhs.labels.lexicographicallyPrecedes(rhs.labels)
    }
}

/// An element of a vector as a test compares it.
public struct ComparedSample: Sendable, Equatable {
    /// The labels, the metric's name among them.
    public let labels: LabelSet
    /// The value.
    public let value: Double

    /// Makes an element.
    public init(labels: LabelSet, value: Double) {
        self.labels = labels
        self.value = value
    }
}
