import PterodactylAPI

/// The routes of panel 1.11.8's `routes/api-application.php`, and our requests for them.
enum ApplicationRoutes {
    /// Method and path below `/api/application`; a `{…}` stands for one segment.
    static let all: [(method: String, path: String)] = [
        ("GET", "/users"), ("GET", "/users/{id}"), ("GET", "/users/external/{external}"), ("POST", "/users"),
        ("PATCH", "/users/{id}"), ("DELETE", "/users/{id}"),
        ("GET", "/nodes"), ("GET", "/nodes/deployable"), ("GET", "/nodes/{id}"), ("GET", "/nodes/{id}/configuration"),
        ("POST", "/nodes"), ("PATCH", "/nodes/{id}"), ("DELETE", "/nodes/{id}"),
        ("GET", "/nodes/{id}/allocations"), ("POST", "/nodes/{id}/allocations"),
        ("DELETE", "/nodes/{id}/allocations/{allocation}"),
        ("GET", "/locations"), ("GET", "/locations/{id}"), ("POST", "/locations"), ("PATCH", "/locations/{id}"),
        ("DELETE", "/locations/{id}"),
        ("GET", "/servers"), ("GET", "/servers/{id}"), ("GET", "/servers/external/{external}"),
        ("PATCH", "/servers/{id}/details"), ("PATCH", "/servers/{id}/build"), ("PATCH", "/servers/{id}/startup"),
        ("POST", "/servers"), ("POST", "/servers/{id}/suspend"), ("POST", "/servers/{id}/unsuspend"),
        ("POST", "/servers/{id}/reinstall"), ("DELETE", "/servers/{id}"), ("DELETE", "/servers/{id}/{force}"),
        ("GET", "/servers/{id}/databases"), ("GET", "/servers/{id}/databases/{database}"),
        ("POST", "/servers/{id}/databases"), ("POST", "/servers/{id}/databases/{database}/reset-password"),
        ("DELETE", "/servers/{id}/databases/{database}"),
        ("GET", "/nests"), ("GET", "/nests/{id}"), ("GET", "/nests/{id}/eggs"), ("GET", "/nests/{id}/eggs/{egg}"),
    ]

    /// Every call of ours, by the text that names it in a table of methods.
    static let calls: [String: APICall] = {
        let api = ApplicationAPI()
        let location = api.locations(LocationID(7))
        let nest = api.nests(NestID(7))
        let node = api.nodes(NodeID(7))
        let server = api.servers(InternalServerID(7))
        let user = api.users(UserID(7))
        let settings = LocationSettings(short: "x")
        let database = ApplicationDatabaseID(3)
        return [
            "locations.list": api.locations.list().page(1).call,
            "locations.create": api.locations.create(settings).call,
            "locations(id).get": location.get().call,
            "locations(id).edit": location.edit(settings).call,
            "locations(id).delete": location.delete().call,
            "nests.list": api.nests.list().page(1).call,
            "nests(id).get": nest.get().call,
            "nests(id).eggs.list": nest.eggs.list().call,
            "nests(id).eggs.get": nest.eggs.get(EggID(3)).call,
            "nodes.list": api.nodes.list().page(1).call,
            "nodes.deployable": api.nodes.deployable(memory: 1, disk: 1).call,
            "nodes.create": api.nodes.create(.recorded).call,
            "nodes(id).get": node.get().call,
            "nodes(id).configuration": node.configuration().call,
            "nodes(id).edit": node.edit(.recorded).call,
            "nodes(id).delete": node.delete().call,
            "nodes(id).allocations.list": node.allocations.list().page(1).call,
            "nodes(id).allocations.create": node.allocations.create(ip: "10.0.0.1", ports: [1025]).call,
            "nodes(id).allocations.delete": node.allocations.delete(AllocationID(3)).call,
            "servers.list": api.servers.list().page(1).call,
            "servers.external": api.servers.external("x/y").call,
            "servers.create": api.servers.create(.recorded).call,
            "servers(id).get": server.get().call,
            "servers(id).details": server.details(
                ServerDetailSettings(name: "x", user: UserID(1), externalID: nil, description: "")
            ).call,
            "servers(id).build": server.build(.recorded).call,
            "servers(id).startup": server.startup(.recorded).call,
            "servers(id).suspend": server.suspend().call,
            "servers(id).unsuspend": server.unsuspend().call,
            "servers(id).reinstall": server.reinstall().call,
            "servers(id).delete": server.delete().call,
            "servers(id).delete(force: true)": server.delete(force: true).call,
            "servers(id).databases.list": server.databases.list().call,
            "servers(id).databases.get": server.databases.get(database).call,
            "servers(id).databases.create": server.databases.create(name: "x", host: DatabaseHostID(1)).call,
            "servers(id).databases.resetPassword": server.databases.resetPassword(database).call,
            "servers(id).databases.delete": server.databases.delete(database).call,
            "users.list": api.users.list().page(1).call,
            "users.external": api.users.external("x y").call,
            "users.create": api.users.create(.recorded).call,
            "users(id).get": user.get().call,
            "users(id).edit": user.edit(.recorded).call,
            "users(id).delete": user.delete().call,
        ]
    }()

    /// The route that a call takes: of several that fit, the one with the fewest placeholders.
    static func route(of call: APICall) -> String? {
        let segments = call.path.split(separator: "/").dropFirst(2)
        let fitting = all.filter { route in
            let pattern = route.path.split(separator: "/")
            return route.method == call.method.rawValue && pattern.count == segments.count
                && zip(pattern, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        let best = fitting.min { $0.path.count { $0 == "{" } < $1.path.count { $0 == "{" } }
        return best.map { "\($0.method) \($0.path)" }
    }
}
