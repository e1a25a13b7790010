import PanelSimulator
import PterodactylAPI
import Testing

struct ApplicationRouteTests {
    /// Methods and paths below `api/application` of a panel 1.11.8, from its own route file; numbers stand for ids.
    private static let all = """
        GET /users
        GET /users/1
        GET /users/external/x
        POST /users
        PATCH /users/1
        DELETE /users/1
        GET /nodes
        GET /nodes/deployable
        GET /nodes/1
        GET /nodes/1/configuration
        POST /nodes
        PATCH /nodes/1
        DELETE /nodes/1
        GET /nodes/1/allocations
        POST /nodes/1/allocations
        DELETE /nodes/1/allocations/2
        GET /locations
        GET /locations/1
        POST /locations
        PATCH /locations/1
        DELETE /locations/1
        GET /servers
        GET /servers/1
        GET /servers/external/x
        PATCH /servers/1/details
        PATCH /servers/1/build
        PATCH /servers/1/startup
        POST /servers
        POST /servers/1/suspend
        POST /servers/1/unsuspend
        POST /servers/1/reinstall
        DELETE /servers/1
        DELETE /servers/1/force
        GET /servers/1/databases
        GET /servers/1/databases/2
        POST /servers/1/databases
        POST /servers/1/databases/2/reset-password
        DELETE /servers/1/databases/2
        GET /nests
        GET /nests/1
        GET /nests/1/eggs
        GET /nests/1/eggs/2
        """.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

    @Test func `each of the 42 routes is there, and asks for a key`() throws {
        var bench = Bench()
        #expect(Self.all.count == 42)
        for line in Self.all {
            let method = try #require(HTTPRequest.Method(rawValue: line[0]))
            let reply = bench.reply(method, "/api/application" + line[1], key: nil)
            guard case .answer(let response, _) = reply else {
                Issue.record("no answer to \(line)")
                continue
            }
            #expect(response.status == 401, "\(line)")
        }
    }

    @Test(arguments: [
        "PUT /users/1", "POST /servers/1/rebuild", "GET /eggs", "GET /servers/1/allocations", "PUT /nests",
    ])
    func `what a panel does not have is not there either`(_ line: String) throws {
        var bench = Bench()
        let parts = line.split(separator: " ").map(String.init)
        let method = try #require(HTTPRequest.Method(rawValue: parts[0]))
        #expect([404, 405].contains(bench.application(method, parts[1]).status))
    }
}
