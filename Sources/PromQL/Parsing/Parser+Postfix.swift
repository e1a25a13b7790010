internal import Telemetry

extension Parser {
    /// Parses a primary expression and the ranges, offsets and fixed times behind it.
    mutating func postfix() throws(ParseError) -> Node {
        let start = current.range.lowerBound
        var result = try primary()
        var hasOffset = false
        var hasAnchor = false
        while true {
            if current.kind == .leftBracket {
                let bracket = current.range
                result = try bracketed(result, from: start, hasOffset: hasOffset, hasAnchor: hasAnchor, bracket)
                hasOffset = false
                hasAnchor = false
            } else if current.isWord(.offset) {
                let word = try advance()
                let milliseconds = try signedDuration(in: "offset")
                guard !hasOffset else {
                    throw error("offset may not be set multiple times", at: word.range.lowerBound..<previousEnd)
                }
                hasOffset = true
                result = try shifted(result, from: start, by: "offset modifier") { shift in
                    shift.offset = .milliseconds(milliseconds)
                }
            } else if current.kind == .at {
                let at = try advance()
                let anchor = try anchor()
                guard !hasAnchor else {
                    throw error(
                        "@ <timestamp> may not be set multiple times",
                        at: at.range.lowerBound..<previousEnd
                    )
                }
                hasAnchor = true
                result = try shifted(result, from: start, by: "@ modifier") { $0.anchor = anchor }
            } else {
                return result
            }
        }
    }

    private func shifted(
        _ node: Node,
        from start: Int,
        by modifier: String,
        _ change: (inout TimeShift) -> Void
    ) throws(ParseError) -> Node {
        switch node.form {
        case .selector(var selector):
            change(&selector.shift)
            return try self.node(.selector(selector), from: start)
        case .range(var selector, let range):
            change(&selector.shift)
            return try self.node(.range(selector, range), from: start)
        case .subquery(var subquery):
            change(&subquery.shift)
            return try self.node(.subquery(subquery), from: start)
        default:
            throw error(
                "\(modifier) must be preceded by an instant vector selector or range vector selector or a subquery",
                at: node.range
            )
        }
    }

    private mutating func bracketed(
        _ node: Node,
        from start: Int,
        hasOffset: Bool,
        hasAnchor: Bool,
        _ bracket: Range<Int>
    ) throws(ParseError) -> Node {
        try advance()
        let range = try positiveDuration()
        if current.kind == .colon {
            try advance()
            let step = current.kind == .rightBracket ? nil : try positiveDuration()
            try expect(.rightBracket, in: "subquery selector", expected: "\"]\"")
            let subquery = Subquery(
                expression: node,
                range: .milliseconds(range),
                step: step.map { .milliseconds($0) },
                shift: .none
            )
            return try self.node(.subquery(subquery), from: start)
        }
        try expect(.rightBracket, in: "subquery or range selector", expected: "\":\" or \"]\"")
        let whole = bracket.lowerBound..<previousEnd
        guard case .selector(let selector) = node.form else {
            throw error("ranges only allowed for vector selectors", at: whole)
        }
        if hasOffset { throw error("no offset modifiers allowed before range", at: whole) }
        if hasAnchor { throw error("no @ modifiers allowed before range", at: whole) }
        return try self.node(.range(selector, .milliseconds(range)), from: start)
    }

    private mutating func positiveDuration() throws(ParseError) -> Int64 {
        let start = current.range.lowerBound
        let milliseconds = try signedDuration(in: "subquery or range selector")
        guard milliseconds > 0 else { throw error("duration must be greater than 0", at: start..<previousEnd) }
        return milliseconds
    }

    /// Parses a duration, or a number of seconds, with an optional sign; milliseconds.
    private mutating func signedDuration(in place: String) throws(ParseError) -> Int64 {
        var isNegative = false
        if case .symbol(let sign) = current.kind, sign == .add || sign == .subtract {
            isNegative = sign == .subtract
            try advance()
        }
        let milliseconds: Int64
        switch current.kind {
        case .duration(let length): milliseconds = length
        case .number(let seconds):
            // The same bound as for durations: what fits 64 bits of nanoseconds.
            guard abs(seconds) < 9_223_372_036 else { throw error("duration out of range", at: current.range) }
            milliseconds = Int64((seconds * 1_000).rounded())
        default: throw unexpected(in: place, expected: "number or duration")
        }
        try advance()
        return isNegative ? -milliseconds : milliseconds
    }

    private mutating func anchor() throws(ParseError) -> TimeShift.Anchor {
        let start = current
        if start.isWord(.start) || start.isWord(.end) {
            try advance()
            try expect(.leftParenthesis, in: "@", expected: "\"(\"")
            try expect(.rightParenthesis, in: "@", expected: "\")\"")
            return start.isWord(.start) ? .start : .end
        }
        var sign = 1.0
        if case .symbol(let symbol) = current.kind, symbol == .add || symbol == .subtract {
            sign = symbol == .subtract ? -1 : 1
            try advance()
        }
        let seconds: Double
        switch current.kind {
        case .number(let value): seconds = value
        case .duration(let milliseconds): seconds = Double(milliseconds) / 1_000
        case .word:
            guard case .number(let value) = current.keyword else { fallthrough }
            seconds = value
        default: throw unexpected(in: "@", expected: "timestamp")
        }
        try advance()
        // Leaves room for every sum of offsets in 64 bits of milliseconds.
        guard abs(seconds) <= 9e15 else {
            throw error(
                "timestamp out of bounds for @ modifier: \(sign * seconds)",
                at: start.range.lowerBound..<previousEnd
            )
        }
        return .time(Timestamp(secondsSince1970: sign * seconds))
    }
}
