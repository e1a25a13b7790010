extension Lexer {
    /// Reads a text in quotes: `"…"` and `'…'` with escapes, back quotes without.
    mutating func quotedText(_ quote: UInt8) throws(ParseError) -> Token {
        let start = position
        position += 1
        var content: [UInt8] = []
        while let byte = peek() {
            position += 1
            if byte == quote {
                // Escapes of bytes may make up what is no UTF-8.
                guard let text = String(validating: content, as: UTF8.self) else {
                    var error = error("invalid UTF-8 in quoted string", at: start..<position)
                    error.unreadableText = Quoting.quoted(content)
                    throw error
                }
                return token(.string(text), from: start)
            }
            if quote == UInt8(ascii: "`") {
                content.append(byte)
            } else if byte == UInt8(ascii: "\\") {
                try escape(quote, &content)
            } else if byte == UInt8(ascii: "\n") {
                break
            } else {
                content.append(byte)
            }
        }
        let kind = quote == UInt8(ascii: "`") ? "raw" : "quoted"
        throw error("unterminated \(kind) string", at: start..<position)
    }

    private mutating func escape(_ quote: UInt8, _ content: inout [UInt8]) throws(ParseError) {
        let start = position - 1
        guard let byte = peek() else { throw error("escape sequence not terminated", at: start..<position) }
        position += 1
        switch byte {
        case quote, UInt8(ascii: "\\"): content.append(byte)
        case UInt8(ascii: "a"): content.append(7)
        case UInt8(ascii: "b"): content.append(8)
        case UInt8(ascii: "f"): content.append(12)
        case UInt8(ascii: "n"): content.append(10)
        case UInt8(ascii: "r"): content.append(13)
        case UInt8(ascii: "t"): content.append(9)
        case UInt8(ascii: "v"): content.append(11)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            position -= 1
            let value = try digits(3, radix: 8, from: start)
            guard value <= 255 else { throw error("octal escape value \(value) > 255", at: start..<position) }
            content.append(UInt8(value))
        case UInt8(ascii: "x"): content.append(UInt8(truncatingIfNeeded: try digits(2, radix: 16, from: start)))
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let value = try digits(byte == UInt8(ascii: "u") ? 4 : 8, radix: 16, from: start)
            guard let scalar = Unicode.Scalar(value) else {
                throw error("escape sequence is an invalid Unicode code point", at: start..<position)
            }
            content.append(contentsOf: Array(String(scalar).utf8))
        default:
            position -= 1
            let character = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first
            throw error(
                "unknown escape sequence '\\\(character.map(String.init) ?? "")'",
                at: start..<position + 1
            )
        }
    }

    private mutating func digits(_ count: Int, radix: UInt32, from start: Int) throws(ParseError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let byte = peek() else { throw error("escape sequence not terminated", at: start..<position) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else {
                throw error(
                    "unknown escape sequence character '\(Character(Unicode.Scalar(byte)))'",
                    at: start..<position + 1
                )
            }
            position += 1
            let (product, overflow) = value.multipliedReportingOverflow(by: radix)
            value = overflow ? .max : product + UInt32(digit)
        }
        return value
    }
}
