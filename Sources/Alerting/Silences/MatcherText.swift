public import PromQL

/// Matchers as Alertmanager and `amtool` write them: `alertname=Down`, `{server="a1",node!~"de-.*"}`.
///
/// Braces may be left out, a value may stand bare or in double quotes with Go's escapes; `,` separates, and may end the list.
/// (Alertmanager `matcher/parse`.)
public enum MatcherText {
    /// Reads a list of matchers.
    /// - Throws: `MatcherTextError` with the text, the place and what was expected.
    public static func parse(_ text: String) throws(MatcherTextError) -> [LabelMatcher] {
        var reader = MatcherReader(text)
        return try reader.matchers()
    }

    /// Writes matchers so that they read back the same: `{a="b",c=~"d"}`.
    public static func text(_ matchers: [LabelMatcher]) -> String {
        "{" + matchers.map(\.matcherText).joined(separator: ",") + "}"
    }
}

extension LabelMatcher {
    /// As Alertmanager writes it: `a="b"`.
    public var matcherText: String {
        let escaped = value.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            default: text.append(character)
            }
        }
        return "\(label)\(operation.rawValue)\"\(escaped)\""
    }
}

/// Why a text is no list of matchers.
public struct MatcherTextError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The text.
    public let text: String
    /// The place, in characters from 1.
    public let column: Int
    /// What is wrong, and what was expected.
    public let reason: String

    /// The text, the place and the reason.
    public var description: String { "matcher '\(text)', column \(column): \(reason)" }
}

private struct MatcherReader {
    private let text: String
    private let characters: [Character]
    private var position = 0

    init(_ text: String) {
        self.text = text
        characters = Array(text)
    }

    mutating func matchers() throws(MatcherTextError) -> [LabelMatcher] {
        skipSpace()
        let isBraced = take("{")
        var found: [LabelMatcher] = []
        skipSpace()
        while position < characters.count, current != "}" {
            found.append(try matcher())
            skipSpace()
            guard take(",") else { break }
            skipSpace()
        }
        if isBraced, !take("}") { throw error("expected , or }") }
        skipSpace()
        guard position == characters.count else {
            throw error(isBraced ? "unexpected text after }" : "unexpected \(characters[position])")
        }
        guard !found.isEmpty else { throw error("expected a matcher, such as alertname=\"ServerCrashed\"") }
        return found
    }

    private var current: Character? { position < characters.count ? characters[position] : nil }

    private mutating func matcher() throws(MatcherTextError) -> LabelMatcher {
        let name = current == "\"" ? try quoted() : bare()
        guard !name.isEmpty else { throw error("expected the name of a label") }
        skipSpace()
        let operation = try operation()
        skipSpace()
        let begin = position
        let value = current == "\"" ? try quoted() : bare()
        do {
            return try LabelMatcher(name, operation, value)
        } catch {
            throw MatcherTextError(text: text, column: begin + 1, reason: error.description)
        }
    }

    private mutating func operation() throws(MatcherTextError) -> LabelMatcher.Operation {
        if take("=") { return take("~") ? .matches : .equal }
        if take("!") {
            if take("=") { return .notEqual }
            if take("~") { return .matchesNot }
        }
        throw error("expected one of = != =~ !~")
    }

    /// A name or value without quotes: until a space or a character with a meaning.
    private mutating func bare() -> String {
        let begin = position
        while let character = current, !character.isWhitespace, !"{}!=~,\"'`\\".contains(character) { position += 1 }
        return String(characters[begin..<position])
    }

    private mutating func quoted() throws(MatcherTextError) -> String {
        let begin = position
        position += 1
        var value = ""
        while let character = current {
            position += 1
            switch character {
            case "\"": return value
            case "\\": value.append(try escaped())
            default: value.append(character)
            }
        }
        throw MatcherTextError(text: text, column: begin + 1, reason: "the quoted text has no end")
    }

    private mutating func escaped() throws(MatcherTextError) -> Character {
        guard let character = current else { throw error("the quoted text has no end") }
        let replacements: [Character: Character] = ["\\": "\\", "\"": "\"", "'": "'", "n": "\n", "t": "\t", "r": "\r"]
        guard let replacement = replacements[character] else {
            throw error("unknown escape \\\(character); allowed: \\\\ \\\" \\' \\n \\t \\r")
        }
        position += 1
        return replacement
    }

    private mutating func skipSpace() {
        while current?.isWhitespace == true { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard current == character else { return false }
        position += 1
        return true
    }

    private func error(_ reason: String) -> MatcherTextError {
        MatcherTextError(text: text, column: position + 1, reason: reason)
    }
}
