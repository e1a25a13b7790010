import Foundation

/// What became of a row.
struct RowResult: Sendable {
    let row: Row
    let comparison: Comparison

    /// Whether the goal is met; nil for a row without one.
    var isMet: Bool? { row.goal.map { comparison.ratio <= $0 } }
}

/// The results as a table for people and as JSON for programs.
enum Report {
    /// A line for each result below a line of headings.
    static func table(_ results: [RowResult]) -> String {
        let lines =
            [["row", "ours", "peer", "unit", "ratio", "goal", "met", "against"]]
            + results.map { result in
                [
                    result.row.name, number(result.comparison.ours), number(result.comparison.peer), result.row.unit,
                    number(result.comparison.ratio), result.row.goal.map { "≤ " + number($0) } ?? "–",
                    result.isMet.map { $0 ? "yes" : "NO" } ?? "–", result.row.peer,
                ]
            }
        let widths = (lines.first ?? []).indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            let cells = line.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - line[column].count)
                return rightAligned.contains(column) ? space + line[column] : line[column] + space
            }
            return cells.joined(separator: "  ").replacing(#/ +$/#, with: "")
        }.joined(separator: "\n")
    }

    /// An array of objects; `goal` and `met` are null for a row without a goal.
    static func json(_ results: [RowResult]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return try encoder.encode(results.map(Entry.init))
    }

    /// The columns of numbers: ours, peer, ratio and goal.
    private static let rightAligned: Set = [1, 2, 4, 5]

    /// A number with three digits that count, and no fewer than its whole part has.
    private static func number(_ value: Double) -> String {
        let digits = value == 0 ? 0 : Int(log10(abs(value)).rounded(.down))
        return String(format: "%.\(min(6, max(0, 2 - digits)))f", value)
    }

    private struct Entry: Encodable {
        let name: String
        let ours: Double
        let peer: Double
        let unit: String
        let ratio: Double
        let goal: Double?
        let met: Bool?

        init(_ result: RowResult) {
            name = result.row.name
            ours = result.comparison.ours
            peer = result.comparison.peer
            unit = result.row.unit
            ratio = result.comparison.ratio
            goal = result.row.goal
            met = result.isMet
        }

        enum CodingKeys: CodingKey { case name, ours, peer, unit, ratio, goal, met }

        /// Written by hand because a missing value shall be a null.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(ours, forKey: .ours)
            try container.encode(peer, forKey: .peer)
            try container.encode(unit, forKey: .unit)
            try container.encode(ratio, forKey: .ratio)
            try container.encode(goal, forKey: .goal)
            try container.encode(met, forKey: .met)
        }
    }
}
