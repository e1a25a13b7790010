public import Telemetry

/// A test of one label's value; a missing label has the value "".
public struct LabelMatcher: Sendable {
    /// How a value is compared.
    public enum Operation: String, Sendable, Hashable, CaseIterable {
        case equal = "="
        case notEqual = "!="
        case matches = "=~"
        case matchesNot = "!~"
    }

    /// The label's name.
    public let label: String
    /// The comparison.
    public let operation: Operation
    /// The text or, for `=~` and `!~`, the RE2 expression, which has to match the whole value.
    public let value: String
    private let expression: RegularExpression?

    /// Makes a matcher; a regular expression is compiled here, once.
    /// - Throws: `RegularExpressionError` when `=~` or `!~` is given a text that is none.
    public init(_ label: String, _ operation: Operation, _ value: String) throws(RegularExpressionError) {
        self.label = label
        self.operation = operation
        self.value = value
        switch operation {
        case .equal, .notEqual: expression = nil
        case .matches, .matchesNot: expression = try RegularExpression(value)
        }
    }

    private init(equal label: String, _ value: String) {
        self.label = label
        self.operation = .equal
        self.value = value
        self.expression = nil
    }

    /// The matcher of one metric name.
    public static func metricName(_ name: String) -> LabelMatcher {
        LabelMatcher(equal: LabelSet.metricName, name)
    }

    /// Whether a value of the label passes.
    public func matches(_ candidate: String) -> Bool {
        switch operation {
        case .equal: candidate.utf8.elementsEqual(value.utf8)
        case .notEqual: !candidate.utf8.elementsEqual(value.utf8)
        case .matches: expression?.matches(candidate) ?? false
        case .matchesNot: !(expression?.matches(candidate) ?? false)
        }
    }

    /// Whether a series' labels pass.
    public func matches(_ labels: LabelSet) -> Bool { matches(labels[label] ?? "") }
}

extension LabelMatcher: Equatable {
    /// Whether two matchers test the same label for the same text.
    public static func == (lhs: LabelMatcher, rhs: LabelMatcher) -> Bool {
        lhs.label == rhs.label && lhs.operation == rhs.operation && lhs.value == rhs.value
    }
}

extension Sequence<LabelMatcher> {
    /// Whether a series' labels pass every one.
    public func allMatch(_ labels: LabelSet) -> Bool { allSatisfy { $0.matches(labels) } }
}

extension LabelMatcher.Operation {
    /// The operation that Alertmanager's interface writes as two truth values.
    public init(isRegex: Bool, isEqual: Bool) {
        self = isRegex ? (isEqual ? .matches : .matchesNot) : (isEqual ? .equal : .notEqual)
    }

    /// Whether the value is a regular expression.
    public var isRegex: Bool { self == .matches || self == .matchesNot }

    /// Whether what is like the value passes, and not what is unlike it.
    public var isEqual: Bool { self == .equal || self == .matches }
}
