public import Telemetry

/// What kind of value an expression has.
public enum ValueType: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case scalar = "scalar"
    case vector = "instant vector"
    case matrix = "range vector"
    case string = "string"

    /// The name that Prometheus' messages use.
    public var description: String { rawValue }
}

/// One element of an instant vector.
public struct VectorElement: Sendable, Equatable {
    /// The labels; `__name__` among them where the operation keeps it.
    public var labels: LabelSet
    /// The value.
    public var value: Double
    /// Whether the metric's name is still there only until the end of the evaluation.
    var dropsName = false

    /// Makes an element.
    public init(labels: LabelSet, value: Double) {
        self.labels = labels
        self.value = value
    }
}

/// The result of a query.
public enum QueryValue: Sendable, Equatable {
    /// One number.
    case scalar(Double)
    /// Elements at the query's time, no label set twice; in order only after `sort`, `topk` and their kin.
    case vector([VectorElement])
    /// Series with their points, no label set twice, no stale markers; sorted by labels.
    case matrix([SeriesSamples])
    /// A text.
    case string(String)

    /// The kind of value this is.
    public var type: ValueType {
        switch self {
        case .scalar: .scalar
        case .vector: .vector
        case .matrix: .matrix
        case .string: .string
        }
    }
}
