/// Go's `fmt.Sprintf` and `fmt.Sprint` over template values.
///
/// Mistakes show in the text as Go shows them: `%!d(float64=1.5)`, `%!s(MISSING)`, `%!(EXTRA int=1)`, `%!(NOVERB)`.
package enum GoPrintf {
    /// The flags, width and precision between `%` and the verb.
    private struct Directive {
        var flags: Set<Character> = []
        var width: Int?
        var precision: Int?
    }

    /// Writes values after one another, with a space between two of which neither is a text.
    static func print(_ values: [TemplateValue]) -> String {
        var text = ""
        var wasString = true
        for value in values {
            var isString = false
            if case .string = value { isString = true }
            if !isString, !wasString { text += " " }
            text += value.text
            wasString = isString
        }
        return text
    }

    /// Writes values where the format's verbs stand.
    static func format(_ format: String, _ values: [TemplateValue]) -> String {
        var text = ""
        var used = 0
        func take() -> TemplateValue? {
            guard used < values.count else { return nil }
            used += 1
            return values[used - 1]
        }
        var rest = Substring(format)
        while let character = rest.popFirst() {
            guard character == "%" else {
                text.append(character)
                continue
            }
            var directive = Directive()
            while let flag = rest.first, "+-# 0".contains(flag) {
                directive.flags.insert(flag)
                rest.removeFirst()
            }
            func number() -> Int? {
                if rest.first == "*" {
                    rest.removeFirst()
                    if case .int(let value)? = take() { return value }
                    return nil
                }
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                rest.removeFirst(digits.count)
                // A width beyond reason is no width: a rule's text must not fill the memory.
                return Int(digits).flatMap { $0 <= 10_000 ? $0 : nil }
            }
            directive.width = number()
            if rest.first == "." {
                rest.removeFirst()
                directive.precision = number() ?? 0
            }
            guard let verb = rest.popFirst() else {
                text += "%!(NOVERB)"
                break
            }
            if verb == "%" {
                text += "%"
            } else if let value = take() {
                text += padded(formatted(value, verb, directive), directive)
            } else {
                text += "%!\(verb)(MISSING)"
            }
        }
        guard used < values.count else { return text }
        let extra = values[used...].map { value in
            if case .nothing = value { return "<nil>" }
            return "\(value.typeName)=\(value.text)"
        }
        return text + "%!(EXTRA \(extra.joined(separator: ", ")))"
    }

    private static func formatted(_ value: TemplateValue, _ verb: Character, _ directive: Directive) -> String {
        switch (verb, value) {
        case ("T", _):
            return value.typeName
        case ("v", .float(let number)):
            return signed(GoNumber.text(number, verb: "g", precision: directive.precision), directive)
        case ("e", .float(let number)), ("E", .float(let number)), ("f", .float(let number)), ("F", .float(let number)):
            return signed(GoNumber.text(number, verb: verb, precision: directive.precision ?? 6), directive)
        case ("g", .float(let number)), ("G", .float(let number)):
            return signed(GoNumber.text(number, verb: verb, precision: directive.precision), directive)
        case ("v", .int(let number)), ("d", .int(let number)):
            return signed(String(number), directive)
        case ("b", .int(let number)):
            return signed(String(number, radix: 2), directive)
        case ("o", .int(let number)):
            return signed(String(number, radix: 8), directive)
        case ("x", .int(let number)), ("X", .int(let number)):
            let digits = String(number.magnitude, radix: 16, uppercase: verb == "X")
            return signed(
                (number < 0 ? "-" : "") + (directive.flags.contains("#") ? "0\(verb)" : "") + digits,
                directive
            )
        case ("c", .int(let number)):
            return UnicodeScalar(UInt32(clamping: number)).map { String($0) } ?? "\u{FFFD}"
        case ("q", .int(let number)):
            return "'\(UnicodeScalar(UInt32(clamping: number)).map { String($0) } ?? "\u{FFFD}")'"
        case ("v", .string(let text)), ("s", .string(let text)):
            return cut(text, directive)
        case ("q", .string(let text)):
            return quoted(cut(text, directive))
        case ("x", .string(let text)), ("X", .string(let text)):
            return text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: verb == "X") }.joined()
        case ("t", .bool(let isTrue)):
            return isTrue ? "true" : "false"
        case ("v", .nothing):
            return "<nil>"
        case ("v", _), ("s", .time), ("s", .duration):
            return value.text
        case ("s", .labels), ("s", .list), ("s", .map):
            return value.text
        case (_, .nothing):
            return "%!\(verb)(<nil>)"
        default:
            return "%!\(verb)(\(value.typeName)=\(value.text))"
        }
    }

    private static func signed(_ digits: String, _ directive: Directive) -> String {
        if digits.hasPrefix("-") || digits.hasPrefix("+") {
            return digits == "+Inf" && !directive.flags.contains("+") ? "+Inf" : digits
        }
        if directive.flags.contains("+") { return "+" + digits }
        return directive.flags.contains(" ") ? " " + digits : digits
    }

    private static func cut(_ text: String, _ directive: Directive) -> String {
        directive.precision.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) } ?? text
    }

    private static func padded(_ text: String, _ directive: Directive) -> String {
        let missing = max((directive.width ?? 0) - text.unicodeScalars.count, 0)
        guard missing > 0 else { return text }
        if directive.flags.contains("-") { return text + String(repeating: " ", count: missing) }
        guard directive.flags.contains("0"), text.last?.isNumber == true else {
            return String(repeating: " ", count: missing) + text
        }
        let sign = text.prefix { $0 == "-" || $0 == "+" }
        return sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count)
    }

    /// A text as a Go string literal, which is also one of PromQL.
    package static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": quoted += "\\\\"
            case "\"": quoted += "\\\""
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{7}": quoted += "\\a"
            case "\u{8}": quoted += "\\b"
            case "\u{B}": quoted += "\\v"
            case "\u{C}": quoted += "\\f"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    quoted += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
