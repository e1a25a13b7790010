package import PterodactylAPI
import QueryClient

/// Remediation's ledger as a person reads it.
package enum LedgerText {
    /// Why an incident cannot be shown.
    package struct UnknownIncident: Error, Sendable, Equatable, CustomStringConvertible {
        /// What was asked for.
        package let id: String

        /// What was seen, and what is allowed.
        package var description: String {
            "the ledger has no incident \"\(id)\"; allowed: one that `pterowatch remediations list` shows"
        }
    }

    /// Entries, newest first, and above them the questions that wait for an answer.
    package static func list(_ data: JSONValue, _ output: LedgerRun.Output) -> String {
        guard output == .table else { return json(data) }
        let rows = (data["entries"]?.array ?? []).map { entry in
            [
                text(entry, "at"), text(entry, "incident"), text(entry, "policy"), outcome(entry),
                text(entry, "explanation"),
            ]
        }
        return questions(data) + table(["Time", "Incident", "Policy", "What", "Why"], rows)
    }

    /// All that is known of one incident, oldest first.
    package static func incident(_ id: String, _ data: JSONValue, _ output: LedgerRun.Output) throws -> String {
        let entries = (data["entries"]?.array ?? []).reversed()
        guard let first = entries.first else { throw UnknownIncident(id: id) }
        guard output == .table else { return json(.array(Array(entries))) }
        let head = [
            "Incident   \(id)", "Server     \(text(first, "server")) of panel \(text(first, "panel"))",
            "Alert      \(text(first, "alert")), since \(text(first, "detectedAt"))",
            "Policy     \(text(first, "policy"))",
        ]
        let lines = head.map(Terminal.printable) + entries.flatMap(paragraph)
        return lines.joined(separator: "\n") + "\n"
    }

    /// What came of an answer.
    package static func settled(_ approval: JSONValue) -> String {
        let line = "\(text(approval, "state")): \(text(approval, "plan")) (incident \(text(approval, "incident")))"
        return Terminal.printable(line) + "\n"
    }

    private static func paragraph(_ entry: JSONValue) -> [String] {
        var lines = ["", "\(text(entry, "at"))  \(outcome(entry))", "  \(text(entry, "explanation"))"]
        if let name = entry["approvedBy"]?.string { lines.append("  approved by \(name)") }
        if let id = entry["requestId"]?.string { lines.append("  request id \(id)") }
        if let ending = entry["outcomeExplanation"]?.string {
            lines.append("  \(text(entry, "closedAt"))  \(text(entry, "verdict")): \(ending)")
        }
        for answer in entry["guards"]?.array ?? [] {
            lines.append(
                "    \(answer["objection"]?.string.map { "✗ \(text(answer, "guard")): \($0)" } ?? "✓ \(text(answer, "guard"))")"
            )
        }
        return lines.map(Terminal.printable)
    }

    private static func questions(_ data: JSONValue) -> String {
        let open = data["approvals"]?.array ?? []
        guard !open.isEmpty else { return "" }
        let rows = open.map { approval in
            [text(approval, "id"), text(approval, "incident"), text(approval, "expiresAt"), text(approval, "plan")]
        }
        return table(["Waits for an answer", "Incident", "Until", "What would be done"], rows) + "\n"
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        var table = TextTable(head.map { ($0, .left) })
        for row in rows { table.add(row.map(Terminal.printable)) }
        return table.text
    }

    /// What an entry tells in a word or two.
    private static func outcome(_ entry: JSONValue) -> String {
        let verdict = text(entry, "verdict")
        switch entry["event"]?.string {
        case "attempt": return "\(text(entry, "action")): \(verdict)"
        case "approval":
            return [verdict, entry["answeredBy"]?.string.map { "by \($0)" }].compactMap(\.self).joined(separator: " ")
        default:
            return [verdict, entry["reason"]?.string ?? entry["action"]?.string].compactMap(\.self).joined(
                separator: ": "
            )
        }
    }

    private static func text(_ value: JSONValue, _ key: String) -> String {
        if let number = value[key]?.double, value[key]?.string == nil { return "\(number)" }
        return value[key]?.string ?? ""
    }

    private static func json(_ value: JSONValue) -> String { value.text + "\n" }
}
