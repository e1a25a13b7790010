public import Telemetry

/// Why an expression has no value.
public enum EvaluationError: Error, Sendable, Equatable {
    /// Which side of a binary operation.
    public enum Side: String, Sendable {
        case left, right
    }

    /// More than one element of the side that may have only one: the labels that match, and two of the elements.
    case duplicateMatch(side: Side, group: LabelSet, first: LabelSet, second: LabelSet)
    /// Two elements of one side match the same element of the other, without `group_left` or `group_right`.
    case manyToOneNotExplicit
    /// The labels that a grouping leaves do not tell two results apart.
    case groupingNotUnique
    /// Two elements of a result have the same labels.
    case duplicateLabels(LabelSet)
    /// More samples than an evaluation may hold.
    case tooManySamples(limit: Int)
    /// A label name that is none, and what was to be named by it.
    case invalidLabelName(String, in: String)
    /// A regular expression that RE2 refuses.
    case invalidRegularExpression(String, in: String)
    /// A parameter that has to be a whole number does not fit one.
    case parameterOverflow(Double)
    /// A parameter that has to be a number is none; what it is called.
    case parameterNotANumber(String)
    /// A factor that is not between zero and one; its name, and the letters that stand for it.
    case invalidFactor(name: String, symbol: String, value: Double)
    /// Two series of one info metric with the same identifying labels, both with a sample at that time.
    case duplicateInfo(LabelSet, LabelSet, at: Timestamp)
    /// A label that two info metrics give different values.
    case conflictingInfo(label: String)
    /// A kind of value that a range query cannot give.
    case wrongType(ValueType)
    /// A step that does not lead forward.
    case invalidStep(Duration)
    /// A calculated window or step without length.
    case durationNotPositive
    /// A calculated duration that is no number, or too long to count with.
    case durationOutOfRange
    /// A time too far from 1970 to count with.
    case timeOutOfRange(Timestamp)
    /// The task that evaluates was cancelled.
    case cancelled
    /// It took longer than it may.
    case timedOut
}

extension EvaluationError: CustomStringConvertible {
    /// The text, in Prometheus' words where it has some.
    public var description: String {
        switch self {
        case .duplicateMatch(let side, let group, let first, let second):
            """
            found duplicate series for the match group \(group) on the \(side.rawValue) hand-side of the operation: \
            [\(first), \(second)];many-to-many matching not allowed: matching labels must be unique on one side
            """
        case .manyToOneNotExplicit:
            "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"
        case .groupingNotUnique: "multiple matches for labels: grouping labels must ensure unique matches"
        case .duplicateLabels: "vector cannot contain metrics with the same labelset"
        case .tooManySamples:
            "query processing would load too many samples into memory in query execution"
        case .invalidLabelName(let name, let place):
            place == "count_values"
                ? "invalid label name \(Quoting.quoted(name))" : "invalid \(place): \(name)"
        case .invalidRegularExpression(let pattern, let place): "invalid regular expression in \(place): \(pattern)"
        case .parameterOverflow(let value): "Scalar value \(DecimalText.short(value)) overflows int64"
        case .parameterNotANumber(let name): "\(name) value is NaN"
        case .invalidFactor(let name, let symbol, let value):
            "invalid \(name) factor. Expected: 0 < \(symbol) < 1, got: \(DecimalText.sixDecimals(value))"
        case .duplicateInfo(let existing, let new, let time):
            """
            found duplicate series for info metric: existing \(existing) @ \(time.millisecondsSince1970), \
            new \(new) @ \(time.millisecondsSince1970)
            """
        case .conflictingInfo(let label): "conflicting label: \(label)"
        case .wrongType(let type):
            "invalid expression type \"\(type)\" for range query, must be Scalar or instant Vector"
        case .invalidStep(let step):
            "invalid step \(PrometheusDuration.text(step)): it has to be at least a millisecond"
        case .durationNotPositive: "duration must be greater than 0"
        case .durationOutOfRange: "duration out of range"
        case .timeOutOfRange(let time): "time \(time.millisecondsSince1970) ms is too far from 1970"
        case .cancelled: "query was canceled"
        case .timedOut: "query timed out in expression evaluation"
        }
    }
}
