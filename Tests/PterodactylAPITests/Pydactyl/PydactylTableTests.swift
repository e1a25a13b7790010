import PterodactylAPI
import Testing

/// The README's table of pydactyl's methods against the calls that are compiled here.
struct PydactylTableTests {
    @Test func `the README has a row for each client method, in pydactyl's order`() throws {
        let shown = try PydactylReadme.lines(of: "Client API").map(\.method)
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
        let source = try PydactylReadme.source("PydactylClientTable.swift")
        for (line, row) in zip(try PydactylReadme.lines(of: "Client API"), Row.client) {
            let start = PydactylReadme.squeezed("Row(\"\(row.method)\", \"\(row.route)\", api.\(line.expression)")
            #expect(
                source.contains(start + ".call)") || source.contains(start + ".page(1).call)"),
                "\(line.method): \(line.expression)"
            )
        }
    }
}
