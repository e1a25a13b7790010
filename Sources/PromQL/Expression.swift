internal import Telemetry

/// A parsed and type-checked expression; whoever has one can evaluate it.
public struct Expression: Sendable {
    /// The text it was parsed from.
    public let source: String
    /// The tree.
    public let root: Node

    /// Parses a text.
    /// - Throws: the first mistake, with its place.
    public init(parsing source: String) throws(ParseError) {
        var parser = Parser(source)
        let root = try parser.parse()
        try TypeChecker(source: source).check(root)
        self.source = source
        self.root = root
    }

    private init(source: String, root: Node) {
        self.source = source
        self.root = root
    }

    /// The expression with every duration that depends on the query calculated.
    func resolvingDurations(step: Duration, range: Duration) throws(EvaluationError) -> Expression {
        guard root.hasFormulas else { return self }
        return Expression(source: source, root: try root.resolvingDurations(step: step, range: range))
    }

    /// The kind of value that it gives.
    public var type: ValueType { root.type }

    /// The metric names that its selectors ask for by an equality matcher.
    public var metricNames: Set<String> {
        var names: Set<String> = []
        root.forEachSelector { selector, _ in
            for matcher in selector.matchers where matcher.label == LabelSet.metricName && matcher.operation == .equal {
                names.insert(matcher.value)
            }
        }
        return names
    }

    /// How far back its ranges, subqueries and offsets reach together at most; the lookback of instant selectors and
    /// times fixed with `@` are not counted.
    public var longestRange: Duration {
        var longest = Duration.zero
        root.forEachSelector { _, reach in longest = max(longest, reach) }
        return longest
    }
}

extension Expression: Equatable {
    /// Whether two expressions have the same tree, whatever their spelling.
    public static func == (lhs: Expression, rhs: Expression) -> Bool { lhs.root == rhs.root }
}

extension Expression: CustomStringConvertible {
    /// The expression in its canonical spelling, which parses to the same tree.
    public var description: String { Printer.text(of: root) }
}
