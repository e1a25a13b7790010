import PterodactylAPI
import Testing

/// The application API is whole: every route of the panel has a call, and no call is without a route.
struct ApplicationRouteTests {
    @Test func `all 42 routes of the panel are built`() {
        var open = Set(ApplicationRoutes.all.map { "\($0.method) \($0.path)" })
        let count = open.count
        for call in ApplicationRoutes.calls.values {
            if let route = ApplicationRoutes.route(of: call) { open.remove(route) }
        }
        print("application routes built: \(count - open.count) of \(count)")
        #expect(count == 42)
        #expect(open.sorted() == [])
    }

    @Test(arguments: ApplicationRoutes.calls.keys.sorted())
    func `each call has a route, and is treated as its kind must be`(name: String) throws {
        let call = try #require(ApplicationRoutes.calls[name])
        #expect(ApplicationRoutes.route(of: call) != nil, "\(call.path)")
        #expect(call.api == .application)
        #expect(call.isRepeatable == (call.method == .get))
        #expect(call.timeout == (call.isWingsBacked ? .seconds(22) : .seconds(15)))
        let asksNode: Set = [
            "nodes(id).edit", "servers.create", "servers(id).build", "servers(id).suspend", "servers(id).unsuspend",
            "servers(id).reinstall", "servers(id).delete", "servers(id).delete(force: true)",
        ]
        #expect(call.isWingsBacked == asksNode.contains(name))
    }

    @Test func `the names of the calls are words for labels, one for each`() {
        let names = ApplicationRoutes.calls.filter { $0.key != "servers(id).delete(force: true)" }.map(\.value.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.allSatisfy { $0 == "_" || ("a"..."z").contains($0) } })
    }

    @Test func `an external id cannot leave its place in the path`() {
        #expect(
            ApplicationAPI().users.external("a/../b?c").call.path == "/api/application/users/external/a%2F..%2Fb%3Fc"
        )
        #expect(ApplicationAPI().servers.external("ü").call.path == "/api/application/servers/external/%C3%BC")
    }
}
