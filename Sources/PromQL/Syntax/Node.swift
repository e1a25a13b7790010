internal import Telemetry

/// A node of an expression's tree.
///
/// Nodes are equal when their meaning is: places in the source are not compared.
public struct Node: Sendable {
    /// What the node is.
    public let form: Form
    /// The kind of value it gives.
    public let type: ValueType
    /// Its place, in UTF-8 bytes from the start of the source.
    public let range: Range<Int>
    /// How many levels of nodes there are, itself included.
    let height: Int

    /// The forms of expression.
    public indirect enum Form: Sendable, Equatable {
        case number(NumberLiteral)
        case string(String)
        /// The newest sample of each series.
        case selector(Selector)
        /// The samples of each series in a window that ends at the evaluation time.
        case range(Selector, Duration)
        case subquery(Subquery)
        case parenthesized(Node)
        case unary(UnaryOperator, Node)
        case binary(BinaryOperation)
        case call(FunctionCall)
        case aggregation(Aggregation)
    }

    init(_ form: Form, at range: Range<Int>) {
        self.form = form
        self.range = range
        var height = 0
        for child in Self.children(of: form) { height = max(height, child.height) }
        self.height = height + 1
        self.type =
            switch form {
            case .number: .scalar
            case .string: .string
            case .selector, .aggregation: .vector
            case .range, .subquery: .matrix
            case .parenthesized(let inner), .unary(_, let inner): inner.type
            case .binary(let operation):
                operation.left.type == .scalar && operation.right.type == .scalar ? .scalar : .vector
            case .call(let call): call.function.result
            }
    }

    /// The nodes right below this one, in the order of the source.
    public var children: [Node] { Self.children(of: form) }

    /// The node without the parentheses around it.
    public var unparenthesized: Node {
        var node = self
        while case .parenthesized(let inner) = node.form { node = inner }
        return node
    }

    private static func children(of form: Form) -> [Node] {
        switch form {
        case .number, .string, .selector, .range: []
        case .subquery(let subquery): [subquery.expression]
        case .parenthesized(let inner), .unary(_, let inner): [inner]
        case .binary(let operation): [operation.left, operation.right]
        case .call(let call): call.arguments
        case .aggregation(let aggregation): (aggregation.parameter.map { [$0] } ?? []) + [aggregation.expression]
        }
    }
}

extension Node: Equatable {
    /// Whether two trees mean the same.
    public static func == (lhs: Node, rhs: Node) -> Bool { lhs.form == rhs.form }
}

/// A number in an expression; two that are not a number are equal.
public struct NumberLiteral: Sendable, Equatable {
    /// The number; a duration stands for its seconds.
    public let value: Double

    /// Whether two numbers are the same, sign of zero included.
    public static func == (lhs: NumberLiteral, rhs: NumberLiteral) -> Bool {
        lhs.value == rhs.value && lhs.value.sign == rhs.value.sign || lhs.value.isNaN && rhs.value.isNaN
    }
}

/// A sign in front of an expression.
public enum UnaryOperator: String, Sendable {
    case plus = "+"
    case minus = "-"
}

/// A call of a function.
public struct FunctionCall: Sendable, Equatable {
    /// The function.
    public let function: Function
    /// The arguments, checked against the function's parameters.
    public let arguments: [Node]
}

/// A subquery: an expression evaluated at each step of a window.
public struct Subquery: Sendable, Equatable {
    /// What is evaluated.
    public let expression: Node
    /// How long the window is.
    public let range: Duration
    /// The time between steps, which are multiples of it; nil for the evaluator's own.
    public let step: Duration?
    /// How the window is moved.
    public var shift: TimeShift
    /// The length of the window, where the query decides on it.
    var rangeFormula: DurationFormula? = nil
    /// The time between steps, where the query decides on it.
    var stepFormula: DurationFormula? = nil
}

/// An aggregation of an instant vector.
public struct Aggregation: Sendable, Equatable {
    /// What is computed for each group.
    public let `operator`: AggregationOperator
    /// How elements are put into groups.
    public let grouping: Grouping
    /// The first argument of those that take two.
    public let parameter: Node?
    /// The elements.
    public let expression: Node
}

/// How elements are put into groups: by some labels or by all but some.
public enum Grouping: Sendable, Equatable {
    /// Elements with equal values of these labels; `by ()`, and no clause at all, make one group.
    case by([String])
    /// Elements with equal values of all labels but these and the metric name.
    case without([String])

    /// The labels named.
    public var labels: [String] {
        switch self {
        case .by(let labels), .without(let labels): labels
        }
    }

    /// The labels of the group of an element.
    func key(of labels: LabelSet) -> LabelSet {
        switch self {
        case .by(let names):
            names.isEmpty ? .empty : labels.filter { names.contains($0) }
        case .without(let names):
            labels.filter { !names.contains($0) && !MetricIdentity.isPart($0) }
        }
    }
}
