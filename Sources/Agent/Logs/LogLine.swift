/// One line of the log: what happened, and the facts to it, in order.
package struct LogLine: Sendable, Equatable, CustomStringConvertible {
    enum Level: String, Sendable, Comparable, CaseIterable {
        case debug, info, warn, error

        static func < (lhs: Level, rhs: Level) -> Bool {
            allCases.firstIndex(of: lhs) ?? 0 < allCases.firstIndex(of: rhs) ?? 0
        }
    }

    let level: Level
    let message: String
    let facts: [(name: String, value: String)]

    init(_ level: Level, _ message: String, _ facts: [(name: String, value: String)] = []) {
        self.level = level
        self.message = message
        self.facts = facts
    }

    package static func == (lhs: LogLine, rhs: LogLine) -> Bool {
        lhs.level == rhs.level && lhs.message == rhs.message && lhs.facts.elementsEqual(rhs.facts) { $0 == $1 }
    }

    package var description: String { text(at: "-", as: .logfmt) }

    /// The line as text, without its end.
    func text(at time: String, as format: LogFormat) -> String {
        let pairs = [("time", time), ("level", level.rawValue.uppercased()), ("msg", message)] + facts
        switch format {
        case .logfmt:
            return pairs.map { "\($0.0)=\(Self.logfmtValue($0.1))" }.joined(separator: " ")
        case .json:
            return "{" + pairs.map { "\(Self.quoted($0.0)):\(Self.quoted($0.1))" }.joined(separator: ",") + "}"
        }
    }

    private static func logfmtValue(_ value: String) -> String {
        let isBare =
            !value.isEmpty
            && value.utf8.allSatisfy { byte in
                byte > 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "\\")
                    && byte < 0x7F
            }
        return isBare ? value : quoted(value)
    }

    /// A JSON string; logfmt readers take the same escapes.
    ///
    /// Server names are written by tenants: no control character of theirs reaches a terminal.
    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
