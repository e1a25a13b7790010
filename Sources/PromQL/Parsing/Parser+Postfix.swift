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
                let (offset, formula) = try offsetDuration()
                guard !hasOffset else {
                    throw error("offset may not be set multiple times", at: word.range.lowerBound..<previousEnd)
                }
                hasOffset = true
                result = try shifted(result, from: start, by: "offset modifier") { shift in
                    shift.offset = offset
                    shift.formula = formula
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
            } else if let word = current.windowExtension {
                try advance()
                result = try extended(result, from: start, by: word)
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

    private func extended(
        _ node: Node,
        from start: Int,
        by word: WindowExtension
    ) throws(ParseError) -> Node {
        func changed(_ selector: Selector) throws(ParseError) -> Selector {
            guard selector.windowExtension ?? word == word else {
                throw error("anchored and smoothed modifiers cannot be used together", at: node.range)
            }
            var selector = selector
            selector.windowExtension = word
            return selector
        }
        switch node.form {
        case .selector(let selector): return try self.node(.selector(try changed(selector)), from: start)
        case .range(let selector, let range):
            return try self.node(.range(try changed(selector), range), from: start)
        case .subquery: throw error("\(word.rawValue) modifier is not supported for subqueries", at: node.range)
        default: throw error("\(word.rawValue) modifier must be preceded by a selector", at: node.range)
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
        let (range, rangeFormula) = try windowDuration()
        if current.kind == .colon {
            try advance()
            let step = current.kind == .rightBracket ? nil : try windowDuration()
            try expect(.rightBracket, in: "subquery selector", expected: "\"]\"")
            let subquery = Subquery(
                expression: node,
                range: range,
                step: step?.0,
                shift: .none,
                rangeFormula: rangeFormula,
                stepFormula: step?.1
            )
            return try self.node(.subquery(subquery), from: start)
        }
        try expect(.rightBracket, in: "subquery or range selector", expected: "\":\" or \"]\"")
        let whole = bracket.lowerBound..<previousEnd
        guard case .selector(var selector) = node.form else {
            throw error("ranges only allowed for vector selectors", at: whole)
        }
        if hasOffset { throw error("no offset modifiers allowed before range", at: whole) }
        if hasAnchor { throw error("no @ modifiers allowed before range", at: whole) }
        if let word = selector.windowExtension {
            throw error("no \(word.rawValue) modifiers allowed before range", at: whole)
        }
        selector.rangeFormula = rangeFormula
        return try self.node(.range(selector, range), from: start)
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
