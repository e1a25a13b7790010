import PterodactylAPI

private let nodes = ApplicationAPI().nodes
private let first = nodes(NodeID(1))
private let third = nodes(NodeID(3))

extension NodeSettings {
    /// What the recorded `nodes.create_node` sends.
    static let recorded = NodeSettings(
        name: "node-c",
        location: LocationID(1),
        fqdn: "127.0.0.1",
        memory: .gibibytes(1),
        disk: .gibibytes(1),
        scheme: "http",
        daemonPort: 8803,
        dataDirectory: "/srv/daemon-data"
    )
}

extension Claim {
    /// The nodes and allocations of the application API.
    static let applicationNodes: [Claim] = [
        .answer("nodes.list_nodes", nodes.list().page(1), also: sortedPaging),
        .answer("node-maintenance.nodes", nodes.list().page(1), also: sortedPaging),
        .answer("nodes.list_nodes.includes", nodes.list(include: NodeInclude.allCases).page(1), also: sortedPaging),
        .answer("nodes.list_nodes.per_page1.page2", nodes.list(perPage: 1).page(2), also: ["sort"]),
        .answer("nodes.get_node_details", first.get()),
        .answer("nodes.get_node_info", first.get()),
        .answer("variant.timezone.node", first.get()),
        .answer("nodes.get_node_details.includes", first.get(include: [.location, .servers])),
        .answer("nodes.get_node_config", first.configuration()),
        .answer("nodes.get_node_config.readonly-key", first.configuration()),
        .answer("nodes.deployable", nodes.deployable(memory: .gibibytes(1), disk: .gibibytes(1))),
        .odd(
            "nodes.create_node",
            .decodes,
            nodes.create(.recorded),
            because: "pydactyl sends a description, which the panel drops"
        ),
        .odd(
            "nodes.edit_node",
            .fails("refused"),
            third.edit(.recorded),
            because: "pydactyl leaves out the data directory, which the panel then resets, and whether it is public"
        ),
        .answer("nodes.delete_node", third.delete()),
        .error("error.400.delete-node-with-servers", "refused", first.delete()),
        .answer(
            "nodes.list_node_allocations",
            first.allocations.list(include: [.node, .server]).page(1),
            also: paging
        ),
        .answer("nodes.list_node_allocations.per_page2.page2", first.allocations.list(perPage: 2).page(2)),
        .answer(
            "nodes.create_allocations",
            third.allocations.create(ip: "10.0.0.3", ports: [.range(3000...3002), 4000], alias: "alias")
        ),
        .answer("nodes.delete_allocation", third.allocations.delete(AllocationID(33))),
        .error("error.400.delete-allocation-in-use", "refused", first.allocations.delete(AllocationID(1))),
    ]
}
