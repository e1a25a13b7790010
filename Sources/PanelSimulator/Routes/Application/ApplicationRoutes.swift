import PterodactylAPI

extension SimulatedPanel {
    /// Everything below `application`: first what the path names must be there, then the key must allow it.
    mutating func serveApplication(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        try bind(call)
        let rights = call.caller.rights
        guard (call.route.isWriting ? rights.writable : rights.readable).contains(call.route.resource) else {
            throw .unauthorized
        }
        switch call.route {
        case .users, .user, .userExternal, .createUser, .updateUser, .deleteUser: return try serveUsers(call)
        case .nodes, .deployableNodes, .node, .nodeConfiguration, .createNode, .updateNode, .deleteNode:
            return try serveNodes(call)
        case .nodeAllocations, .createAllocations, .deleteAllocation: return try serveAllocations(call)
        case .locations, .location, .createLocation, .updateLocation, .deleteLocation: return try serveLocations(call)
        case .nests, .nest, .eggs, .egg: return try serveNests(call)
        case .applicationDatabases, .applicationDatabase, .createApplicationDatabase, .resetDatabasePassword,
            .deleteApplicationDatabase:
            return try serveDatabases(call)
        default: return try serveServers(call)
        }
    }

    /// The objects that a key of these rights sees.
    func objects(for call: ApplicationCall) -> ApplicationObjects {
        ApplicationObjects(world: world, rights: call.caller.rights)
    }

    /// Looks up what the path names, each in what stands before it (Laravel's scoped bindings); costs a request.
    private func bind(_ call: ApplicationCall) throws(PanelFailure) {
        for (place, noun) in call.route.nouns.enumerated() {
            let id = call.number(place)
            let parent = call.number(0)
            let isThere =
                switch noun {
                case "users": world.user(id) != nil
                case "nodes": world.node(NodeID(id)) != nil
                case "allocations": world.allocation(id)?.node == NodeID(parent)
                case "locations": world.location(id) != nil
                case "servers": world.servers[id] != nil
                case "databases": world.servers[parent]?.databases.contains { $0.id == id } ?? false
                case "nests": EggCatalogue.nests.contains { $0.id == id }
                case "eggs": EggCatalogue.eggs.contains { $0.id == id && $0.nest == parent }
                default: true
                }
            guard isThere else { throw .notFound }
        }
    }
}
