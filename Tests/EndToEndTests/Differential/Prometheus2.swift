import Telemetry

/// Where Prometheus 2.42 differs from Prometheus 3, whose semantics are ours; windows apart, which an evaluator can do both
/// ways.
enum Prometheus2 {
    /// A difference, by its name.
    struct Difference: Sendable {
        let name: String
        /// Whether it can be the reason why an expression gives one answer here and another one there.
        let explains: @Sendable (_ text: String, _ time: QueryTime, _ ours: Answer, _ theirs: Answer) -> Bool
    }

    /// All that a comparison may meet.
    static let differences = [
        Difference(name: "any text of UTF-8 is a label's name") { text, _, _, theirs in
            text.contains("(\"1x\"") && theirs.failure?.contains("invalid label name") == true
        },
        Difference(name: "duplicates of a match are an error even where a comparison drops them") {
            text,
            _,
            ours,
            theirs in
            ours.failure?.hasPrefix("multiple matches for labels") == true && theirs.failure == nil
                && text.contains(/[=<>]/)
        },
        Difference(name: "a window fixed by @ does not move with the steps under predict_linear") { text, time, _, _ in
            guard case .range = time else { return false }
            return text.contains("predict_linear") && text.contains(" @ ")
        },
    ]

    /// The expression as Prometheus 3 spells it: a function got another name.
    static func translated(_ expression: String) -> String {
        expression.replacing("holt_winters(", with: "double_exponential_smoothing(")
    }

    /// The name of the difference that explains two answers.
    static func difference(explaining text: String, _ time: QueryTime, _ ours: Answer, _ theirs: Answer) -> String? {
        differences.first { $0.explains(text, time, ours, theirs) }?.name
    }
}
