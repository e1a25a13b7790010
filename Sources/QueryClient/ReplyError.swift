internal import PromQL

/// Why a question has no answer.
public enum ReplyError: Error, Sendable, Equatable {
    /// The server refused, in its own words.
    case refused(kind: String, message: String, expression: String)
    /// What answered does not speak Prometheus' interface.
    case foreign(url: String, status: Int, text: String)
}

extension ReplyError: CustomStringConvertible {
    /// The server's words; where they name a place in the expression, its line with a caret below it.
    public var description: String {
        switch self {
        case .refused(let kind, let message, let expression):
            let text = Terminal.printable(message)
            let place = Self.place(in: message, of: expression)
            return "\(Terminal.printable(kind)): \(text)" + (place.map { "\n" + $0 } ?? "")
        case .foreign(let url, let status, let text):
            return "\(url) answered \(status), and not as a Prometheus does: \(text)"
        }
    }

    /// The line of the expression that a message names by `LINE:COLUMN: parse error`, and a caret.
    private static func place(in message: String, of expression: String) -> String? {
        guard let match = message.firstMatch(of: /(\d+):(\d+): parse error:/), let line = Int(match.1),
            let column = Int(match.2), line > 0, column > 0
        else { return nil }
        let lines = expression.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard line <= lines.count, column <= lines[line - 1].count + 1 else { return nil }
        let start = lines.prefix(line - 1).reduce(0) { $0 + $1.count + 1 } + column - 1
        let error = ParseError("", at: start..<start, in: expression)
        return error.rendered.split(separator: "\n", maxSplits: 1).last.map { String($0) }
    }
}
