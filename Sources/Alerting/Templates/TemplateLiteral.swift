/// Reads the constants of templates, in Go's spelling.
enum TemplateLiteral {
    /// A number: decimal, hexadecimal, octal or binary with `_` between digits; an integer wherever the value is one.
    static func number(_ text: String) -> TemplateToken.Kind? {
        var digits = text.replacing("_", with: "")
        let isNegative = digits.hasPrefix("-")
        if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
        guard let first = digits.first, first.isNumber || first == "." else { return nil }
        let prefixes: [(String, Int)] = [("0x", 16), ("0b", 2), ("0o", 8)]
        for (prefix, radix) in prefixes where digits.lowercased().hasPrefix(prefix) {
            return Int((isNegative ? "-" : "") + digits.dropFirst(2), radix: radix).map { .int($0) }
        }
        if let value = Int((isNegative ? "-" : "") + digits) { return .int(value) }
        guard digits.allSatisfy({ $0.isNumber || ".eE+-".contains($0) }) else { return nil }
        if digits.hasPrefix(".") { digits = "0" + digits }
        if digits.hasSuffix(".") { digits += "0" }
        return Double((isNegative ? "-" : "") + digits).map { .float($0) }
    }

    /// A text in `"…"` or `` `…` ``, or a character in `'…'`, which is a number.
    /// - Returns: the token and the offset after it.
    static func quoted(_ bytes: [UInt8], at start: Int, in source: String) throws(TemplateError) -> (
        TemplateToken.Kind, Int
    ) {
        let quote = bytes[start]
        let isRaw = quote == UInt8(ascii: "`")
        let isCharacter = quote == UInt8(ascii: "'")
        let what = isRaw ? "raw quoted string" : isCharacter ? "character constant" : "quoted string"
        var content: [UInt8] = []
        var position = start + 1
        while position < bytes.count, bytes[position] != quote {
            let byte = bytes[position]
            if !isRaw, byte == UInt8(ascii: "\n") { break }
            position += 1
            guard !isRaw, byte == UInt8(ascii: "\\") else {
                content.append(byte)
                continue
            }
            guard let escaped = escape(bytes, &position) else {
                throw TemplateError(.parsing, "unknown escape sequence in \(what)", at: position - 1, in: source)
            }
            content += escaped
        }
        guard position < bytes.count, bytes[position] == quote else {
            throw TemplateError(.parsing, "unterminated \(what)", at: start, in: source)
        }
        let text = String(decoding: content, as: UTF8.self)
        guard isCharacter else { return (.string(text), position + 1) }
        guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
            throw TemplateError(.parsing, "malformed character constant: '\(text)'", at: start, in: source)
        }
        return (.int(Int(scalar.value)), position + 1)
    }

    /// What the escape means that begins after a backslash; `position` moves behind it.
    private static func escape(_ bytes: [UInt8], _ position: inout Int) -> [UInt8]? {
        guard position < bytes.count else { return nil }
        let letter = bytes[position]
        position += 1
        let simple: [Character: UInt8] = [
            "a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 0x5C, "'": 0x27, "\"": 0x22,
        ]
        let character = Character(UnicodeScalar(letter))
        if let byte = simple[character] { return [byte] }
        let lengths: [Character: Int] = ["x": 2, "u": 4, "U": 8]
        if let length = lengths[character] {
            guard let value = digits(bytes, &position, count: length, radix: 16) else { return nil }
            if character == "x" { return [UInt8(truncatingIfNeeded: value)] }
            return UnicodeScalar(value).map { Array(String($0).utf8) }
        }
        position -= 1
        guard let value = digits(bytes, &position, count: 3, radix: 8), value < 256 else { return nil }
        return [UInt8(value)]
    }

    private static func digits(_ bytes: [UInt8], _ position: inout Int, count: Int, radix: Int) -> UInt32? {
        guard position + count <= bytes.count else { return nil }
        defer { position += count }
        return UInt32(String(decoding: bytes[position..<position + count], as: UTF8.self), radix: radix)
    }
}
