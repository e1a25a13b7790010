public import Telemetry

/// One line of a script's `load` or of an expected result: a series and its values.
///
///     http_requests_total{server="a"}  0+10x3 _ stale 7
///
/// | word      | values                                             |
/// |-----------|----------------------------------------------------|
/// | `a`       | a                                                  |
/// | `a+bxn`   | n + 1 values: a, a + b, a + b + b, …               |
/// | `a-bxn`   | likewise, falling                                  |
/// | `axn`     | n + 1 times a                                      |
/// | `_`, `_xn`| no value, once or n times                          |
/// | `stale`   | the stale marker                                   |
public struct SeriesNotation: Sendable, Equatable {
    /// The labels, `__name__` among them where there is a name.
    public let labels: LabelSet
    /// A value for each interval; nil where there is none.
    public let values: [Double?]

    /// Reads a line.
    /// - Throws: `ParseError` with the place in the line.
    public init(parsing line: String) throws(ParseError) {
        try self.init(parsing: line, native: false)
    }

    /// Reads a line in which `{{…}}`, alone or repeated as a number is, stands for native histograms.
    /// - Parameter native: whether they may stand there; each then is a value `nativeHistogram`.
    init(parsing line: String, native: Bool) throws(ParseError) {
        let end = Self.endOfLabels(line)
        labels = try Self.labels(String(line[..<end]))
        values = try Self.values(line[end...], in: line, native: native)
    }

    /// A series with values already read.
    init(labels: LabelSet, values: [Double?]) {
        (self.labels, self.values) = (labels, values)
    }

    static func endOfLabels(_ line: String) -> String.Index {
        var quote: Character?
        var isInBraces = false
        var isEscaped = false
        for index in line.indices {
            let character = line[index]
            if let open = quote {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\", open != "`" {
                    isEscaped = true
                } else if character == open {
                    quote = nil
                }
            } else if isInBraces {
                if "\"'`".contains(character) { quote = character }
                if character == "}" { return line.index(after: index) }
            } else if character == "{" {
                isInBraces = true
            } else if character.isWhitespace {
                // Braces may stand apart from the name; two are a native histogram.
                let rest = line[index...].drop { $0.isWhitespace }
                if rest.first != "{" || rest.hasPrefix("{{") { return index }
            }
        }
        return line.endIndex
    }

    /// Reads `name{label="value", …}`; the name or the braces may be missing.
    /// - Throws: `ParseError` with the place in the text.
    public static func labels(_ text: String) throws(ParseError) -> LabelSet {
        var lexer = Lexer(text)
        var labels: [Label] = []
        var names: Set<String> = []
        var token = try lexer.next()
        func unexpected(_ token: Token) -> ParseError {
            lexer.error("unexpected \(token.description) in series", at: token.range)
        }
        switch token.kind {
        case .word(let name), .metricName(let name):
            labels.append(Label(LabelSet.metricName, name))
            token = try lexer.next()
        default: break
        }
        if token.kind == .leftBrace {
            token = try lexer.next()
            while token.kind != .rightBrace {
                let name: String
                switch token.kind {
                case .word(let text), .string(let text): name = text
                default: throw unexpected(token)
                }
                let isQuoted = token.text != name
                guard names.insert(name).inserted else {
                    throw lexer.error("label name \"\(name)\" is not unique", at: token.range)
                }
                token = try lexer.next()
                if isQuoted, token.kind == .comma || token.kind == .rightBrace {
                    labels.append(Label(LabelSet.metricName, name))
                } else {
                    guard token.kind == .assign else { throw unexpected(token) }
                    token = try lexer.next()
                    guard case .string(let value) = token.kind else { throw unexpected(token) }
                    labels.append(Label(name, value))
                    token = try lexer.next()
                }
                if token.kind == .comma {
                    token = try lexer.next()
                } else if token.kind != .rightBrace {
                    throw unexpected(token)
                }
            }
            token = try lexer.next()
        }
        guard token.kind == .endOfInput else { throw unexpected(token) }
        return LabelSet(labels)
    }

    private static func values(_ text: Substring, in line: String, native: Bool) throws(ParseError) -> [Double?] {
        var values: [Double?] = []
        for word in native ? text.wordsWithHistograms : text.split(whereSeparator: \.isWhitespace) {
            guard let more = native && word.hasPrefix("{{") ? histograms(of: word) : Self.values(of: word) else {
                throw ParseError(
                    "\"\(word)\" is not a value: expected a number, a+bxn, axn, _, _xn or stale",
                    at: word,
                    in: line
                )
            }
            values += more
        }
        return values
    }

    private static func values(of word: Substring) -> [Double?]? {
        var word = word
        var count: Int?
        if let mark = word.lastIndex(of: "x"), let number = Int(word[word.index(after: mark)...]), number >= 0 {
            guard number <= 1_000_000 else { return nil }
            count = number
            word = word[..<mark]
        }
        if word == "_" { return Array(repeating: nil, count: count ?? 1) }
        if word == "stale" { return Array(repeating: .staleMarker, count: (count ?? 0) + 1) }
        if let value = NumberText.value(of: String(word)) { return Array(repeating: value, count: (count ?? 0) + 1) }
        guard let count else { return nil }
        for index in word.indices.dropFirst().reversed() where word[index] == "+" || word[index] == "-" {
            let tail = word[word.index(after: index)...]
            guard let start = NumberText.value(of: String(word[..<index])) else { continue }
            guard let step = NumberText.value(of: String(tail)) else { continue }
            var value = start
            var values: [Double?] = [value]
            for _ in 0..<count {
                value += word[index] == "-" ? -step : step
                values.append(value)
            }
            return values
        }
        return nil
    }
}
