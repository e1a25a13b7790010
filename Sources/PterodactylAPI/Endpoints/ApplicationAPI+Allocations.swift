extension ApplicationAPI {
    /// Which allocations of a node a list holds (`filter[server_id]`).
    public enum AllocationScope: Sendable, Hashable {
        /// All of them.
        case all
        /// Those that no server has.
        case unassigned
        /// Those of one server.
        case server(InternalServerID)

        /// The value of the filter; nil for leaving it out.
        ///
        /// The panel takes digits for a server, and everything else for "no server" (1.11
        /// `Nodes/AllocationController`).
        var filter: String? {
            switch self {
            case .all: nil
            case .unassigned: "false"
            case .server(let id): String(id.rawValue)
            }
        }
    }

    /// One page of a node's allocations.
    ///
    /// `GET application/nodes/{node}/allocations`; right `allocations: read`. The list knows no `sort`. To count, ask for a
    /// page of one and read `pagination.total`.
    /// - Parameters:
    ///   - node: whose.
    ///   - scope: which of them.
    ///   - page: from 1.
    ///   - perPage: 1 or more; 1.11 has no cap.
    public static func allocations(
        of node: NodeID,
        _ scope: AllocationScope = .all,
        page: Int = 1,
        perPage: Int = 100
    ) -> Endpoint<Page<ApplicationAllocation>> {
        let filter = scope.filter.map { [APICall.QueryItem("filter[server_id]", $0)] } ?? []
        return .page(
            APICall(
                .application,
                "node_allocation_list",
                .get,
                "/api/application/nodes/\(node.rawValue)/allocations",
                query: filter + APICall.paging(page, perPage)
            )
        )
    }
}
