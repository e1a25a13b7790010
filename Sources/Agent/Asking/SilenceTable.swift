package import PterodactylAPI

/// Silences as a person reads them.
package enum SilenceTable {
    /// Silences in one of the forms; lines with their ends.
    package static func text(_ silences: [JSONValue], _ output: SilenceRun.Output) -> String {
        switch output {
        case .json: String(decoding: JSONValue.array(silences).encoded(), as: UTF8.self) + "\n"
        case .id: silences.map { TextTable.printable($0["id"]?.string ?? "") + "\n" }.joined()
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
            ]
        }
        return TextTable.text(head, rows)
    }

    private static func matcher(_ matcher: JSONValue) -> String {
        let isEqual = matcher["isEqual"]?.bool ?? true
        let operation =
            matcher["isRegex"]?.bool == true ? (isEqual ? "=~" : "!~") : (isEqual ? "=" : "!=")
        let value = (matcher["value"]?.string ?? "").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\(matcher["name"]?.string ?? "")\(operation)\"\(value)\""
    }
}
