import PterodactylAPI

/// A method of pydactyl 2.0.3, the route that it is for, and the call of ours that does the same; nothing for a method that no
/// panel has a route for.
struct ApplicationRow: Sendable {
    let method: String
    let route: String?
    let call: APICall?

    init(_ method: String, _ route: String? = nil, _ call: APICall? = nil) {
        self.method = method
        self.route = route
        self.call = call
    }
}

// The README shows the expressions after `api.`, and `ApplicationPydactylTableTests` looks for them in this file: what is shown
// compiles.

extension ApplicationRow {
    /// The 40 application methods of its documentation, in its order.
    static let all: [ApplicationRow] = [
        ApplicationRow(
            "list_locations",
            "GET application/locations",
            api.locations.list(include: [.nodes]).page(1).call
        ),
        ApplicationRow("get_location_info", "GET application/locations/{id}", api.locations(location).get().call),
        ApplicationRow(
            "create_location",
            "POST application/locations",
            api.locations.create(LocationSettings(short: "fra", long: "Frankfurt")).call
        ),
        ApplicationRow(
            "edit_location",
            "PATCH application/locations/{id}",
            api.locations(location).edit(LocationSettings(short: "fra", long: "Frankfurt")).call
        ),
        ApplicationRow("delete_location", "DELETE application/locations/{id}", api.locations(location).delete().call),
        ApplicationRow("list_nests", "GET application/nests", api.nests.list(include: [.eggs]).page(1).call),
        ApplicationRow("get_nest_info", "GET application/nests/{id}", api.nests(nest).get().call),
        ApplicationRow("get_eggs_in_nest", "GET application/nests/{id}/eggs", api.nests(nest).eggs.list().call),
        ApplicationRow(
            "get_egg_info",
            "GET application/nests/{id}/eggs/{egg}",
            api.nests(nest).eggs.get(egg, include: [.variables]).call
        ),
        ApplicationRow(
            "list_nodes",
            "GET application/nodes",
            api.nodes.list(filter: [.name("eu")], sort: .memory.descending).page(1).call
        ),
        ApplicationRow(
            "get_node_details",
            "GET application/nodes/{id}",
            api.nodes(node).get(include: [.location]).call
        ),
        ApplicationRow("get_node_info", "GET application/nodes/{id}", api.nodes(node).get().call),
        ApplicationRow(
            "get_node_config",
            "GET application/nodes/{id}/configuration",
            api.nodes(node).configuration().call
        ),
        ApplicationRow("create_node", "POST application/nodes", api.nodes.create(settings).call),
        ApplicationRow("edit_node", "PATCH application/nodes/{id}", api.nodes(node).edit(settings).call),
        ApplicationRow("delete_node", "DELETE application/nodes/{id}", api.nodes(node).delete().call),
        ApplicationRow(
            "list_node_allocations",
            "GET application/nodes/{id}/allocations",
            api.nodes(node).allocations.list(filter: [.unassigned]).page(1).call
        ),
        ApplicationRow(
            "create_allocations",
            "POST application/nodes/{id}/allocations",
            api.nodes(node).allocations.create(ip: "10.0.0.3", ports: [25565, .range(26000...26010)]).call
        ),
        ApplicationRow(
            "delete_allocation",
            "DELETE application/nodes/{id}/allocations/{allocation}",
            api.nodes(node).allocations.delete(allocation).call
        ),
        ApplicationRow(
            "list_servers",
            "GET application/servers",
            api.servers.list(include: [.node, .user]).page(1).call
        ),
        ApplicationRow(
            "get_server_info",
            "GET application/servers/{id}",
            api.servers(id).get(include: [.allocations]).call
        ),
        ApplicationRow("create_server", "POST application/servers", api.servers.create(server).call),
        ApplicationRow(
            "update_server_details",
            "PATCH application/servers/{id}/details",
            api.servers(id).details(details).call
        ),
        ApplicationRow(
            "update_server_build",
            "PATCH application/servers/{id}/build",
            api.servers(id).build(build).call
        ),
        ApplicationRow(
            "update_server_startup",
            "PATCH application/servers/{id}/startup",
            api.servers(id).startup(startup).call
        ),
        ApplicationRow("suspend_server", "POST application/servers/{id}/suspend", api.servers(id).suspend().call),
        ApplicationRow("unsuspend_server", "POST application/servers/{id}/unsuspend", api.servers(id).unsuspend().call),
        ApplicationRow("reinstall_server", "POST application/servers/{id}/reinstall", api.servers(id).reinstall().call),
        ApplicationRow("rebuild_server"),
        ApplicationRow(
            "delete_server",
            "DELETE application/servers/{id}/{force}",
            api.servers(id).delete(force: true).call
        ),
        ApplicationRow(
            "list_server_databases",
            "GET application/servers/{id}/databases",
            api.servers(id).databases.list(include: [.password]).call
        ),
        ApplicationRow(
            "get_server_database_info",
            "GET application/servers/{id}/databases/{database}",
            api.servers(id).databases.get(database, include: [.password]).call
        ),
        ApplicationRow(
            "create_server_database",
            "POST application/servers/{id}/databases",
            api.servers(id).databases.create(name: "stats", host: host).call
        ),
        ApplicationRow(
            "delete_server_database",
            "DELETE application/servers/{id}/databases/{database}",
            api.servers(id).databases.delete(database).call
        ),
        ApplicationRow(
            "reset_server_database_password",
            "POST application/servers/{id}/databases/{database}/reset-password",
            api.servers(id).databases.resetPassword(database).call
        ),
        ApplicationRow(
            "list_users",
            "GET application/users",
            api.users.list(filter: [.email("example.com")]).page(1).call
        ),
        ApplicationRow("get_user_info", "GET application/users/{id}", api.users(user).get().call),
        ApplicationRow("create_user", "POST application/users", api.users.create(person).call),
        ApplicationRow("edit_user", "PATCH application/users/{id}", api.users(user).edit(person).call),
        ApplicationRow("delete_user", "DELETE application/users/{id}", api.users(user).delete().call),
    ]
}

private let api = ApplicationAPI()
private let location = LocationID(1)
private let nest = NestID(1)
private let egg = EggID(5)
private let node = NodeID(1)
private let allocation = AllocationID(7)
private let id = InternalServerID(1)
private let database = ApplicationDatabaseID(1)
private let host = DatabaseHostID(1)
private let user = UserID(1)
private let settings = NodeSettings.recorded
private let server = NewServer.recorded
private let details = ServerDetailSettings(name: "Lobby", user: user, externalID: nil, description: "")
private let build = ServerBuildSettings.recorded
private let startup = ServerStartupSettings.recorded
private let person = UserSettings.recorded
