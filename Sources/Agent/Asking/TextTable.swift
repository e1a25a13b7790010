/// Columns of text for a terminal.
enum TextTable {
    /// Lines with their ends, the head first; each column is as wide as its widest cell.
    static func text(_ head: [String], _ rows: [[String]]) -> String {
        let lines = ([head] + rows).map { $0.map(printable) }
        let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// A text on one line of a terminal: what would move its cursor or change its colours is a space.
    static func printable(_ text: String) -> String {
        var printable = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            printable.append(isControl ? " " : scalar)
        }
        return String(printable)
    }
}
