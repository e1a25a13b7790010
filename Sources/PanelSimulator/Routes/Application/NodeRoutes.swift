import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Nodes: list, one, its configuration, create, update, delete, and which could take a server.
    mutating func serveNodes(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        let objects = objects(for: call)
        switch call.route {
        case .nodes:
            let rule = ListRule<SimulatedNode>(
                filters: [
                    .part("uuid", \.uuid), .part("name", \.name), .part("fqdn", \.fqdn),
                    .part("daemon_token_id", \.tokenID),
                ],
                sorts: [
                    .by("id", \.id.rawValue), .by("uuid", \.uuid), .by("memory", \.memoryMiB), .by("disk", \.diskMiB),
                ]
            )
            return try list(world.nodes, call, rule) { objects.node($0, including: call.includes) }
        case .deployableNodes: return try deployableNodes(call)
        case .createNode:
            let node = try makeNode(call)
            let meta = call.resource("nodes/\(node.id.rawValue)")
            return RouteAnswer(
                status: 201,
                body: self.objects(for: call).node(node, including: call.includes, meta: meta)
            )
        default: break
        }
        guard let node = world.node(NodeID(call.number(0))) else { throw .notFound }
        switch call.route {
        case .nodeConfiguration: return .ok(objects.configuration(of: node))
        case .updateNode:
            try update(node, call)
            let updated = world.node(node.id) ?? node
            return .ok(self.objects(for: call).node(updated, including: call.includes))
        case .deleteNode:
            guard !world.servers.values.contains(where: { $0.node == node.id }) else {
                throw PanelFailure(
                    400,
                    "HasActiveServersException",
                    "A node must have no servers linked to it in order to be deleted."
                )
            }
            world.nodes.removeAll { $0.id == node.id }
            world.allocations.removeAll { $0.node == node.id }
            return .empty
        default: return .ok(objects.node(node, including: call.includes))
        }
    }

    private mutating func makeNode(_ call: ApplicationCall) throws(PanelFailure) -> SimulatedNode {
        let body = NodeBody(call.context.input)
        try body.check(in: world)
        var node = SimulatedNode(
            id: NodeID(world.nextNodeID),
            uuid: world.random.uuid(),
            name: "",
            locationID: 0,
            fqdn: "",
            memoryMiB: 0,
            diskMiB: 0,
            tokenID: world.random.alphanumeric(16),
            token: world.random.alphanumeric(64),
            createdAt: call.now,
            updatedAt: call.now
        )
        world.nextNodeID += 1
        body.write(into: &node)
        world.nodes.append(node)
        return node
    }

    /// Changes a node and tells its Wings (panel `NodeUpdateService`); what Wings did not get is kept all the same.
    private mutating func update(_ node: SimulatedNode, _ call: ApplicationCall) throws(PanelFailure) {
        let input = call.context.input
        let body = NodeBody(input)
        try body.check(in: world)
        let token: (id: String, secret: String)? =
            input["reset_secret"]?.bool == true ? (world.random.alphanumeric(16), world.random.alphanumeric(64)) : nil
        world.updateNode(node.id) {
            body.write(into: &$0)
            if let token { $0.resetPanelToken(identifier: token.id, token: token.secret) }
            $0.updatedAt = call.now
        }
        do throws(PanelFailure) {
            // With the token from before: that is the one which Wings knows.
            try callWings(on: node, isResources: false, at: call.now)
            world.updateNode(node.id) { $0.staleToken = nil }
        } catch {
            var failure = PanelFailure(
                400,
                "ConfigurationNotPersistedException",
                "The daemon configuration <strong>has been updated</strong>, however there was an error encountered "
                    + "while attempting to automatically update the configuration file on the Daemon. You will need to "
                    + "manually update the configuration file (config.yml) for the daemon to apply these changes."
            )
            failure.isSlow = error.isSlow
            throw failure
        }
    }

    /// The public nodes with room for a server; pages only when one is asked for.
    private func deployableNodes(_ call: ApplicationCall) throws(PanelFailure) -> RouteAnswer {
        let input = call.context.input
        var validator = Validator(input)
        validator.check("page", .integer)
        validator.check("memory", .required, .integer, .min(0))
        validator.check("disk", .required, .integer, .min(0))
        validator.check("location_ids", .array)
        validator.checkEach("location_ids", .integer)
        try validator.finish()
        let nodes = try viableNodes(
            memoryMiB: input["memory"]?.wholeNumber ?? 0,
            diskMiB: input["disk"]?.wholeNumber ?? 0,
            locations: input["location_ids"]?.elements?.compactMap(\.wholeNumber) ?? []
        )
        let objects = objects(for: call)
        let item = { (node: SimulatedNode) in
            objects.node(node, including: call.includes, isDeployable: true)
        }
        guard input["page"]?.wholeNumber != nil else { return .ok(.list(nodes.map(item))) }
        return try list(nodes, call, ListRule(), item: item)
    }

    /// The nodes that could take a server of a size (panel `FindViableNodesService`); no locations are all of them.
    func viableNodes(memoryMiB: Int, diskMiB: Int, locations: [Int]) throws(PanelFailure) -> [SimulatedNode] {
        let nodes = world.nodes.filter { node in
            guard node.isPublic, locations.isEmpty || locations.contains(node.locationID) else { return false }
            let used = world.allocatedResources(of: node.id)
            return Self.hasRoom(used.memoryMiB, memoryMiB, in: node.memoryMiB, overallocate: node.memoryOverallocate)
                && Self.hasRoom(used.diskMiB, diskMiB, in: node.diskMiB, overallocate: node.diskOverallocate)
        }
        guard !nodes.isEmpty else {
            throw PanelFailure(
                400,
                "NoViableNodeException",
                "No nodes satisfying the requirements specified for automatic deployment could be found."
            )
        }
        return nodes
    }

    /// Overallocation is plain arithmetic: −1, meant as “no limit”, takes a percent away.
    private static func hasRoom(_ used: Int, _ more: Int, in size: Int, overallocate: Int) -> Bool {
        Double(used) + Double(more) <= Double(size) * (1 + Double(overallocate) / 100)
    }
}
