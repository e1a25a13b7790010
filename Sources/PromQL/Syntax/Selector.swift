public import Telemetry

/// A selector of series.
public struct Selector: Sendable, Equatable {
    /// The metric name written in front of the braces, or quoted inside them; nil when there is none.
    public let name: String?
    /// All tests, that of the name first.
    public internal(set) var matchers: [LabelMatcher]
    /// How the time is moved.
    public var shift: TimeShift
    /// How it looks beyond its window; nil for not at all.
    public var windowExtension: WindowExtension? = nil
    /// The length of its window, where the query decides on it.
    var rangeFormula: DurationFormula? = nil
    /// Whether the last test is of a name that was not written: the labels that `info` takes are of `target_info` then.
    var hasImpliedName = false
    /// The place among the selectors of the expression, from 0.
    let index: Int
}

/// How the time of a selector or subquery is moved.
public struct TimeShift: Sendable, Equatable {
    /// A time fixed by `@`.
    public enum Anchor: Sendable, Equatable {
        case time(Timestamp)
        /// The start of the query, written `start()`.
        case start
        /// The end of the query, written `end()`.
        case end
    }

    /// The time that takes the place of the evaluation time; nil for none.
    public var anchor: Anchor?
    /// How far back from there; negative for the future.
    public var offset: Duration
    /// The offset, where the query decides on it.
    var formula: DurationFormula? = nil

    /// No move.
    public static let none = TimeShift(anchor: nil, offset: .zero)
}

/// The labels that say what a metric is; operations that give a new meaning to a value drop them.
enum MetricIdentity {
    static func isPart(_ label: String) -> Bool {
        // All three are of one length, which few other names have.
        label.utf8.count == 8 && (label == LabelSet.metricName || label == "__type__" || label == "__unit__")
    }
}

extension LabelSet {
    /// The labels without the metric's name, type and unit.
    var withoutMetricIdentity: LabelSet {
        labels.contains { MetricIdentity.isPart($0.name) } ? filter { !MetricIdentity.isPart($0) } : self
    }
}
