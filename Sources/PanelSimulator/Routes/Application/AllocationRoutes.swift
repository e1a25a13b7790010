import PterodactylAPI

extension SimulatedPanel {
    /// The allocations of a node: list, create, delete.
    mutating func serveAllocations(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        guard let node = world.node(NodeID(call.number(0))) else { throw .notFound }
        switch call.route {
        case .nodeAllocations:
            let rule = ListRule<SimulatedAllocation>(
                filters: [
                    .exact("ip", \.ip), .exact("port") { String($0.port) }, .part("ip_alias", \.alias),
                    .init(name: "server_id") { allocation, value in
                        // Digits are a server; anything else, zero too, asks for what is free.
                        let isNumber = value != "0" && value.utf8.allSatisfy { (48...57).contains($0) }
                        return isNumber ? allocation.server == Int(value) : allocation.server == nil
                    },
                ]
            )
            let objects = objects(for: call)
            return try list(world.allocations.filter { $0.node == node.id }, call, rule) {
                objects.allocation($0, including: call.includes)
            }
        case .createAllocations:
            try createAllocations(on: node, call)
            return .empty
        default:
            let id = call.number(1)
            guard world.allocation(id)?.server == nil else {
                throw PanelFailure(
                    400,
                    "ServerUsingAllocationException",
                    "A server is currently assigned to this allocation. An allocation can only be deleted if no server "
                        + "is currently assigned."
                )
            }
            world.removeAllocation(id)
            return .empty
        }
    }

    /// Adds each address with each port; what is there already is skipped (panel `AssignmentService`).
    private mutating func createAllocations(
        on node: SimulatedNode,
        _ call: ApplicationCall
    ) throws(PanelFailure) {
        let input = call.context.input
        var validator = Validator(input)
        validator.check("ip", .required, .string)
        validator.check("alias", .nullable, .string, .max(191))
        validator.check("ports", .required, .array)
        validator.checkEach("ports", .string)
        try validator.finish()
        // Everything is read before anything is added: a mistake in the last port leaves nothing behind.
        let addresses = try AddressBlock.addresses(of: input["ip"]?.string ?? "", on: node)
        var ports: [Int] = []
        for text in input["ports"]?.strings ?? [] { ports += try PortRange(text).ports }
        let alias = input["alias"]?.string
        var known = Set(world.allocations.lazy.filter { $0.node == node.id }.map { "\($0.ip) \($0.port)" })
        for address in addresses {
            for port in ports where known.insert("\(address) \(port)").inserted {
                world.addAllocation(to: node.id, ip: address, port: port, alias: alias)
            }
        }
    }
}
