/// Columns of text, as wide as they need to be.
public struct TextTable {
    /// On which side a column's texts begin.
    public enum Side: Sendable {
        /// Their first characters, or their last ones, stand below each other.
        case left, right
    }

    private let columns: [(title: String, side: Side)]
    private var rows: [[String]] = []

    /// Makes a table without rows.
    public init(_ columns: [(title: String, side: Side)]) { self.columns = columns }

    /// Adds a row: a text for each column.
    public mutating func add(_ row: [String]) { rows.append(row) }

    /// The lines, each with its end; two spaces between columns, and none at a line's end.
    public var text: String {
        let all = [columns.map(\.title)] + rows
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                line += columns[column].side == .left ? cell + padding : padding + cell
                line += "  "
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }
        .joined()
    }
}
