extension Node {
    /// Whether it gives the same at every step of a query: `@` fixes each selector, and no function looks at the time.
    ///
    /// Prometheus evaluates such an expression once, at the first step (`promql/engine.go`, `PreprocessExpr`).
    var isStepInvariant: Bool {
        switch form {
        case .number, .string: true
        case .selector(let selector), .range(let selector, _): selector.shift.anchor != nil
        case .subquery(let subquery): subquery.shift.anchor != nil
        case .call(let call):
            !Self.timeFunctions.contains(call.function.name) && call.arguments.allSatisfy(\.isStepInvariant)
        case .parenthesized, .unary, .binary, .aggregation: children.allSatisfy(\.isStepInvariant)
        }
    }

    /// Whether some function below looks at the evaluation time, or at series found at it.
    var looksAtTime: Bool {
        if case .call(let call) = form, Self.timeFunctions.contains(call.function.name) || call.function.takesInfoLabels
        {
            return true
        }
        return children.contains(where: \.looksAtTime)
    }

    /// The functions whose value depends on the evaluation time though that of their arguments does not
    /// (`promql/engine.go`, `AtModifierUnsafeFunctions`).
    private static let timeFunctions: Set<String> = [
        "days_in_month", "day_of_month", "day_of_week", "day_of_year", "hour", "minute", "month", "predict_linear",
        "time", "timestamp", "year",
    ]
}
