/// The nodes of the panel: their list, and by calling it with an id one of them.
public struct ApplicationNodes<Sender: Sendable>: CallGroup {
    let sender: Sender
    private let path = "/api/application/nodes"

    init(sender: Sender) { self.sender = sender }

    /// One node.
    public func callAsFunction(_ node: NodeID) -> ApplicationNode<Sender> {
        ApplicationNode(sender: sender, path: "\(path)/\(node.rawValue)")
    }

    /// All nodes, by id, with the sums of their servers' limits.
    ///
    /// `GET application/nodes`; right `nodes: read`.
    /// - Parameters:
    ///   - filter: what they must be like.
    ///   - sort: their order.
    ///   - include: what to bring along.
    ///   - perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public func list(
        filter: [ApplicationFilter<Node>] = [],
        sort: ApplicationSort<Node> = .id,
        include: [NodeInclude] = [],
        perPage: Int = 100
    ) -> PagedRequest<Node, Sender> {
        paged { page in
            let query = APICall.listing(page, perPage: perPage, filter: filter, sort: sort, include: include)
            return .page(APICall(.application, "node_list", .get, path, query: query))
        }
    }

    /// The public nodes that a server of this size would fit on; the list has no pages.
    ///
    /// `GET application/nodes/deployable`; right `nodes: read`.
    /// - Parameters:
    ///   - memory: the memory limit of the server, rounded up to MiB.
    ///   - disk: the disk limit of the server, rounded up to MiB.
    ///   - locations: where they must stand; empty for anywhere.
    ///   - include: what to bring along.
    /// - Throws: on sending, `refused` with the code `NoViableNodeException` when there is none.
    public func deployable(
        memory: ByteCount,
        disk: ByteCount,
        locations: [LocationID] = [],
        include: [NodeInclude] = []
    ) -> Request<[Node], Sender> {
        let size = [
            APICall.QueryItem("memory", String(memory.mebibytesRoundedUp)),
            APICall.QueryItem("disk", String(disk.mebibytesRoundedUp)),
        ]
        let places = locations.map { APICall.QueryItem("location_ids[]", String($0.rawValue)) }
        let query = size + places + APICall.including(include)
        return request(.list(APICall(.application, "node_deployable", .get, path + "/deployable", query: query)))
    }

    /// Makes a node; its daemon is then set up by hand with what `configuration` gives.
    ///
    /// `POST application/nodes`; right `nodes: write`. A description cannot be set: the panel drops it (recorded).
    public func create(_ settings: NodeSettings) -> Request<Node, Sender> {
        request(.item(APICall(.application, "node_create", .post, path, json: settings.json)))
    }
}
