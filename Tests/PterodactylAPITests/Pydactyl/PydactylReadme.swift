import Foundation
import Testing

/// The table of pydactyl's methods in the library's README, and the source of the tables that it is compared with.
enum PydactylReadme {
    /// A line of the table.
    struct Line {
        let method: String
        let expression: String
    }

    /// The rows under a heading, its own parts included.
    static func lines(of heading: String) throws -> [Line] {
        let root = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Sources/PterodactylAPI/README.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading + "\n") })
        return section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
            let cells = row.components(separatedBy: " | ")
            return Line(method: code(cells[0]), expression: code(cells[1]))
        }
    }

    /// The text of a file beside this one, without white space.
    static func source(_ name: String) throws -> String {
        squeezed(try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }

    /// A text without white space.
    static func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    /// What stands between the back ticks of a cell.
    private static func code(_ cell: String) -> String {
        cell.split(separator: "`", omittingEmptySubsequences: false).dropFirst().first.map(String.init) ?? ""
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
}
