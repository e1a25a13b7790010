/// What a script expects of a text: any, one in particular, or one in which a pattern is found.
enum TextExpectation {
    case any
    case exactly(String)
    case matching(RegularExpression)

    /// Reads `msg: TEXT` or `regex: PATTERN`; nothing stands for any text.
    init(_ words: Words) throws(ScriptError) {
        let text = Words.trimmed(words.rest)
        if text.hasPrefix("msg:") {
            self = .exactly(String(Words.trimmed(text.dropFirst(4))))
        } else if text.hasPrefix("regex:") {
            try self.init(pattern: text.dropFirst(6), line: words.line)
        } else if text.isEmpty {
            self = .any
        } else {
            throw ScriptError(line: words.line, message: "expected msg: or regex:, got \"\(text)\"")
        }
    }

    /// Reads a pattern.
    init(pattern: Substring, line: Int) throws(ScriptError) {
        do {
            self = .matching(try RegularExpression(".*(?:\(Words.trimmed(pattern))).*"))
        } catch {
            throw ScriptError(line: line, message: error.description)
        }
    }

    /// Whether a text is as expected.
    func matches(_ text: String) -> Bool {
        switch self {
        case .any: true
        case .exactly(let wanted): wanted == text
        case .matching(let pattern): pattern.matches(text)
        }
    }
}

extension TextExpectation: CustomStringConvertible {
    var description: String {
        switch self {
        case .any: "of any text"
        case .exactly(let text): "\"\(text)\""
        case .matching(let pattern): "that matches \(pattern.pattern)"
        }
    }
}
