internal import Telemetry

/// A duration that is calculated: Prometheus' duration expressions, seconds with `+ - * / % ^`, `min_of`, `max_of`, and
/// the step and range of the query.
public indirect enum DurationFormula: Sendable, Equatable {
    /// A number of seconds, or a duration.
    case seconds(Double)
    /// The step of the query, written `step()`; none at an instant.
    case step
    /// The time from the start of the query to its end, written `range()`.
    case range
    case negated(DurationFormula)
    case binary(BinaryOperator, DurationFormula, DurationFormula)
    case minimum(DurationFormula, DurationFormula)
    case maximum(DurationFormula, DurationFormula)

    /// Whether the query decides on its value.
    var dependsOnQuery: Bool {
        switch self {
        case .seconds: false
        case .step, .range: true
        case .negated(let inner): inner.dependsOnQuery
        case .binary(_, let left, let right), .minimum(let left, let right), .maximum(let left, let right):
            left.dependsOnQuery || right.dependsOnQuery
        }
    }

    /// The value, in seconds; not finite after a division by zero.
    func seconds(step: Duration, range: Duration) -> Double {
        func value(_ formula: DurationFormula) -> Double { formula.seconds(step: step, range: range) }
        switch self {
        case .seconds(let seconds): return seconds
        case .step: return step.inSeconds
        case .range: return range.inSeconds
        case .negated(let inner): return -value(inner)
        case .binary(let symbol, let left, let right): return symbol.value(value(left), value(right))
        case .minimum(let left, let right): return min(value(left), value(right))
        case .maximum(let left, let right): return max(value(left), value(right))
        }
    }

    /// The value, cut to whole milliseconds as Prometheus does; nil when it does not fit 64 bits of nanoseconds.
    func duration(step: Duration, range: Duration) -> Duration? {
        let seconds = seconds(step: step, range: range)
        guard abs(seconds) < 9_223_372_036 else { return nil }
        return .milliseconds(Int64(seconds * 1_000))
    }

    /// The canonical spelling; every operation below another one is in parentheses.
    var text: String {
        switch self {
        case .seconds(let seconds): DecimalText.literal(seconds)
        case .step: "step()"
        case .range: "range()"
        case .negated(let inner): "-" + inner.operand
        case .binary(let symbol, let left, let right): "\(left.operand) \(symbol.rawValue) \(right.operand)"
        case .minimum(let left, let right): "min_of(\(left.text), \(right.text))"
        case .maximum(let left, let right): "max_of(\(left.text), \(right.text))"
        }
    }

    private var operand: String {
        switch self {
        case .binary, .negated: "(\(text))"
        case .seconds, .step, .range, .minimum, .maximum: text
        }
    }

    /// The spelling behind `offset`, which binds to one operand only.
    var offsetText: String {
        if case .binary = self { "(\(text))" } else { text }
    }
}
