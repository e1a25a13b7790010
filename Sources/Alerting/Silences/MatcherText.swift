public import PromQL

/// Matchers as Alertmanager and `amtool` write them: `alertname=Down`, `{server="a1",node!~"de-.*"}`.
///
///     matchers = [ "{" ] matcher { "," matcher } [ "," ] [ "}" ]
///     matcher  = text ( "=" | "!=" | "=~" | "!~" ) text
///     text     = bare | "\"" with Go's escapes "\""
///
/// Braces come in pairs; white space between the parts means nothing. A bare text ends at white space and at each of
/// `{}!=~,"'\` and the back quote; the value may be empty, the name not. (Alertmanager `matcher/parse`, with the bare empty
/// value of its older parser.)
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
    /// As Alertmanager writes it: `a="b"`; the name in quotes only where it could not stand bare.
    public var matcherText: String {
        let isBare = !label.isEmpty && label.unicodeScalars.allSatisfy(MatcherText.isBare)
        return (isBare ? label : MatcherText.quoted(label)) + operation.rawValue + MatcherText.quoted(value)
    }
}

extension MatcherText {
    /// Whether a scalar can be part of a text without quotes.
    static func isBare(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && !"{}!=~,\"'`\\".unicodeScalars.contains(scalar)
    }

    /// Scalar by scalar: a mark that combines with a quote would hide the quote in a character.
    fileprivate static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return "\"\(escaped)\""
    }
}

/// Why a text is no list of matchers.
public struct MatcherTextError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The text.
    public let text: String
    /// The place, in Unicode scalars from 1.
    public let column: Int
    /// What is wrong, and what was expected.
    public let reason: String

    /// The text, the place and the reason.
    public var description: String { "matcher '\(text)', column \(column): \(reason)" }
}
