import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Everything below `network/allocations`; the node is not told.
    mutating func serveNetwork(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let server = try server(of: request)
        if request.route == .clientAllocations {
            return .ok(ClientObjects(world: world).allocations(of: server, areAllVisible: true))
        }
        if request.route == .assignAllocation { return try assignAllocation(to: server, request) }
        guard let id = Int(request.object), server.allocations.contains(id), let old = world.allocation(id) else {
            throw .notFound
        }
        let address = JSON.string("\(old.ip):\(old.port)")
        switch request.route {
        case .noteAllocation:
            var validator = Validator(request.input)
            validator.check("notes", .present, .nullable, .string, .max(256))
            try validator.finish()
            let notes = request.input["notes"]?.string
            world.updateAllocation(id) { $0.notes = notes }
            if notes != old.notes {
                log(
                    "server:allocation.notes",
                    request,
                    [("allocation", address), ("old", .text(old.notes)), ("new", .text(notes))]
                )
            }
        case .makeAllocationPrimary:
            world.servers[server.id]?.allocations = [id] + server.allocations.filter { $0 != id }
            log("server:allocation.primary", request, [("allocation", address)])
        default:
            guard let limit = server.allocationLimit, limit > 0 else {
                throw PanelFailure(
                    400,
                    "DisplayException",
                    "You cannot delete allocations for this server: no allocation limit is set."
                )
            }
            guard id != server.allocations.first else {
                throw PanelFailure(
                    400,
                    "DisplayException",
                    "You cannot delete the primary allocation for this server."
                )
            }
            world.servers[server.id]?.allocations.removeAll { $0 == id }
            world.updateAllocation(id) {
                $0.server = nil
                $0.notes = nil
            }
            log("server:allocation.delete", request, [("allocation", address)])
            return .empty
        }
        return .ok(try allocation(id, request))
    }

    /// Gives a server a free port of its address, an existing allocation before a new one.
    private mutating func assignAllocation(
        to server: SimulatedServer,
        _ request: ServerRequest
    ) throws(PanelFailure) -> RouteAnswer {
        guard server.allocations.count < server.allocationLimit ?? 0 else {
            throw PanelFailure(
                400,
                "DisplayException",
                "Cannot assign additional allocations to this server: limit has been reached."
            )
        }
        guard let ports = options.allocationPorts else {
            throw PanelFailure(
                400,
                "AutoAllocationNotEnabledException",
                "Server auto-allocation is not enabled for this instance."
            )
        }
        guard let primary = server.allocations.first.flatMap({ world.allocation($0) }) else { throw .notFound }
        let known = world.allocations.filter { $0.node == server.node && $0.ip == primary.ip }
        let id: Int
        if let free = known.first(where: { $0.server == nil }) {
            id = free.id
        } else {
            let taken = Set(known.map(\.port))
            guard let port = ports.first(where: { !taken.contains($0) }) else {
                throw PanelFailure(
                    400,
                    "NoAutoAllocationSpaceAvailableException",
                    "Cannot assign additional allocation: no more space available on node."
                )
            }
            id = world.addAllocation(to: server.node, ip: primary.ip, port: port, alias: primary.alias)
        }
        world.updateAllocation(id) { $0.server = server.id }
        world.servers[server.id]?.allocations.append(id)
        let address = world.allocation(id).map { "\($0.ip):\($0.port)" } ?? ""
        log("server:allocation.create", request, [("allocation", .string(address))])
        return .ok(try allocation(id, request))
    }

    private func allocation(_ id: Int, _ request: ServerRequest) throws(PanelFailure) -> JSON {
        guard let allocation = world.allocation(id) else { throw .notFound }
        let primary = try server(of: request).allocations.first
        return ClientObjects.allocation(allocation, isPrimary: id == primary, showsNotes: true)
    }
}
