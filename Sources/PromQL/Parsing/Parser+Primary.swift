internal import Telemetry

extension Parser {
    /// Parses what stands without an operator.
    mutating func primary() throws(ParseError) -> Node {
        let token = current
        let start = token.range.lowerBound
        switch token.kind {
        case .number(let value):
            try advance()
            return try node(.number(NumberLiteral(value: value)), from: start)
        case .duration(let milliseconds):
            try advance()
            return try node(.number(NumberLiteral(value: Double(milliseconds) / 1_000)), from: start)
        case .string(let text):
            try advance()
            return try node(.string(text), from: start)
        case .leftParenthesis:
            try advance()
            let inner = try expression(minimum: 1)
            guard current.kind == .rightParenthesis else { throw unexpected() }
            try advance()
            return try node(.parenthesized(inner), from: start)
        case .leftBrace: return try selector(name: nil, from: start)
        case .metricName(let name):
            try advance()
            return try selector(name: name, from: start)
        case .word(let word): return try wordExpression(word, token)
        default: throw unexpected()
        }
    }

    private mutating func wordExpression(_ word: String, _ token: Token) throws(ParseError) -> Node {
        let start = token.range.lowerBound
        if let keyword = token.keyword {
            guard keyword.mayNameMetric else {
                guard case .number(let value) = keyword else { throw unexpected() }
                try advance()
                return try node(.number(NumberLiteral(value: value)), from: start)
            }
            try advance()
            if case .aggregator(let name) = keyword,
                current.kind == .leftParenthesis || current.isWord(.by) || current.isWord(.without)
            {
                return try aggregation(name, from: start)
            }
        } else {
            try advance()
        }
        guard current.kind == .leftParenthesis else { return try selector(name: word, from: start) }
        guard let function = Function.named(word) else {
            throw error("unknown function with name \"\(word)\"", at: token.range)
        }
        var arguments = try arguments(of: "function call", labelsAt: function.takesInfoLabels ? 1 : nil)
        if function.takesInfoLabels { arguments = try withInfoLabels(arguments) }
        return try node(.call(FunctionCall(function: function, arguments: arguments)), from: start)
    }

    /// Parses arguments in parentheses, without a trailing comma.
    /// - Parameter labelsAt: the place of an argument that may be a selector of any series.
    private mutating func arguments(of place: String, labelsAt: Int? = nil) throws(ParseError) -> [Node] {
        try advance()
        var arguments: [Node] = []
        if current.kind == .rightParenthesis {
            try advance()
            return []
        }
        while true {
            allowsAnySeries = arguments.count == labelsAt
            arguments.append(try expression(minimum: 1))
            allowsAnySeries = false
            if current.kind == .rightParenthesis { break }
            guard current.kind == .comma else { throw unexpected(in: place, expected: "\",\" or \")\"") }
            let comma = try advance()
            if current.kind == .rightParenthesis {
                throw error("trailing commas not allowed in function call args", at: comma.range)
            }
        }
        try advance()
        return arguments
    }

    private mutating func grouping() throws(ParseError) -> Grouping? {
        if current.isWord(.by) {
            try advance()
            return .by(try labelList())
        }
        if current.isWord(.without) {
            try advance()
            return .without(try labelList())
        }
        return nil
    }

    private mutating func aggregation(_ name: AggregationOperator, from start: Int) throws(ParseError) -> Node {
        let before = try grouping()
        guard current.kind == .leftParenthesis else { throw unexpected(in: "aggregation", expected: "\"(\"") }
        let arguments: [Node]
        let open = current
        do throws(ParseError) {
            arguments = try self.arguments(of: "aggregation")
        } catch {
            // Prometheus reads any bytes, and looks at those that are to be a label's name when it evaluates.
            guard name == .countValues, current == open, let text = error.unreadableText else { throw error }
            throw self.error("invalid label name \(text)", at: error.range)
        }
        let after = before == nil ? try grouping() : nil
        let range = start..<previousEnd
        let needed = name.parameterType == nil ? 1 : 2
        guard let elements = arguments.last else {
            throw error("no arguments for aggregate expression provided", at: range)
        }
        guard arguments.count == needed else {
            throw error(
                "wrong number of arguments for aggregate expression provided, expected \(needed), "
                    + "got \(arguments.count)",
                at: range
            )
        }
        let aggregation = Aggregation(
            operator: name,
            grouping: before ?? after ?? .by([]),
            parameter: needed == 2 ? arguments.first : nil,
            expression: elements
        )
        return try node(.aggregation(aggregation), from: start)
    }

    // MARK: - Selectors

    /// Parses the braces, if there are any, after a metric name, if there is one.
    private mutating func selector(name: String?, from start: Int) throws(ParseError) -> Node {
        var name = name
        var matchers: [LabelMatcher] = []
        if current.kind == .leftBrace {
            try advance()
            while current.kind != .rightBrace {
                try matcher(&name, &matchers)
                if current.kind == .rightBrace { break }
                try expect(.comma, in: "label matching", expected: "\",\" or \"}\"")
            }
            try advance()
        }
        let range = start..<previousEnd
        if let name {
            if let second = matchers.first(where: { $0.label == LabelSet.metricName && $0.operation == .equal }) {
                throw error(
                    "metric name must not be set twice: \(Quoting.quoted(name)) or \(Quoting.quoted(second.value))",
                    at: range
                )
            }
            matchers.insert(.metricName(name), at: 0)
        }
        guard allowsAnySeries || matchers.contains(where: { !$0.matches("") }) else {
            throw error("vector selector must contain at least one non-empty matcher", at: range)
        }
        return try node(.selector(newSelector(name: name, matchers)), from: start)
    }

    private mutating func matcher(_ name: inout String?, _ matchers: inout [LabelMatcher]) throws(ParseError) {
        let start = current.range.lowerBound
        let label: String
        switch current.kind {
        case .word(let word):
            label = word
            try advance()
        case .string(let text):
            label = text
            try advance()
            if current.kind == .comma || current.kind == .rightBrace {
                if let known = name {
                    throw error(
                        "metric name must not be set twice: \(Quoting.quoted(known)) or \(Quoting.quoted(text))",
                        at: start..<previousEnd
                    )
                }
                name = text
                return
            }
        default: throw unexpected(in: "label matching", expected: "identifier or \"}\"")
        }
        let operation: LabelMatcher.Operation
        switch current.kind {
        case .assign: operation = .equal
        case .symbol(.notEqual): operation = .notEqual
        case .regexEqual: operation = .matches
        case .regexNotEqual: operation = .matchesNot
        default: throw unexpected(in: "label matching", expected: "label matching operator")
        }
        try advance()
        guard case .string(let value) = current.kind else {
            throw unexpected(in: "label matching", expected: "string")
        }
        try advance()
        do {
            matchers.append(try LabelMatcher(label, operation, value))
        } catch {
            throw self.error(error.description, at: start..<previousEnd)
        }
    }
}
