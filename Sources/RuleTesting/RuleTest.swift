public import Telemetry

/// A file of rule tests, in the form that `promtool test rules` reads.
public struct RuleTestFile: Sendable, Equatable {
    /// Its name, as it was given.
    public let name: String
    /// The rule files or patterns of them, relative to this file.
    public var ruleFiles: [String]
    /// The time between two evaluations of all groups.
    public var evaluationInterval: Duration
    /// The names of groups in the order in which they are evaluated; see `RuleTestRunner.ordered`.
    public var groupOrder: [String]
    /// The tests, in file order.
    public var tests: [RuleTest]

    /// Makes a file; the defaults are promtool's.
    public init(
        name: String,
        ruleFiles: [String] = [],
        evaluationInterval: Duration = .seconds(60),
        groupOrder: [String] = [],
        tests: [RuleTest] = []
    ) {
        self.name = name
        self.ruleFiles = ruleFiles
        self.evaluationInterval = evaluationInterval
        self.groupOrder = groupOrder
        self.tests = tests
    }
}

/// Series, and what the rules have to make of them.
public struct RuleTest: Sendable, Equatable {
    /// A series with its values, not yet read.
    public struct Input: Sendable, Equatable {
        /// The series and its values, as `SeriesNotation` reads them.
        public let text: String
        /// Where it stands, such as `tests.yml:7:15`; empty when that is not known.
        public let place: String

        /// Makes an input.
        public init(_ text: String, at place: String = "") {
            self.text = text
            self.place = place
        }
    }

    /// The name; empty when it has none.
    public var name: String
    /// The time between two values of a series.
    public var interval: Duration
    /// The series.
    public var input: [Input]
    /// What has to fire.
    public var alertCases: [AlertCase]
    /// What expressions have to give.
    public var expressionCases: [ExpressionCase]
    /// Labels that templates see as `$externalLabels`.
    public var externalLabels: LabelSet
    /// What templates see as `$externalURL`.
    public var externalURL: String

    /// Makes a test.
    public init(
        name: String = "",
        interval: Duration = .zero,
        input: [Input] = [],
        alertCases: [AlertCase] = [],
        expressionCases: [ExpressionCase] = [],
        externalLabels: LabelSet = .empty,
        externalURL: String = ""
    ) {
        self.name = name
        self.interval = interval
        self.input = input
        self.alertCases = alertCases
        self.expressionCases = expressionCases
        self.externalLabels = externalLabels
        self.externalURL = externalURL
    }

    /// The latest time that a case asks for, counted from the first value.
    var end: Duration {
        max(.zero, (alertCases.map(\.time) + expressionCases.map(\.time)).max() ?? .zero)
    }
}

/// The alerts of one name that have to fire at a time.
public struct AlertCase: Sendable, Equatable {
    /// An alert that has to fire.
    public struct Expected: Sendable, Equatable {
        /// All its labels but `alertname`.
        public let labels: [String: String]
        /// All its annotations, expanded.
        public let annotations: [String: String]

        /// Makes an expectation.
        public init(labels: [String: String] = [:], annotations: [String: String] = [:]) {
            self.labels = labels
            self.annotations = annotations
        }
    }

    /// When, counted from the first value; the last evaluation at or before it counts.
    public let time: Duration
    /// The alert's name; an empty one fails its test.
    public let alert: String
    /// All that have to fire; empty for none.
    public let expected: [Expected]

    /// Makes a case.
    public init(time: Duration, alert: String, expected: [Expected] = []) {
        self.time = time
        self.alert = alert
        self.expected = expected
    }
}

/// What an expression has to give at a time.
public struct ExpressionCase: Sendable, Equatable {
    /// An element that has to be there.
    public struct Expected: Sendable, Equatable {
        /// The labels as `name{label="value"}`, not yet read.
        public let labels: String
        /// The value, to the last bit; nothing equals NaN, as for promtool.
        public let value: Double

        /// Makes an expectation.
        public init(labels: String, value: Double) {
            self.labels = labels
            self.value = value
        }
    }

    /// The expression, not yet parsed.
    public let expression: String
    /// When, counted from the first value.
    public let time: Duration
    /// All elements that have to be there; empty for none.
    public let expected: [Expected]

    /// Makes a case.
    public init(_ expression: String, time: Duration, expected: [Expected] = []) {
        self.expression = expression
        self.time = time
        self.expected = expected
    }
}
