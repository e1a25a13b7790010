/// A piece of an expression's text.
struct Token: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case endOfInput
        /// A word, keywords among them: what it is depends on where it stands.
        case word(String)
        /// A name with a colon.
        case metricName(String)
        /// A quoted text, its escapes resolved.
        case string(String)
        case number(Double)
        case duration(milliseconds: Int64)
        /// `+ - * / % ^ == != <= < >= > </ >/`.
        case symbol(BinaryOperator)
        case assign, regexEqual, regexNotEqual
        case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket
        case comma, colon, at
    }

    let kind: Kind
    let range: Range<Int>
    let text: String

    /// What a message calls it.
    var description: String {
        switch kind {
        case .endOfInput: "end of input"
        case .word:
            switch keyword {
            case .aggregator(let name): "<aggr:\(name.rawValue)>"
            case .operator(let name): "<op:\(name.rawValue)>"
            case .number: "number \(quoted)"
            case .other(let word): "<\(word.rawValue)>"
            case nil: "identifier \(quoted)"
            }
        case .metricName: "metric identifier \(quoted)"
        case .string: "string \(quoted)"
        case .number: "number \(quoted)"
        case .duration: "duration \(quoted)"
        case .symbol(let symbol): "<op:\(symbol.rawValue)>"
        default: quoted
        }
    }

    private var quoted: String { Quoting.quoted(text) }

    /// The keyword that a word is, whatever its case; nil for other words and tokens.
    var keyword: Keyword? {
        guard case .word(let word) = kind else { return nil }
        return Keyword(word)
    }

    /// The word, when it is one of `fill`, `fill_left` and `fill_right`, in any case.
    var fillWord: String? {
        guard case .word(let word) = kind else { return nil }
        let name = word.lowercased()
        return ["fill", "fill_left", "fill_right"].contains(name) ? name : nil
    }

    /// The word that extends a window, in any case.
    var windowExtension: WindowExtension? {
        guard case .word(let word) = kind else { return nil }
        return WindowExtension(rawValue: word.lowercased())
    }

    /// Whether this is one of the words that are neither operators, aggregators nor numbers.
    func isWord(_ word: Keyword.Word) -> Bool { keyword == .other(word) }
}

/// A word with a meaning of its own.
enum Keyword: Equatable {
    enum Word: String, CaseIterable {
        case by, without, on, ignoring, bool, offset, start, end
        case groupLeft = "group_left"
        case groupRight = "group_right"
    }

    case `operator`(BinaryOperator)
    case aggregator(AggregationOperator)
    case number(Double)
    case other(Word)

    init?(_ word: String) {
        guard let keyword = Self.all[word] ?? Self.all[word.lowercased()] else { return nil }
        self = keyword
    }

    private static let all: [String: Keyword] = {
        var all: [String: Keyword] = ["inf": .number(.infinity), "nan": .number(.nan)]
        for word in Word.allCases { all[word.rawValue] = .other(word) }
        for name in AggregationOperator.allCases { all[name.rawValue] = .aggregator(name) }
        for name in [BinaryOperator.and, .or, .unless, .atan2] { all[name.rawValue] = .operator(name) }
        return all
    }()

    /// Whether a selector may have it as its bare metric name.
    var mayNameMetric: Bool {
        switch self {
        case .number, .operator(.atan2): false
        case .other(let word): ![.bool, .groupLeft, .groupRight, .ignoring, .on].contains(word)
        default: true
        }
    }
}

/// Texts in quotes, as PromQL writes them.
enum Quoting {
    /// A text in double quotes that the lexer reads back.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    let hex = String(scalar.value, radix: 16)
                    quoted += "\\x" + (hex.count < 2 ? "0" : "") + hex
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }

    /// Bytes in double quotes; those that are no UTF-8 are escaped.
    static func quoted(_ bytes: [UInt8]) -> String {
        var text = ""
        var rest = bytes[...]
        while !rest.isEmpty {
            let valid = (1...4).reversed().lazy.map { rest.prefix($0) }
                .first { String(validating: $0, as: UTF8.self)?.unicodeScalars.count == 1 }
            if let valid {
                text += quoted(String(decoding: valid, as: UTF8.self)).dropFirst().dropLast()
                rest.removeFirst(valid.count)
            } else {
                text += "\\x" + String(rest.removeFirst(), radix: 16)
            }
        }
        return "\"\(text)\""
    }

    /// A label name, in quotes where the bare form cannot hold it.
    static func labelName(_ name: String) -> String { isLabelName(name) ? name : quoted(name) }

    /// Whether a text is a label name that needs no quotes.
    static func isLabelName(_ name: String) -> Bool {
        guard let first = name.utf8.first, Lexer.isWordStart(first) else { return false }
        return name.utf8.allSatisfy(Lexer.isWordPart)
    }

    /// Whether a text is a metric name that needs no quotes.
    static func isMetricName(_ name: String) -> Bool {
        guard let first = name.utf8.first, Lexer.isWordStart(first) || first == UInt8(ascii: ":") else { return false }
        guard name.utf8.allSatisfy({ Lexer.isWordPart($0) || $0 == UInt8(ascii: ":") }) else { return false }
        return Keyword(name)?.mayNameMetric ?? true
    }
}
