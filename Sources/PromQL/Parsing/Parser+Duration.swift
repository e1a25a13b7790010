internal import Telemetry

extension Parser {
    /// Parses what stands between `[` and `:` or `]`: a duration, or a calculation of one.
    ///
    ///     formula = operand { ("+" | "-" | "*" | "/" | "%" | "^") operand }    as in expressions
    ///     operand = ["+" | "-"] (duration | number | "(" formula ")" | "step()" | "range()" | two)
    ///     two     = ("min_of" | "max_of") "(" formula "," formula ")"                          also `min` and `max`
    ///
    /// - Returns: the length, and the formula where the query decides on it.
    mutating func windowDuration() throws(ParseError) -> (Duration, DurationFormula?) {
        let start = current.range.lowerBound
        let formula = try durationFormula(minimum: 1, in: "subquery or range selector")
        guard !formula.dependsOnQuery else { return (.zero, formula) }
        let duration = try constant(formula, from: start)
        guard duration > .zero else { throw error("duration must be greater than 0", at: start..<previousEnd) }
        return (duration, nil)
    }

    /// Parses what stands behind `offset`: one operand with an optional sign.
    mutating func offsetDuration() throws(ParseError) -> (Duration, DurationFormula?) {
        let start = current.range.lowerBound
        var formula: DurationFormula
        if case .symbol(let sign) = current.kind, sign == .add || sign == .subtract {
            try advance()
            formula = try durationOperand(in: "offset")
            if sign == .subtract { formula = .negated(formula) }
        } else {
            formula = try durationOperand(in: "offset")
        }
        return formula.dependsOnQuery ? (.zero, formula) : (try constant(formula, from: start), nil)
    }

    /// A plain number of seconds is rounded to milliseconds, a calculated one is cut, both as Prometheus does.
    private func constant(_ formula: DurationFormula, from start: Int) throws(ParseError) -> Duration {
        let place = start..<previousEnd
        var plain = formula
        var sign = 1.0
        if case .negated(let inner) = plain { (plain, sign) = (inner, -1) }
        if case .seconds(let seconds) = plain {
            // The same bound as for durations: what fits 64 bits of nanoseconds.
            guard abs(seconds) < 9_223_372_036.855 else { throw error("duration out of range", at: place) }
            return .milliseconds(Int64((sign * seconds * 1_000).rounded()))
        }
        guard let duration = formula.duration(step: .zero, range: .zero) else {
            throw error("duration out of range", at: place)
        }
        return duration
    }

    private mutating func durationFormula(minimum: Int, in place: String) throws(ParseError) -> DurationFormula {
        var left: DurationFormula
        if case .symbol(let sign) = current.kind, sign == .add || sign == .subtract {
            try advance()
            left = try durationFormula(minimum: BinaryOperator.power.precedence, in: place)
            if sign == .subtract { left = .negated(left) }
        } else {
            left = try durationOperand(in: place)
        }
        while case .symbol(let symbol) = current.kind, symbol.precedence >= max(minimum, BinaryOperator.add.precedence)
        {
            let token = try advance()
            let next = symbol == .power ? symbol.precedence : symbol.precedence + 1
            let right = try durationFormula(minimum: next, in: place)
            if symbol == .divide || symbol == .modulo, case .seconds(0) = right {
                throw error(symbol == .divide ? "division by zero" : "modulo by zero", at: token.range)
            }
            left = .binary(symbol, left, right)
        }
        return left
    }

    private mutating func durationOperand(in place: String) throws(ParseError) -> DurationFormula {
        switch current.kind {
        case .duration(let milliseconds):
            try advance()
            return .seconds(Double(milliseconds) / 1_000)
        case .number(let seconds):
            try advance()
            return .seconds(seconds)
        case .leftParenthesis:
            return try nested { parser throws(ParseError) in
                try parser.advance()
                let inner = try parser.durationFormula(minimum: 1, in: place)
                try parser.expect(.rightParenthesis, in: place, expected: "\")\"")
                return inner
            }
        case .word(let word):
            switch word.lowercased() {
            case "step", "range":
                try advance()
                try expect(.leftParenthesis, in: place, expected: "\"(\"")
                try expect(.rightParenthesis, in: place, expected: "\")\"")
                return word.lowercased() == "step" ? .step : .range
            case "min_of", "max_of", "min", "max":
                return try nested { parser throws(ParseError) in
                    try parser.advance()
                    try parser.expect(.leftParenthesis, in: place, expected: "\"(\"")
                    let first = try parser.durationFormula(minimum: 1, in: place)
                    try parser.expect(.comma, in: place, expected: "\",\"")
                    let second = try parser.durationFormula(minimum: 1, in: place)
                    try parser.expect(.rightParenthesis, in: place, expected: "\")\"")
                    return word.lowercased().hasPrefix("min") ? .minimum(first, second) : .maximum(first, second)
                }
            default: throw unexpected(in: place, expected: "number or duration")
            }
        default: throw unexpected(in: place, expected: "number or duration")
        }
    }
}
