import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Everything below `application`.
    mutating func serveApplication(
        _ route: Route,
        _ arguments: [String],
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        let objects = ApplicationObjects(world: world)
        let includes = context.includes
        switch route {
        case .applicationServers: return try listServers(context)
        case .applicationServer:
            let server = try server(arguments)
            if includes.contains("transfer") { throw .unexpected("TypeError") }
            return .ok(objects.server(server, includes: includes))
        case .applicationServerExternal:
            guard let server = world.orderedServers.first(where: { $0.externalID == arguments.first }) else {
                throw .notFound
            }
            return .ok(objects.server(server, includes: includes))
        case .suspend, .unsuspend:
            return try setSuspended(route == .suspend, try server(arguments), context)
        case .nodes:
            let allowed = ["uuid", "name", "fqdn", "daemon_token_id"]
            return try list(
                world.nodes,
                context,
                filters: allowed,
                sorts: ["id", "uuid", "memory", "disk"],
                field: { node, name in
                    switch name {
                    case "uuid": .string(node.uuid)
                    case "name": .string(node.name)
                    case "fqdn": .string(node.fqdn)
                    case "daemon_token_id": .string(node.tokenID)
                    case "memory": .int(node.memoryMiB)
                    case "disk": .int(node.diskMiB)
                    default: .int(node.id.rawValue)
                    }
                },
                item: { objects.node($0, includes: includes) }
            )
        case .node: return .ok(objects.node(try node(arguments), includes: includes))
        case .nodeConfiguration: return .ok(objects.configuration(of: try node(arguments), panel: context.base))
        case .nodeAllocations:
            let node = try node(arguments)
            return try list(
                world.allocations.filter { $0.node == node.id },
                context,
                filters: ["ip", "port", "ip_alias", "server_id"],
                sorts: [],
                field: { allocation, name in
                    switch name {
                    case "ip": .string(allocation.ip)
                    case "port": .int(allocation.port)
                    case "ip_alias": .text(allocation.alias)
                    default: allocation.server.map { .int($0) } ?? .null
                    }
                },
                exact: { allocation, name, wanted in
                    switch name {
                    case "ip": allocation.ip == wanted
                    case "port": String(allocation.port) == wanted
                    // Digits are a server's number, everything else stands for "no server".
                    case "server_id": allocation.server == Int(wanted)
                    default: nil
                    }
                },
                item: { objects.allocation($0, includes: includes) }
            )
        case .locations:
            return try list(
                world.locations,
                context,
                filters: ["short", "long"],
                sorts: ["id"],
                field: { location, name in
                    switch name {
                    case "short": .string(location.short)
                    case "long": .text(location.long)
                    default: .int(location.id)
                    }
                },
                item: { objects.location($0, includes: includes) }
            )
        default:
            guard let location = world.locations.first(where: { String($0.id) == arguments.first }) else {
                throw .notFound
            }
            return .ok(objects.location(location, includes: includes))
        }
    }

    private func listServers(_ context: RequestContext) throws(PanelFailure) -> RouteAnswer {
        let objects = ApplicationObjects(world: world)
        let includes = context.includes
        if includes.contains("transfer") { throw .unexpected("TypeError") }
        return try list(
            world.orderedServers,
            context,
            filters: ["uuid", "uuidShort", "name", "description", "image", "external_id"],
            sorts: ["id", "uuid"],
            field: { server, name in
                switch name {
                case "uuid": .string(server.uuid)
                case "uuidShort": .string(server.identifier)
                case "name": .string(server.name)
                case "description": .string(server.description)
                case "image": .string(EggCatalogue.egg(server.egg).image)
                case "external_id": .text(server.externalID)
                default: .int(server.id)
                }
            },
            item: { objects.server($0, includes: includes) }
        )
    }

    /// A list with filters, one `sort` and pages.
    ///
    /// - Parameter exact: whether an element passes a filter that is no substring; nil for one that is.
    private func list<Element>(
        _ elements: [Element],
        _ context: RequestContext,
        filters allowed: [String],
        sorts: [String],
        field: (Element, String) -> JSON,
        exact: (_ element: Element, _ name: String, _ wanted: String) -> Bool? = { _, _, _ in nil },
        item: (Element) -> JSON
    ) throws(PanelFailure) -> RouteAnswer {
        try Self.check(context.filters, allowed: allowed)
        var chosen = elements
        for filter in context.filters {
            let wanted = filter.value.lowercased()
            chosen = chosen.filter { element in
                exact(element, filter.name, filter.value)
                    ?? Self.text(field(element, filter.name)).lowercased().contains(wanted)
            }
        }
        if let sort = context.value("sort"), !sort.isEmpty {
            let isDescending = sort.hasPrefix("-")
            let name = isDescending ? String(sort.dropFirst()) : sort
            guard sorts.contains(name) else {
                throw PanelFailure(
                    400,
                    "InvalidSortQuery",
                    "Requested sort(s) `\(name)` is not allowed. Allowed sort(s) are `\(sorts.joined(separator: ", "))`."
                )
            }
            chosen.sort { left, right in
                let (first, second) = (
                    field(isDescending ? right : left, name), field(isDescending ? left : right, name)
                )
                if let a = first.double, let b = second.double { return a < b }
                return Self.text(first) < Self.text(second)
            }
        }
        let page = try Page(of: chosen.count, context, .application)
        return .ok(.list(chosen[page.range].map(item), meta: [("pagination", page.meta(context, .application))]))
    }

    private static func text(_ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .int(let number): String(number)
        default: ""
        }
    }

    private func server(_ arguments: [String]) throws(PanelFailure) -> SimulatedServer {
        guard let id = arguments.first.flatMap({ Int($0) }), let server = world.servers[id] else { throw .notFound }
        return server
    }

    private func node(_ arguments: [String]) throws(PanelFailure) -> SimulatedNode {
        guard let id = arguments.first.flatMap({ Int($0) }), let node = world.node(NodeID(id)) else { throw .notFound }
        return node
    }

    /// `suspend` and `unsuspend` (panel `SuspensionService`): nothing happens when it is so already.
    private mutating func setSuspended(
        _ isWanted: Bool,
        _ server: SimulatedServer,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        guard isWanted != (server.status == "suspended") else { return .empty }
        guard !server.isTransferring else {
            throw PanelFailure(
                409,
                "ConflictHttpException",
                "Cannot toggle suspension status on a server that is currently being transferred."
            )
        }
        try callWings(of: server, isResources: false, at: context.now)
        world.setStatus(isWanted ? "suspended" : nil, of: server.id, at: context.now)
        return .empty
    }
}
