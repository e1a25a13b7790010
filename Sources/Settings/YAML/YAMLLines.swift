import PromQL

/// Writes YAML line by line, in block style.
struct YAMLLines {
    private(set) var text = ""
    private var depth = 0
    /// Whether the next line is the first of a list's element, which begins with a dash.
    private var isFirstOfElement = false

    /// A text between quotes; nothing for nil.
    mutating func text(_ key: String, _ value: String?) {
        if let value { line(key, Self.quoted(value)) }
    }

    /// A word that needs no quotes: a number, a truth value or one of a known few.
    mutating func word(_ key: String, _ value: String) { line(key, value) }

    mutating func duration(_ key: String, _ value: Duration) { line(key, PrometheusDuration.text(value)) }

    mutating func texts(_ key: String, _ values: [String]) {
        line(key, "[" + values.map(Self.quoted).joined(separator: ", ") + "]")
    }

    /// A key with other keys below it.
    mutating func mapping(_ key: String, _ body: (inout YAMLLines) -> Void) {
        line(key, "")
        depth += 1
        body(&self)
        depth -= 1
    }

    /// A key with a list of mappings below it.
    mutating func list<Element>(_ key: String, _ elements: [Element], _ body: (Element, inout YAMLLines) -> Void) {
        guard !elements.isEmpty else { return line(key, "[]") }
        line(key, "")
        depth += 2
        for element in elements {
            isFirstOfElement = true
            body(element, &self)
        }
        depth -= 2
    }

    private mutating func line(_ key: String, _ value: String) {
        let margin = String(repeating: "  ", count: isFirstOfElement ? depth - 1 : depth)
        text += margin + (isFirstOfElement ? "- " : "") + Self.plain(key) + ":" + (value.isEmpty ? "" : " " + value)
        text += "\n"
        isFirstOfElement = false
    }

    private static func plain(_ key: String) -> String {
        let isPlain = key.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x5F || $0 == 0x2D }
        return isPlain && !key.isEmpty ? key : quoted(key)
    }

    /// In double quotes, with what has no letter of its own by its number.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}":
                quoted += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
