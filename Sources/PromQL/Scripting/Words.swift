internal import Telemetry

/// The words of one line of a script.
struct Words {
    var rest: Substring
    let line: Int

    static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    func peek() -> String { String(rest.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }) }

    @discardableResult
    mutating func take() -> String {
        rest = rest.drop { $0.isWhitespace }
        let word = rest.prefix { !$0.isWhitespace }
        rest = rest[word.endIndex...]
        return String(word)
    }

    mutating func expect(_ word: String) throws(ScriptError) {
        let found = take()
        guard found == word else { throw ScriptError(line: line, message: "expected \(word), got \"\(found)\"") }
    }

    mutating func duration() throws(ScriptError) -> Duration {
        let word = take()
        // What is wrong with it is said below.
        guard case .number(let seconds) = (try? Expression(parsing: word))?.root.form, abs(seconds.value) < 9e9 else {
            throw ScriptError(line: line, message: "\"\(word)\" is not a duration: expected one such as 5m or 300")
        }
        return .milliseconds(Int64((seconds.value * 1_000).rounded()))
    }

    mutating func time() throws(ScriptError) -> Timestamp {
        Timestamp(millisecondsSince1970: try duration().wholeMilliseconds)
    }
}
