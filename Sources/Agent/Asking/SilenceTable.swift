package import PterodactylAPI
import QueryClient

/// Silences as a person reads them.
package enum SilenceTable {
    /// Silences in one of the forms; lines with their ends.
    package static func text(_ silences: [JSONValue], _ output: SilenceRun.Output) -> String {
        switch output {
        case .json: JSONValue.array(silences).text + "\n"
        case .id: silences.map { printable($0["id"]?.string ?? "") + "\n" }.joined()
        case .table: table(silences)
        }
    }

    /// The columns of `amtool silence query`.
    private static func table(_ silences: [JSONValue]) -> String {
        var table = TextTable(["ID", "Matchers", "Ends At", "Created By", "Comment"].map { ($0, .left) })
        for silence in silences {
            table.add(
                [
                    silence["id"]?.string ?? "", (silence["matchers"]?.array ?? []).map(matcher).joined(separator: " "),
                    silence["endsAt"]?.string ?? "", silence["createdBy"]?.string ?? "",
                    silence["comment"]?.string ?? "",
                ].map(printable)
            )
        }
        return table.text
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
