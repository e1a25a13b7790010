import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// `GET client`: the servers that `type` selects, filtered, in pages.
    func listClientServers(_ caller: Caller, _ context: RequestContext) throws(PanelFailure) -> RouteAnswer {
        let allowed = ["uuid", "name", "description", "external_id", "*"]
        let filters = context.filters
        try Self.check(filters, allowed: allowed)
        let type = context.value("type")
        let user = caller.user
        let matching = world.serverOrder.filter { id in
            guard let server = world.servers[id] else { return false }
            let isOwner = server.owner == user.id
            let isSubuser = server.subusers.contains { $0.userID == user.id }
            let isListed =
                switch type {
                case "owner": isOwner
                case "admin": user.isRootAdmin && !isOwner && !isSubuser
                case "admin-all": user.isRootAdmin
                default: isOwner || isSubuser
                }
            return isListed && filters.allSatisfy { matches(server, $0.name, $0.value) }
        }
        let page = try Page(of: matching.count, context, .clientServers)
        let objects = ClientObjects(world: world)
        let includes = context.includes
        let items = matching[page.range].compactMap { world.servers[$0] }.map {
            objects.server($0, for: user, includes: includes, isWhole: false)
        }
        return .ok(.list(items, meta: [("pagination", page.meta(context, .clientServers))]))
    }

    /// Refuses filters that the panel does not know.
    static func check(_ filters: [(name: String, value: String)], allowed: [String]) throws(PanelFailure) {
        let unknown = filters.map(\.name).filter { !allowed.contains($0) }
        guard unknown.isEmpty else {
            throw PanelFailure(
                400,
                "InvalidFilterQuery",
                "Requested filter(s) `\(unknown.joined(separator: ", "))` are not allowed. "
                    + "Allowed filter(s) are `\(allowed.joined(separator: ", "))`."
            )
        }
    }

    private func matches(_ server: SimulatedServer, _ filter: String, _ value: String) -> Bool {
        let value = value.lowercased()
        func holds(_ text: String?) -> Bool { text?.lowercased().contains(value) ?? false }
        switch filter {
        case "uuid": return holds(server.uuid)
        case "name": return holds(server.name)
        case "description": return holds(server.description)
        case "external_id": return holds(server.externalID)
        default:
            let isAddress = world.allocations(of: server).contains { allocation in
                [allocation.ip, "\(allocation.ip):\(allocation.port)", ":\(allocation.port)"].contains(value)
            }
            return isAddress || server.uuid.hasPrefix(value) || server.externalID?.lowercased() == value
                || holds(server.name)
        }
    }
}
