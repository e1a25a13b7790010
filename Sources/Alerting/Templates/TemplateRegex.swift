import PromQL

/// An RE2 expression that is searched for in a text, as Go's `regexp` does; a dot does not match a newline.
///
/// PromQL's expressions match whole texts, so the searched one stands between a lazy and a greedy `.*`.
struct TemplateRegex {
    private let pattern: String

    /// Checks a pattern.
    init(_ pattern: String) throws(TemplateFailure) {
        // Alone first: the parts around it must not lend it a parenthesis.
        _ = try Self.compiled(pattern)
        self.pattern = pattern
    }

    /// Whether any part of the text matches.
    func isFound(in text: String) throws(TemplateFailure) -> Bool {
        try Self.compiled("(?s:.*?)(?-s:\(pattern))(?s:.*)").matches(text)
    }

    /// The text with each match replaced, from left to right.
    /// - Parameter replacement: `$1`, `${1}`, `$name`, `${name}` and `$$` are expanded; an unknown group is empty.
    func replaceAll(in text: String, with replacement: String) throws(TemplateFailure) -> String {
        let bytes = Array(text.utf8)
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        var replaced = ""
        var lastEnd = 0
        var position = 0
        while position <= bytes.count {
            // What was searched already stays in front as a literal, so that `^` and `\b` keep their meaning.
            let expression = try Self.compiled("(?s:\(Self.literal(part(0..<position)))(.*?))(?-s:(\(pattern)))(?s:.*)")
            guard let groups = expression.captures(in: text) else { break }
            let start = position + groups[1].utf8.count
            let end = start + groups[2].utf8.count
            replaced += part(lastEnd..<start)
            if end > lastEnd || start == 0 { replaced += Self.expanded(replacement, groups, expression) }
            lastEnd = end
            position = max(end, position + Self.width(bytes, at: position))
        }
        return replaced + part(lastEnd..<bytes.count)
    }

    private static func compiled(_ pattern: String) throws(TemplateFailure) -> RegularExpression {
        do throws(RegularExpressionError) {
            return try RegularExpression(pattern)
        } catch {
            throw TemplateFailure(error.description)
        }
    }

    private static func width(_ bytes: [UInt8], at position: Int) -> Int {
        var next = position + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next - position
    }

    private static func literal(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let isPlain = scalar.value >= 0x80 || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            return isPlain ? String(scalar) : "\\x{\(String(scalar.value, radix: 16))}"
        }
        .joined()
    }

    private static func expanded(_ replacement: String, _ groups: [String], _ expression: RegularExpression) -> String {
        var text = ""
        var rest = Substring(replacement)
        while let character = rest.popFirst() {
            guard character == "$", let next = rest.first else {
                text.append(character)
                continue
            }
            if next == "$" {
                rest.removeFirst()
                text += "$"
                continue
            }
            let isBraced = next == "{"
            let body = isBraced ? rest.dropFirst() : rest
            let name = body.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let after = body.dropFirst(name.count)
            guard !name.isEmpty, !isBraced || after.first == "}" else {
                text += "$"
                continue
            }
            rest = isBraced ? after.dropFirst() : after
            let number = Int(name).map { $0 == 0 ? 2 : $0 + 2 } ?? expression.number(ofGroup: String(name))
            if let number, groups.indices.contains(number) { text += groups[number] }
        }
        return text
    }
}
