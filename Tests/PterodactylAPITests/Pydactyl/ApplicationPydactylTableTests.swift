import PterodactylAPI
import Testing

/// The README's application half of pydactyl's methods against the calls that are compiled here.
struct ApplicationPydactylTableTests {
    @Test func `the README has a row for each application method, in pydactyl's order`() throws {
        let shown = try PydactylReadme.lines(of: "Application API").map(\.method)
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
        let source = try PydactylReadme.source("PydactylApplicationTable.swift")
        for (line, row) in zip(try PydactylReadme.lines(of: "Application API"), ApplicationRow.all) {
            guard let route = row.route else {
                #expect(line.expression.isEmpty, "\(line.method)")
                continue
            }
            let start = PydactylReadme.squeezed(
                "ApplicationRow(\"\(row.method)\", \"\(route)\", api.\(line.expression)"
            )
            #expect(
                source.contains(start + ".call)") || source.contains(start + ".page(1).call)"),
                "\(line.method): \(line.expression)"
            )
        }
    }
}
