public import PromQL

/// One rule of a group.
public enum Rule: Sendable {
    /// Writes a series.
    case recording(RecordingRule)
    /// Raises alerts.
    case alerting(AlertingRule)
}

/// A rule that writes the result of its expression as a series.
public struct RecordingRule: Sendable {
    /// The metric name to write.
    public let record: String
    /// What is evaluated.
    public let expression: Expression
    /// Labels laid over the result, not templated; an empty value removes a label.
    public let labels: [String: String]

    /// Makes a rule.
    public init(record: String, expression: Expression, labels: [String: String] = [:]) {
        self.record = record
        self.expression = expression
        self.labels = labels
    }
}

/// A rule that raises one alert for each element of its expression's result.
public struct AlertingRule: Sendable {
    /// The alert's name; becomes the label `alertname`.
    public let alert: String
    /// What is evaluated; every element is an alert, whatever its value.
    public let expression: Expression
    /// How long an element must be there before its alert fires.
    public let holdDuration: Duration
    /// How long a firing alert goes on firing after its element is gone.
    public let keepFiringFor: Duration
    /// Templates of the labels laid over the element's.
    public let labels: [String: String]
    /// Templates of the annotations.
    public let annotations: [String: String]

    /// Makes a rule.
    public init(
        alert: String,
        expression: Expression,
        holdDuration: Duration = .zero,
        keepFiringFor: Duration = .zero,
        labels: [String: String] = [:],
        annotations: [String: String] = [:]
    ) {
        self.alert = alert
        self.expression = expression
        self.holdDuration = holdDuration
        self.keepFiringFor = keepFiringFor
        self.labels = labels
        self.annotations = annotations
    }
}
