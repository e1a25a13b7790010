/// Cuts an expression's text into tokens, one at a time.
///
/// What is allowed depends on the brackets around: braces hold names, quoted texts, commas and comparisons; square
/// brackets hold durations and a colon. The lexer keeps count of the brackets and reports those that do not pair up.
struct Lexer {
    private enum Mode { case normal, braces, brackets }

    let source: String
    let bytes: [UInt8]
    var position = 0
    private var mode = Mode.normal
    private var openParentheses: [Int] = []
    private var bracketStart = 0

    init(_ source: String) {
        self.source = source
        self.bytes = Array(source.utf8)
    }

    static func isWordStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    static func isWordPart(_ byte: UInt8) -> Bool { isWordStart(byte) || isDigit(byte) }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// The byte some places ahead; nil behind the end.
    func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    func error(_ message: String, at range: Range<Int>) -> ParseError { ParseError(message, at: range, in: source) }

    func token(_ kind: Token.Kind, from start: Int) -> Token {
        Token(kind: kind, range: start..<position, text: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    /// The next token; at the end of the input again and again `endOfInput`.
    mutating func next() throws(ParseError) -> Token {
        skipSpace()
        let start = position
        guard let byte = peek() else { return try end() }
        switch mode {
        case .normal: return try normalToken(byte, start)
        case .braces: return try bracesToken(byte, start)
        case .brackets: return try bracketsToken(byte, start)
        }
    }

    private mutating func skipSpace() {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            case UInt8(ascii: "#"):
                while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
            default: return
            }
        }
    }

    private func end() throws(ParseError) -> Token {
        let range = position..<position
        if mode == .braces { throw error("unexpected end of input inside braces", at: range) }
        if mode == .brackets { throw error("unclosed left bracket", at: bracketStart..<bracketStart + 1) }
        if let open = openParentheses.last { throw error("unclosed left parenthesis", at: open..<open + 1) }
        return Token(kind: .endOfInput, range: range, text: "")
    }

    private mutating func single(_ kind: Token.Kind, _ length: Int = 1) -> Token {
        let start = position
        position += length
        return token(kind, from: start)
    }

    private mutating func normalToken(_ byte: UInt8, _ start: Int) throws(ParseError) -> Token {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"): return try parenthesis(byte)
        case UInt8(ascii: "{"):
            mode = .braces
            return single(.leftBrace)
        case UInt8(ascii: "["):
            mode = .brackets
            bracketStart = start
            return single(.leftBracket)
        case UInt8(ascii: "]"): throw error("unexpected right bracket ']'", at: start..<start + 1)
        case UInt8(ascii: ","): return single(.comma)
        case UInt8(ascii: "@"): return single(.at)
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return try quotedText(byte)
        case UInt8(ascii: "."):
            guard let next = peek(1), Self.isDigit(next) else { throw unexpectedCharacter() }
            return try numberOrDuration()
        case UInt8(ascii: ":"):
            guard let next = peek(1), Self.isWordStart(next) || next == byte else { throw unexpectedCharacter() }
            return word()
        case _ where Self.isDigit(byte): return try numberOrDuration()
        case _ where Self.isWordStart(byte): return word()
        default: return try operatorToken(byte)
        }
    }

    private mutating func parenthesis(_ byte: UInt8) throws(ParseError) -> Token {
        if byte == UInt8(ascii: "(") {
            openParentheses.append(position)
            return single(.leftParenthesis)
        }
        guard openParentheses.popLast() != nil else {
            throw error("unexpected right parenthesis ')'", at: position..<position + 1)
        }
        return single(.rightParenthesis)
    }

    private mutating func operatorToken(_ byte: UInt8) throws(ParseError) -> Token {
        let isFollowedByEqual = peek(1) == UInt8(ascii: "=")
        if peek(1) == UInt8(ascii: "/") {
            if byte == UInt8(ascii: "<") { return single(.symbol(.trimUpper), 2) }
            if byte == UInt8(ascii: ">") { return single(.symbol(.trimLower), 2) }
        }
        switch byte {
        case UInt8(ascii: "+"): return single(.symbol(.add))
        case UInt8(ascii: "-"): return single(.symbol(.subtract))
        case UInt8(ascii: "*"): return single(.symbol(.multiply))
        case UInt8(ascii: "/"): return single(.symbol(.divide))
        case UInt8(ascii: "%"): return single(.symbol(.modulo))
        case UInt8(ascii: "^"): return single(.symbol(.power))
        case UInt8(ascii: "<"): return isFollowedByEqual ? single(.symbol(.lessOrEqual), 2) : single(.symbol(.less))
        case UInt8(ascii: ">"):
            return isFollowedByEqual ? single(.symbol(.greaterOrEqual), 2) : single(.symbol(.greater))
        case UInt8(ascii: "="):
            if isFollowedByEqual { return single(.symbol(.equal), 2) }
            if peek(1) == UInt8(ascii: "~") { throw unexpectedCharacter(after: "=") }
            return single(.assign)
        case UInt8(ascii: "!"):
            guard isFollowedByEqual else { throw unexpectedCharacter(after: "!") }
            return single(.symbol(.notEqual), 2)
        default: throw unexpectedCharacter()
        }
    }

    private mutating func bracesToken(_ byte: UInt8, _ start: Int) throws(ParseError) -> Token {
        switch byte {
        case UInt8(ascii: "}"):
            mode = .normal
            return single(.rightBrace)
        case UInt8(ascii: ","): return single(.comma)
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return try quotedText(byte)
        case UInt8(ascii: "="):
            return peek(1) == UInt8(ascii: "~") ? single(.regexEqual, 2) : single(.assign)
        case UInt8(ascii: "!"):
            if peek(1) == UInt8(ascii: "=") { return single(.symbol(.notEqual), 2) }
            if peek(1) == UInt8(ascii: "~") { return single(.regexNotEqual, 2) }
            throw unexpectedCharacter(after: "!", inside: " inside braces")
        case _ where Self.isWordStart(byte):
            while let byte = peek(), Self.isWordPart(byte) { position += 1 }
            let name = String(decoding: bytes[start..<position], as: UTF8.self)
            return Token(kind: .word(name), range: start..<position, text: name)
        default: throw unexpectedCharacter(inside: " inside braces")
        }
    }

    private mutating func bracketsToken(_ byte: UInt8, _ start: Int) throws(ParseError) -> Token {
        switch byte {
        case UInt8(ascii: "]"):
            mode = .normal
            return single(.rightBracket)
        case UInt8(ascii: ":"): return single(.colon)
        case UInt8(ascii: "-"): return single(.symbol(.subtract))
        case UInt8(ascii: "+"): return single(.symbol(.add))
        case UInt8(ascii: "*"): return single(.symbol(.multiply))
        case UInt8(ascii: "/"): return single(.symbol(.divide))
        case UInt8(ascii: "%"): return single(.symbol(.modulo))
        case UInt8(ascii: "^"): return single(.symbol(.power))
        case UInt8(ascii: ","): return single(.comma)
        case UInt8(ascii: "("), UInt8(ascii: ")"): return try parenthesis(byte)
        case UInt8(ascii: "."): return try numberOrDuration()
        case _ where Self.isDigit(byte): return try numberOrDuration()
        case _ where Self.isWordStart(byte): return try formulaWord()
        default: throw unexpectedCharacter(inside: " inside brackets")
        }
    }

    /// The words that a calculated duration is made of; `min` and `max` are what Prometheus called two of them until 3.12.
    private static let formulaWords: Set<String> = ["step", "range", "min_of", "max_of", "min", "max"]

    /// One of the words that a calculated duration is made of.
    private mutating func formulaWord() throws(ParseError) -> Token {
        var end = position
        while end < bytes.count, Self.isWordPart(bytes[end]) { end += 1 }
        let name = String(decoding: bytes[position..<end], as: UTF8.self)
        guard Self.formulaWords.contains(name.lowercased()) else {
            throw unexpectedCharacter(inside: " inside brackets")
        }
        let start = position
        position = end
        return token(.word(name), from: start)
    }

    private mutating func word() -> Token {
        let start = position
        var hasColon = false
        while let byte = peek(), Self.isWordPart(byte) || byte == UInt8(ascii: ":") {
            hasColon = hasColon || byte == UInt8(ascii: ":")
            position += 1
        }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        return Token(kind: hasColon ? .metricName(name) : .word(name), range: start..<position, text: name)
    }

    /// The error for the character here, or, after the one here, for the next.
    func unexpectedCharacter(after lead: String = "", inside place: String = "") -> ParseError {
        let at = position + lead.utf8.count
        guard at < bytes.count else { return error("unexpected end of input\(place)", at: at..<at) }
        let character = String(decoding: bytes[at...].prefix(4), as: UTF8.self).unicodeScalars.first.map(String.init)
        let text = character ?? ""
        let lead = lead.isEmpty ? "" : " after '\(lead)'"
        return error("unexpected character\(lead)\(place): '\(text)'", at: at..<at + max(1, text.utf8.count))
    }
}
