import Foundation
import PterodactylAPI
import Testing

/// The README's application half of pydactyl's methods against the calls that are compiled here.
struct ApplicationPydactylTableTests {
    /// A line of the README's table.
    private struct Line {
        let method: String
        let expression: String
    }

    @Test func `the README has a row for each application method, in pydactyl's order`() throws {
        let shown = try lines().map(\.method)
        #expect(shown == ApplicationRow.all.map(\.method))
        #expect(shown.count == 40 && Set(shown).count == shown.count)
        print(
            "pydactyl's application methods with a call of ours: \(ApplicationRow.all.count { $0.call != nil }) of 40"
        )
    }

    @Test func `each call is for the route of its method`() throws {
        for row in ApplicationRow.all {
            let route = row.call.flatMap { ApplicationRoutes.route(of: $0) }
            let expected = row.route?.replacing(" application/", with: " /", maxReplacements: 1)
            #expect(route == expected, "\(row.method)")
        }
        #expect(ApplicationRow.all.filter { $0.call == nil }.map(\.method) == ["rebuild_server"])
    }

    @Test func `each expression of the README is one that is compiled`() throws {
        let table = Self.folder.appending(path: "PydactylApplicationTable.swift")
        let source = Self.squeezed(try String(contentsOf: table, encoding: .utf8))
        for (line, row) in zip(try lines(), ApplicationRow.all) {
            guard let route = row.route else {
                #expect(line.expression.isEmpty, "\(line.method)")
                continue
            }
            let start = Self.squeezed("ApplicationRow(\"\(row.method)\", \"\(route)\", api.\(line.expression)")
            #expect(
                source.contains(start + ".call)") || source.contains(start + ".page(1).call)"),
                "\(line.method): \(line.expression)"
            )
        }
    }

    private func lines() throws -> [Line] {
        let root = Self.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Sources/PterodactylAPI/README-application.md")
        let text = "\n" + (try String(contentsOf: file, encoding: .utf8))
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix("Application API\n") })
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
