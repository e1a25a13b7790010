/// The nodes of the panel: their list, and by calling it with an id one of them.
public struct ApplicationNodes<Sender: Sendable>: CallGroup {
    let sender: Sender

    /// One node.
    public func callAsFunction(_ node: NodeID) -> ApplicationNode<Sender> {
        ApplicationNode(sender: sender, path: "/api/application/nodes/\(node.rawValue)")
    }

    /// All nodes, by id, with the sums of their servers' limits.
    ///
    /// `GET application/nodes`; right `nodes: read`.
    /// - Parameter perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public func list(perPage: Int = 100) -> PagedRequest<Node, Sender> {
        paged { page in
            let query = APICall.paging(page, perPage) + APICall.sortedByID
            return .page(APICall(.application, "node_list", .get, "/api/application/nodes", query: query))
        }
    }
}

/// One node on the application API.
public struct ApplicationNode<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/application/nodes/{node}`.
    let path: String

    /// What the node's daemon is configured with, its token included.
    ///
    /// `GET application/nodes/{node}/configuration`; right `nodes: read` (a key that may only read gets the token, too).
    public func configuration() -> Request<NodeConfiguration, Sender> {
        let call = APICall(.application, "node_configuration", .get, path + "/configuration")
        return request(.document(call) { (document) throws(PanelError) in try NodeConfiguration(document) })
    }
}
