/// Builds the tree of an expression by operator precedence.
///
///     expression = unary { operator modifiers expression }
///     unary      = [ "+" | "-" ] postfix          binds weaker than "^"
///     postfix    = primary { "[" … "]" | "offset" duration | "@" time }
///     primary    = number | text | "(" expression ")" | call | aggregation | selector
struct Parser {
    /// How many levels of nodes a tree may have; the evaluator's stack is sized by it.
    static let deepestNesting = 200

    var lexer: Lexer
    var current: Token
    var previousEnd = 0
    var selectorCount = 0
    /// Whether a selector may match all series, as the labels of `info` may.
    var allowsAnySeries = false
    private var depth = 0

    init(_ source: String) {
        lexer = Lexer(source)
        current = Token(kind: .endOfInput, range: 0..<0, text: "")
    }

    /// Parses the whole text.
    mutating func parse() throws(ParseError) -> Node {
        current = try lexer.next()
        if current.kind == .endOfInput { throw error("no expression found in input", at: current.range) }
        let node = try expression(minimum: 1)
        guard current.kind == .endOfInput else { throw unexpected() }
        return node
    }

    // MARK: - Tokens

    @discardableResult
    mutating func advance() throws(ParseError) -> Token {
        let token = current
        previousEnd = token.range.upperBound
        current = try lexer.next()
        return token
    }

    mutating func expect(_ kind: Token.Kind, in place: String, expected: String) throws(ParseError) {
        guard current.kind == kind else { throw unexpected(in: place, expected: expected) }
        try advance()
    }

    func error(_ message: String, at range: Range<Int>) -> ParseError { lexer.error(message, at: range) }

    func unexpected(in place: String = "", expected: String = "") -> ParseError {
        var message = "unexpected \(current.description)"
        if !place.isEmpty { message += " in \(place)" }
        if !expected.isEmpty { message += ", expected \(expected)" }
        return error(message, at: current.range)
    }

    func node(_ form: Node.Form, from start: Int) throws(ParseError) -> Node {
        let node = Node(form, at: start..<previousEnd)
        guard node.height <= Self.deepestNesting else { throw tooDeep(at: node.range) }
        return node
    }

    private func tooDeep(at range: Range<Int>) -> ParseError {
        error("expression is nested more than \(Self.deepestNesting) levels deep", at: range)
    }

    // MARK: - Operators

    /// Parses operands joined by operators that bind at least as strongly as a given one.
    mutating func expression(minimum: Int) throws(ParseError) -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepestNesting else { throw tooDeep(at: current.range) }
        let start = current.range.lowerBound
        var left = try unary()
        while let symbol = binaryOperator(), symbol.precedence >= minimum {
            try advance()
            let (returnsBool, matching) = try modifiers(of: symbol)
            let right = try expression(minimum: symbol == .power ? symbol.precedence : symbol.precedence + 1)
            let operation = BinaryOperation(
                operator: symbol,
                left: left,
                right: right,
                returnsBool: returnsBool,
                matching: matching
            )
            left = try node(.binary(operation), from: start)
        }
        return left
    }

    /// Parses something in parentheses that may hold the same again.
    mutating func nested<Result>(
        _ body: (inout Parser) throws(ParseError) -> Result
    ) throws(ParseError) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepestNesting else { throw tooDeep(at: current.range) }
        return try body(&self)
    }

    private func binaryOperator() -> BinaryOperator? {
        if case .symbol(let symbol) = current.kind { return symbol }
        if case .operator(let name) = current.keyword { return name }
        return nil
    }

    private mutating func unary() throws(ParseError) -> Node {
        guard case .symbol(let symbol) = current.kind, symbol == .add || symbol == .subtract else {
            return try postfix()
        }
        let start = try advance().range.lowerBound
        let operand = try expression(minimum: BinaryOperator.power.precedence)
        if case .number(let number) = operand.form {
            let value = symbol == .subtract ? -number.value : number.value
            return try node(.number(NumberLiteral(value: value)), from: start)
        }
        return try node(.unary(symbol == .subtract ? .minus : .plus, operand), from: start)
    }

    private mutating func modifiers(of symbol: BinaryOperator) throws(ParseError) -> (Bool, VectorMatching) {
        var (returnsBool, matching) = try matchingModifiers(of: symbol)
        while let word = current.fillWord, nextIsParenthesis {
            let token = try advance()
            try advance()
            let value = try signedNumber(in: "fill modifier")
            try expect(.rightParenthesis, in: "fill modifier", expected: "\")\"")
            guard !symbol.isSetOperator else {
                throw error("filling in missing series not allowed for set operators", at: token.range)
            }
            if word != "fill_right" { matching.fill.left = NumberLiteral(value: value) }
            if word != "fill_left" { matching.fill.right = NumberLiteral(value: value) }
        }
        return (returnsBool, matching)
    }

    /// Whether a parenthesis follows the current token: otherwise it may be the name of a metric.
    private var nextIsParenthesis: Bool {
        var ahead = lexer
        return (try? ahead.next())?.kind == .leftParenthesis  // what is wrong there shows when it is read
    }

    private mutating func signedNumber(in place: String) throws(ParseError) -> Double {
        var sign = 1.0
        if case .symbol(let symbol) = current.kind, symbol == .add || symbol == .subtract {
            sign = symbol == .subtract ? -1 : 1
            try advance()
        }
        let value: Double
        if case .number(let number) = current.kind {
            value = number
        } else if case .number(let number) = current.keyword {
            value = number
        } else if case .duration(let milliseconds) = current.kind {
            value = Double(milliseconds) / 1_000
        } else {
            throw unexpected(in: place, expected: "number")
        }
        try advance()
        return sign * value
    }

    private mutating func matchingModifiers(of symbol: BinaryOperator) throws(ParseError) -> (Bool, VectorMatching) {
        var returnsBool = false
        if current.isWord(.bool) {
            let token = try advance()
            guard symbol.isComparison else {
                throw error("bool modifier can only be used on comparison operators", at: token.range)
            }
            returnsBool = true
        }
        let labels: VectorMatching.Labels
        if current.isWord(.on) {
            try advance()
            labels = .on(try labelList())
        } else if current.isWord(.ignoring) {
            try advance()
            labels = .ignoring(try labelList())
        } else {
            return (returnsBool, .default)
        }
        let grouping = current
        guard grouping.isWord(.groupLeft) || grouping.isWord(.groupRight) else {
            return (returnsBool, VectorMatching(labels: labels, cardinality: .oneToOne))
        }
        try advance()
        let included = current.kind == .leftParenthesis ? try labelList() : []
        guard !symbol.isSetOperator else {
            throw error("no grouping allowed for \"\(symbol.rawValue)\" operation", at: grouping.range)
        }
        if case .on(let names) = labels, let both = names.first(where: included.contains) {
            throw error(
                "label \(Quoting.quoted(both)) must not occur in ON and GROUP clause at once",
                at: grouping.range
            )
        }
        let cardinality: VectorMatching.Cardinality =
            grouping.isWord(.groupLeft) ? .manyToOne(including: included) : .oneToMany(including: included)
        return (returnsBool, VectorMatching(labels: labels, cardinality: cardinality))
    }

    /// Parses label names in parentheses; a trailing comma is let through.
    mutating func labelList() throws(ParseError) -> [String] {
        try expect(.leftParenthesis, in: "grouping opts", expected: "\"(\"")
        var names: [String] = []
        while current.kind != .rightParenthesis {
            switch current.kind {
            case .word(let name): names.append(name)
            case .string(let name):
                guard !name.isEmpty else { throw error("invalid label name \"\"", at: current.range) }
                names.append(name)
            default: throw unexpected(in: "grouping opts", expected: "label")
            }
            try advance()
            if current.kind == .rightParenthesis { break }
            try expect(.comma, in: "grouping opts", expected: "\",\" or \")\"")
        }
        try advance()
        return names
    }
}
