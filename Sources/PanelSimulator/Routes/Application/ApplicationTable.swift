import PterodactylAPI

extension Route {
    /// The 42 routes of panel 1.11.8's `routes/api-application.php`; fixed words stand before `*`.
    static let applicationRows: [Row] = [
        Row(.get, "api/application/users", .users),
        Row(.get, "api/application/users/*", .user),
        Row(.get, "api/application/users/external/*", .userExternal),
        Row(.post, "api/application/users", .createUser),
        Row(.patch, "api/application/users/*", .updateUser),
        Row(.delete, "api/application/users/*", .deleteUser),
        Row(.get, "api/application/nodes", .nodes),
        Row(.get, "api/application/nodes/deployable", .deployableNodes),
        Row(.get, "api/application/nodes/*", .node),
        Row(.get, "api/application/nodes/*/configuration", .nodeConfiguration),
        Row(.post, "api/application/nodes", .createNode),
        Row(.patch, "api/application/nodes/*", .updateNode),
        Row(.delete, "api/application/nodes/*", .deleteNode),
        Row(.get, "api/application/nodes/*/allocations", .nodeAllocations),
        Row(.post, "api/application/nodes/*/allocations", .createAllocations),
        Row(.delete, "api/application/nodes/*/allocations/*", .deleteAllocation),
        Row(.get, "api/application/locations", .locations),
        Row(.get, "api/application/locations/*", .location),
        Row(.post, "api/application/locations", .createLocation),
        Row(.patch, "api/application/locations/*", .updateLocation),
        Row(.delete, "api/application/locations/*", .deleteLocation),
        Row(.get, "api/application/servers", .applicationServers),
        Row(.get, "api/application/servers/external/*", .applicationServerExternal),
        Row(.get, "api/application/servers/*", .applicationServer),
        Row(.patch, "api/application/servers/*/details", .updateServerDetails),
        Row(.patch, "api/application/servers/*/build", .updateServerBuild),
        Row(.patch, "api/application/servers/*/startup", .updateServerStartup),
        Row(.post, "api/application/servers", .createServer),
        Row(.post, "api/application/servers/*/suspend", .suspend),
        Row(.post, "api/application/servers/*/unsuspend", .unsuspend),
        Row(.post, "api/application/servers/*/reinstall", .reinstallServer),
        Row(.delete, "api/application/servers/*", .deleteServer),
        Row(.delete, "api/application/servers/*/*", .forceDeleteServer),
        Row(.get, "api/application/servers/*/databases", .applicationDatabases),
        Row(.get, "api/application/servers/*/databases/*", .applicationDatabase),
        Row(.post, "api/application/servers/*/databases", .createApplicationDatabase),
        Row(.post, "api/application/servers/*/databases/*/reset-password", .resetDatabasePassword),
        Row(.delete, "api/application/servers/*/databases/*", .deleteApplicationDatabase),
        Row(.get, "api/application/nests", .nests),
        Row(.get, "api/application/nests/*", .nest),
        Row(.get, "api/application/nests/*/eggs", .eggs),
        Row(.get, "api/application/nests/*/eggs/*", .egg),
    ]

    /// The rows by their routes.
    private static let rowOf = Dictionary(applicationRows.map { ($0.route, $0) }) { first, _ in first }

    /// The word before each `*` of the pattern, in order: what its argument is the number of.
    var nouns: [String] {
        let segments = Self.rowOf[self]?.segments ?? []
        return segments.indices.dropFirst().filter { segments[$0] == "*" }.map { segments[$0 - 1] }
    }

    /// The resource whose bits a key needs for an application route: that of the innermost list.
    var resource: ApplicationResource {
        let segments = Self.rowOf[self]?.segments ?? []
        for segment in segments.reversed() {
            if segment == "databases" { return .serverDatabases }
            if let resource = ApplicationResource(rawValue: segment) { return resource }
        }
        return .servers
    }

    /// Whether an application route changes something.
    var isWriting: Bool { Self.rowOf[self].map { $0.method != .get } ?? false }
}
