public import Telemetry

/// Why one evaluation of a rule failed.
///
/// The text is Prometheus' own, so that what operators know to search for is found.
public enum RuleError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The expression could not be evaluated; the evaluator's words.
    case query(String)
    /// The expression gave a range vector or a text.
    case notAVector
    /// Two elements became the same alert once the rule's labels were laid over them.
    case duplicateAlert(LabelSet)
    /// Two elements became the same series once the rule's labels were laid over them.
    case duplicateSeries(LabelSet)
    /// More pending and firing alerts than the group allows to each rule.
    case tooManyAlerts(count: Int, limit: Int)
    /// More series than the group allows to each rule.
    case tooManySeries(count: Int, limit: Int)

    /// A word for a metric label.
    public var reason: String {
        switch self {
        case .query: "query"
        case .notAVector: "not_a_vector"
        case .duplicateAlert, .duplicateSeries: "duplicate_labelset"
        case .tooManyAlerts, .tooManySeries: "limit"
        }
    }

    /// The message of `lastError`.
    public var description: String {
        switch self {
        case .query(let message): message
        case .notAVector: "rule result is not a vector or scalar"
        case .duplicateAlert(let labels):
            "vector contains metrics with the same labelset after applying alert labels: \(labels)"
        case .duplicateSeries(let labels):
            "vector contains metrics with the same labelset after applying rule labels: \(labels)"
        case .tooManyAlerts(let count, let limit): "exceeded limit of \(limit) with \(count) alerts"
        case .tooManySeries(let count, let limit): "exceeded limit of \(limit) with \(count) series"
        }
    }
}
