import Foundation
import PterodactylAPI
import Testing

/// The README's table of pydactyl's methods against the calls that are compiled here.
struct PydactylTableTests {
    /// A line of the README's table.
    private struct Line {
        let method: String
        let expression: String
    }

    @Test func `the README has a row for each client method, in pydactyl's order`() throws {
        let shown = try lines(of: "Client API").map(\.method)
        #expect(shown == Row.client.map(\.method))
        #expect(Row.documentedClient.count == 50)
        #expect(Row.undocumentedClient.count == 9)
        #expect(Set(shown).count == shown.count)
        print("pydactyl's client methods with a call of ours: \(shown.count)")
    }

    @Test func `each call is for the route of its method`() {
        for row in Row.client {
            #expect(row.route.matches(row.call), "\(row.method): \(row.call.method.rawValue) \(row.call.path)")
        }
    }

    @Test func `each expression of the README is one that is compiled`() throws {
        let table = Self.folder.appending(path: "PydactylClientTable.swift")
        let source = Self.squeezed(try String(contentsOf: table, encoding: .utf8))
        for (line, row) in zip(try lines(of: "Client API"), Row.client) {
            let start = Self.squeezed("Row(\"\(row.method)\", \"\(row.route)\", api.\(line.expression)")
            #expect(
                source.contains(start + ".call)") || source.contains(start + ".page(1).call)"),
                "\(line.method): \(line.expression)"
            )
        }
    }

    /// The rows under a heading of the README, its own parts included.
    private func lines(of heading: String) throws -> [Line] {
        let root = Self.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Sources/PterodactylAPI/README.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading + "\n") })
        return section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
            let cells = row.components(separatedBy: " | ")
            return Line(method: Self.code(cells[0]), expression: Self.code(cells[1]))
        }
    }

    /// What stands between the back ticks of a cell.
    private static func code(_ cell: String) -> String {
        cell.split(separator: "`", omittingEmptySubsequences: false).dropFirst().first.map(String.init) ?? ""
    }

    private static func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
}
