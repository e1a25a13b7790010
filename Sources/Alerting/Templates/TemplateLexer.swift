/// Cuts a template's text into tokens.
///
/// Grammar (Go's `text/template/parse`): text, and actions between `{{` and `}}`; `{{- ` and ` -}}` trim white space of the
/// neighbouring text; `{{/* … */}}` is a comment.
struct TemplateLexer {
    private let source: String
    private let bytes: [UInt8]
    private var position = 0
    private var tokens: [TemplateToken] = []

    private init(_ source: String) {
        self.source = source
        bytes = Array(source.utf8)
    }

    /// All tokens of a text, the last one `end`.
    static func tokens(of source: String) throws(TemplateError) -> [TemplateToken] {
        var lexer = TemplateLexer(source)
        try lexer.run()
        return lexer.tokens
    }

    private mutating func run() throws(TemplateError) {
        var isTrimmed = false
        while true {
            let start = position
            while position < bytes.count, !isAt("{{") { position += 1 }
            let isAction = position < bytes.count
            let trimsBefore = isAction && byte(2) == UInt8(ascii: "-") && Self.isSpace(byte(3))
            appendText(start..<position, trimStart: isTrimmed, trimEnd: trimsBefore)
            guard isAction else { break }
            isTrimmed = try action(trimsBefore: trimsBefore)
        }
        append(.end, at: bytes.count, spaced: false)
    }

    private mutating func appendText(_ range: Range<Int>, trimStart: Bool, trimEnd: Bool) {
        var slice = bytes[range]
        if trimStart { slice = slice.drop(while: { Self.isSpace($0) }) }
        while trimEnd, Self.isSpace(slice.last) { slice.removeLast() }
        guard !slice.isEmpty else { return }
        append(.text(String(decoding: slice, as: UTF8.self)), at: range.lowerBound, spaced: false)
    }

    /// Reads from `{{` through `}}`.
    /// - Returns: whether the text after it is trimmed.
    private mutating func action(trimsBefore: Bool) throws(TemplateError) -> Bool {
        let start = position
        position += trimsBefore ? 3 : 2
        let marker = position
        if trimsBefore { skipSpace() }
        if isAt("/*") { return try comment(from: start) }
        position = marker
        append(.open, at: start, spaced: false)
        while true {
            let isSpaced = skipSpace()
            if position >= bytes.count { throw error("unclosed action", at: start) }
            if isSpaced, isAt("-}}") {
                append(.close, at: position, spaced: true)
                position += 3
                return true
            }
            if isAt("}}") {
                append(.close, at: position, spaced: isSpaced)
                position += 2
                return false
            }
            try token(spaced: isSpaced)
        }
    }

    private mutating func comment(from start: Int) throws(TemplateError) -> Bool {
        position += 2
        while position < bytes.count, !isAt("*/") { position += 1 }
        guard position < bytes.count else { throw error("unclosed comment", at: start) }
        position += 2
        let isSpaced = skipSpace()
        if isSpaced, isAt("-}}") {
            position += 3
            return true
        }
        guard isAt("}}") else { throw error("comment ends before closing delimiter", at: start) }
        position += 2
        return false
    }

    private mutating func token(spaced: Bool) throws(TemplateError) {
        let start = position
        let first = bytes[position]
        switch first {
        case UInt8(ascii: "|"): single(.pipe, spaced)
        case UInt8(ascii: "("): single(.leftParenthesis, spaced)
        case UInt8(ascii: ")"): single(.rightParenthesis, spaced)
        case UInt8(ascii: ","): single(.comma, spaced)
        case UInt8(ascii: "="): single(.assign, spaced)
        case UInt8(ascii: ":"):
            guard byte(1) == UInt8(ascii: "=") else { throw error("expected := in an action", at: start) }
            position += 2
            append(.declare, at: start, spaced: spaced)
        case UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "'"):
            let (kind, end) = try TemplateLiteral.quoted(bytes, at: start, in: source)
            position = end
            append(kind, at: start, spaced: spaced)
        case UInt8(ascii: "$"):
            position += 1
            append(.variable("$" + word()), at: start, spaced: spaced)
        case UInt8(ascii: ".") where !Self.isDigit(byte(1)):
            position += 1
            let name = word()
            append(name.isEmpty ? .dot : .field(name), at: start, spaced: spaced)
        case let byte where Self.isWord(byte) && !Self.isDigit(byte):
            append(.word(word()), at: start, spaced: spaced)
        case let byte
        where Self.isDigit(byte) || [UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte):
            while Self.isWord(self.byte(0)) || self.byte(0) == UInt8(ascii: ".") || isSign(from: start) {
                position += 1
            }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            guard let kind = TemplateLiteral.number(text) else {
                throw error("bad number syntax: \"\(text)\"", at: start)
            }
            append(kind, at: start, spaced: spaced)
        default:
            let seen = source.utf8[source.utf8.index(source.startIndex, offsetBy: start)...]
            throw error("unexpected \"\(String(Substring(seen)).prefix(1))\" in an action", at: start)
        }
    }

    private mutating func single(_ kind: TemplateToken.Kind, _ spaced: Bool) {
        append(kind, at: position, spaced: spaced)
        position += 1
    }

    private mutating func append(_ kind: TemplateToken.Kind, at offset: Int, spaced: Bool) {
        tokens.append(TemplateToken(kind: kind, offset: offset, isSpaced: spaced))
    }

    /// Whether a sign stands here that belongs to a number: at its start, or after its exponent's letter.
    private func isSign(from start: Int) -> Bool {
        guard let sign = byte(0), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
        if position == start { return true }
        return bytes[position - 1] | 0x20 == UInt8(ascii: "e") && byte(1).map(Self.isDigit) == true
    }

    private mutating func word() -> String {
        let start = position
        while Self.isWord(byte(0)) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let start = position
        while Self.isSpace(byte(0)) { position += 1 }
        return position > start
    }

    private func byte(_ ahead: Int) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    private func isAt(_ text: StaticString) -> Bool {
        let expected = text.description.utf8
        return bytes.count - position >= expected.count && bytes[position...].starts(with: expected)
    }

    private func error(_ message: String, at offset: Int) -> TemplateError {
        TemplateError(.parsing, message, at: offset, in: source)
    }

    private static func isSpace(_ byte: UInt8?) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isDigit(_ byte: UInt8?) -> Bool {
        byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }

    private static func isWord(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
