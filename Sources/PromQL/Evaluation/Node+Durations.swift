internal import Telemetry

extension Node {
    /// Whether some duration below depends on the query.
    var hasFormulas: Bool {
        switch form {
        case .selector(let selector): selector.shift.formula != nil
        case .range(let selector, _): selector.shift.formula != nil || selector.rangeFormula != nil
        case .subquery(let subquery):
            subquery.shift.formula != nil || subquery.rangeFormula != nil || subquery.stepFormula != nil
                || subquery.expression.hasFormulas
        default: children.contains(where: \.hasFormulas)
        }
    }

    /// The node with every duration that depends on the query calculated.
    /// - Throws: `durationNotPositive` for a window or step without length, `durationOutOfRange`.
    func resolvingDurations(step: Duration, range: Duration) throws(EvaluationError) -> Node {
        guard hasFormulas else { return self }
        let query = QueryDurations(step: step, range: range)
        return Node(try form.resolvingDurations(query), at: self.range)
    }
}

/// What durations may depend on.
private struct QueryDurations {
    let step: Duration
    let range: Duration

    func value(of formula: DurationFormula) throws(EvaluationError) -> Duration {
        guard let duration = formula.duration(step: step, range: range) else { throw .durationOutOfRange }
        return duration
    }

    func positive(_ formula: DurationFormula?, or known: Duration) throws(EvaluationError) -> Duration {
        guard let formula else { return known }
        let duration = try value(of: formula)
        guard duration > .zero else { throw .durationNotPositive }
        return duration
    }

    func resolve(_ shift: inout TimeShift) throws(EvaluationError) {
        guard let formula = shift.formula else { return }
        shift.offset = try value(of: formula)
        shift.formula = nil
    }

    func node(_ node: Node) throws(EvaluationError) -> Node {
        try node.resolvingDurations(step: step, range: range)
    }
}

extension Node.Form {
    fileprivate func resolvingDurations(_ query: QueryDurations) throws(EvaluationError) -> Node.Form {
        switch self {
        case .number, .string: return self
        case .selector(var selector):
            try query.resolve(&selector.shift)
            return .selector(selector)
        case .range(var selector, let range):
            try query.resolve(&selector.shift)
            let range = try query.positive(selector.rangeFormula, or: range)
            selector.rangeFormula = nil
            return .range(selector, range)
        case .subquery(let subquery):
            var shift = subquery.shift
            try query.resolve(&shift)
            let step =
                subquery.stepFormula == nil ? subquery.step : try query.positive(subquery.stepFormula, or: .zero)
            return .subquery(
                Subquery(
                    expression: try query.node(subquery.expression),
                    range: try query.positive(subquery.rangeFormula, or: subquery.range),
                    step: step,
                    shift: shift
                )
            )
        case .parenthesized, .unary, .binary, .call, .aggregation:
            return try replacingChildren { child throws(EvaluationError) in try query.node(child) }
        }
    }
}
