/// Two expressions and the operator between them.
public struct BinaryOperation: Sendable, Equatable {
    /// The operator.
    public let `operator`: BinaryOperator
    /// The left side.
    public let left: Node
    /// The right side.
    public let right: Node
    /// Whether a comparison gives 0 or 1 in place of filtering.
    public let returnsBool: Bool
    /// How the elements of two vectors find each other.
    public let matching: VectorMatching
}

/// How the elements of two vectors find each other.
public struct VectorMatching: Sendable, Equatable {
    /// Which labels have to be equal.
    public enum Labels: Sendable, Equatable {
        case on([String])
        /// All but these and the metric name; `ignoring()` is the default.
        case ignoring([String])
    }

    /// How many elements of each side may belong together.
    public enum Cardinality: Sendable, Equatable {
        case oneToOne
        /// `group_left`: many on the left; the labels are copied from the right.
        case manyToOne(including: [String])
        /// `group_right`: many on the right; the labels are copied from the left.
        case oneToMany(including: [String])
    }

    /// The labels.
    public let labels: Labels
    /// The cardinality.
    public let cardinality: Cardinality
    /// What takes the place of elements that have no partner.
    public var fill = Fill()

    /// What takes the place of missing elements: `fill`, `fill_left`, `fill_right`; nil for nothing.
    public struct Fill: Sendable, Equatable {
        /// The value of a missing element on the left.
        public var left: NumberLiteral?
        /// The value of a missing element on the right.
        public var right: NumberLiteral?

        /// Whether nothing is filled in.
        public var isEmpty: Bool { left == nil && right == nil }
    }

    /// What stands without any modifier.
    public static let `default` = VectorMatching(labels: .ignoring([]), cardinality: .oneToOne)
}

/// The binary operators.
public enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
    case or, and, unless
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case less = "<"
    case greaterOrEqual = ">="
    case greater = ">"
    /// Cuts off what a native histogram has above a number.
    case trimUpper = "</"
    /// Cuts off what a native histogram has below a number.
    case trimLower = ">/"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"
    case atan2
    case power = "^"

    /// The strength with which it binds: 1 the weakest, 6 the strongest.
    var precedence: Int {
        switch self {
        case .or: 1
        case .and, .unless: 2
        case .equal, .notEqual, .lessOrEqual, .less, .greaterOrEqual, .greater, .trimUpper, .trimLower: 3
        case .add, .subtract: 4
        case .multiply, .divide, .modulo, .atan2: 5
        case .power: 6
        }
    }

    /// Whether it works on whole vectors: `and`, `or`, `unless`.
    public var isSetOperator: Bool { self == .and || self == .or || self == .unless }

    /// Whether it compares.
    public var isComparison: Bool { precedence == 3 && !isTrim }

    /// Whether it works on native histograms only: `</`, `>/`.
    public var isTrim: Bool { self == .trimUpper || self == .trimLower }
}

/// The aggregation operators.
public enum AggregationOperator: String, Sendable, Hashable, CaseIterable {
    case sum, avg, count, min, max, group, stddev, stdvar, quantile, topk, bottomk
    case countValues = "count_values"
    case limitk
    case limitRatio = "limit_ratio"

    /// The type of the first argument of those that take two; nil for the others.
    var parameterType: ValueType? {
        switch self {
        case .quantile, .topk, .bottomk, .limitk, .limitRatio: .scalar
        case .countValues: .string
        default: nil
        }
    }
}
