extension PanelClient {
    /// Reads a node and its configuration, and makes a client for its daemon: same transport, same policy of repetition.
    ///
    /// Right `nodes: read`. The client keeps the node's token; when a call answers `unauthenticated`, the token was reset,
    /// and a new client is needed.
    /// - Parameters:
    ///   - node: the node.
    ///   - deadline: the time for each of the two calls; nil leaves each attempt its own time.
    /// - Throws: why one of the calls failed.
    public func wings(_ node: NodeID, within deadline: Duration? = nil) async throws(PanelError) -> WingsClient {
        try await wings(try await application.nodes(node).get().send(within: deadline), within: deadline)
    }

    /// Reads a node's configuration, and makes a client for its daemon: same transport, same policy of repetition.
    ///
    /// - Parameters:
    ///   - node: the node, as the panel shows it.
    ///   - url: the daemon's address where it is not the one that the panel uses (`Node.daemonURL`).
    ///   - deadline: the time for the call; nil leaves each attempt its own time.
    /// - Throws: why the call failed.
    public func wings(
        _ node: Node,
        at url: String? = nil,
        within deadline: Duration? = nil
    ) async throws(PanelError) -> WingsClient {
        let configuration = try await application.nodes(node.id).configuration().send(within: deadline)
        return WingsClient(
            url: url ?? node.daemonURL,
            token: configuration.token,
            transport: transport,
            retry: repetition.policy,
            clock: repetition.clock
        )
    }
}
