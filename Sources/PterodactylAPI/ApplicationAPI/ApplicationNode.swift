/// One node on the application API.
public struct ApplicationNode<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/application/nodes/{node}`.
    let path: String

    /// Its addresses and ports.
    public var allocations: NodeAllocations<Sender> {
        NodeAllocations(sender: sender, path: path + "/allocations")
    }

    /// The node.
    ///
    /// `GET application/nodes/{node}`; right `nodes: read`.
    public func get(include: [NodeInclude] = []) -> Request<Node, Sender> {
        request(.item(APICall(.application, "node", .get, path, query: APICall.including(include))))
    }

    /// What the node's daemon is configured with, its token included.
    ///
    /// `GET application/nodes/{node}/configuration`; right `nodes: read` (a key that may only read gets the token, too).
    public func configuration() -> Request<NodeConfiguration, Sender> {
        let call = APICall(.application, "node_configuration", .get, path + "/configuration")
        return request(.document(call) { (document) throws(PanelError) in try NodeConfiguration(document) })
    }

    /// Changes all its settings; `update` changes some.
    ///
    /// `PATCH application/nodes/{node}`; right `nodes: write`. The panel passes the new configuration on to the daemon.
    /// - Parameters:
    ///   - settings: all of them: what is not sent the panel would partly reset, the data directory among it.
    ///   - resetsToken: whether the daemon gets a new token; the old one is dead at once.
    /// - Throws: on sending, `refused` with the code `ConfigurationNotPersistedException` when the daemon could not be told:
    ///   then the panel **has** the new settings all the same (recorded).
    public func edit(_ settings: NodeSettings, resetsToken: Bool = false) -> Request<Node, Sender> {
        var members = settings.json.object ?? [:]
        if resetsToken { members["reset_secret"] = true }
        return request(
            .item(APICall(.application, "node_edit", .patch, path, json: .object(members), isWingsBacked: true))
        )
    }

    /// Deletes it from the panel; the machine and its daemon are left alone.
    ///
    /// `DELETE application/nodes/{node}`; right `nodes: write`.
    /// - Throws: on sending, `refused` with the code `HasActiveServersException` while it has servers.
    public func delete() -> Request<Accepted, Sender> {
        request(.accepted(APICall(.application, "node_delete", .delete, path)))
    }
}

extension ApplicationNode where Sender: EndpointSender {
    /// Reads the settings, changes some, and sends all of them: `nodes(id).update { $0.memory = .gibibytes(64) }`.
    ///
    /// What somebody else changes between the two calls is lost.
    /// - Parameters:
    ///   - resetsToken: whether the daemon gets a new token.
    ///   - deadline: the time for each of the two calls; nil leaves each attempt its own time.
    ///   - change: changes the settings as read.
    /// - Returns: the node afterwards.
    /// - Throws: why one of the calls failed; `ConfigurationNotPersistedException` as with `edit`.
    @discardableResult
    public func update(
        resetsToken: Bool = false,
        within deadline: Duration? = nil,
        _ change: (inout NodeSettings) -> Void
    ) async throws(PanelError) -> Node {
        var settings = NodeSettings(try await get().send(within: deadline))
        change(&settings)
        return try await edit(settings, resetsToken: resetsToken).send(within: deadline)
    }
}
