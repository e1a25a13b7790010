package import PterodactylAPI

/// Silences as a person reads them.
package enum SilenceTable {
    /// Silences in one of the forms; lines with their ends.
    package static func text(_ silences: [JSONValue], _ output: SilenceRun.Output) -> String {
        switch output {
        case .json: String(decoding: JSONValue.array(silences).encoded(), as: UTF8.self) + "\n"
        case .id: silences.map { printable($0["id"]?.string ?? "") + "\n" }.joined()
        case .table: table(silences)
        }
    }

    /// The columns of `amtool silence query`.
    private static func table(_ silences: [JSONValue]) -> String {
        let head = ["ID", "Matchers", "Ends At", "Created By", "Comment"]
        let rows = silences.map { silence in
            [
                silence["id"]?.string ?? "", (silence["matchers"]?.array ?? []).map(matcher).joined(separator: " "),
                silence["endsAt"]?.string ?? "", silence["createdBy"]?.string ?? "", silence["comment"]?.string ?? "",
            ].map(printable)
        }
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        return ([head] + rows).map { row in
            var line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(
                separator: "  "
            )
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    private static func matcher(_ matcher: JSONValue) -> String {
        let isEqual = matcher["isEqual"]?.bool ?? true
        let operation =
            matcher["isRegex"]?.bool == true ? (isEqual ? "=~" : "!~") : (isEqual ? "=" : "!=")
        let value = (matcher["value"]?.string ?? "").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\(matcher["name"]?.string ?? "")\(operation)\"\(value)\""
    }

    /// A text on one line of a terminal: what would move its cursor or change its colours is a space.
    private static func printable(_ text: String) -> String {
        var printable = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            printable.append(isControl ? " " : scalar)
        }
        return String(printable)
    }
}
