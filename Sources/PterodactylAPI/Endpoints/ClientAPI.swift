/// The client API: what a user may do, with a `ptlc_` key; a root admin's key may do it to every server.
///
/// Each call costs one of the user's requests (720 per minute by default, fewer in later versions). "Permission" names
/// what a subuser needs; owners and root admins need none.
public enum ClientAPI {
    /// Which servers a list holds (`type`).
    public enum ServerScope: Sendable, Hashable, CaseIterable {
        /// Those that the user owns or is a subuser of.
        case accessible
        /// Those that the user owns.
        case owner
        /// For a root admin: those that the user neither owns nor is a subuser of. For others: none.
        case admin
        /// For a root admin: every server. For others: none.
        case adminAll

        /// The value of `type`; nil for leaving it out.
        var type: String? {
            switch self {
            case .accessible: nil
            case .owner: "owner"
            case .admin: "admin"
            case .adminAll: "admin-all"
            }
        }
    }

    /// What a server may bring along.
    public enum ServerInclude: String, Sendable, CaseIterable {
        /// The egg's name and UUID.
        case egg
    }

    /// The key's user.
    ///
    /// `GET client/account`; a cheap way to learn whether the key is valid and its user a root admin. Exempt from the
    /// panel's demand for two-factor authentication.
    public static func account() -> Endpoint<Account> {
        .item(APICall(.client, "account", .get, "/api/client/account"))
    }

    /// One page of the servers.
    ///
    /// `GET client`. The panel gives no order: whoever reads several pages has to drop repetitions (`PanelClient.items`).
    /// - Parameters:
    ///   - scope: which servers; `.adminAll` is every server, but an empty list for a key that is no root admin's.
    ///   - page: from 1; past the end the page is empty.
    ///   - perPage: 1 to 100.
    ///   - include: what to bring along.
    public static func servers(
        _ scope: ServerScope = .accessible,
        page: Int = 1,
        perPage: Int = 100,
        include: [ServerInclude] = []
    ) -> Endpoint<Page<Server>> {
        let type = scope.type.map { [APICall.QueryItem("type", $0)] } ?? []
        let query = type + APICall.paging(page, perPage) + APICall.including(include)
        return .page(APICall(.client, "server_list", .get, "/api/client", query: query))
    }
}

extension ClientAPI {
    /// One server, in every state (this call alone never answers 409).
    ///
    /// `GET client/servers/{server}`.
    public static func server(
        _ server: some ServerReference,
        include: [ServerInclude] = []
    ) -> Endpoint<Server> {
        .item(APICall(.client, "server", .get, path(server), query: APICall.including(include)))
    }

    /// What a server uses now.
    ///
    /// `GET client/servers/{server}/resources`. Cached by the panel for 20 s per server; failures are not cached and each
    /// keeps a worker of the panel busy for up to 15 s.
    public static func resources(_ server: some ServerReference) -> Endpoint<ServerResources> {
        .item(APICall(.client, "server_resources", .get, path(server, "/resources"), isWingsBacked: true))
    }

    /// Where to open a server's WebSocket.
    ///
    /// `GET client/servers/{server}/websocket`; permission `websocket.connect`. The node is not asked. Panels of 1.12 limit
    /// it to a few per minute and server: ask only when a token is needed.
    public static func websocket(_ server: some ServerReference) -> Endpoint<WebSocketCredentials> {
        .document(
            APICall(.client, "server_websocket", .get, path(server, "/websocket"), hasOwnLimit: true)
        ) { (document) throws(PanelError) in try WebSocketCredentials(document) }
    }

    /// Sends a power signal.
    ///
    /// `POST client/servers/{server}/power`; permission `control.start`, `control.restart`, or `control.stop` for stop and
    /// kill. Accepted is not done (`Accepted`), and after a lost answer the signal may have been sent: never repeated.
    public static func power(_ server: some ServerReference, _ signal: PowerSignal) -> Endpoint<Accepted> {
        let body: JSONValue = ["signal": .string(signal.rawValue)]
        return .accepted(
            APICall(
                .client,
                "server_power",
                .post,
                path(server, "/power"),
                body: .json(body.encoded()),
                isWingsBacked: true
            )
        )
    }

    /// Types a line into a server's console.
    ///
    /// `POST client/servers/{server}/command`; permission `control.console`.
    /// - Throws: on sending, `serverOffline` when the server is not running.
    public static func command(_ server: some ServerReference, _ command: String) -> Endpoint<Accepted> {
        let body: JSONValue = ["command": .string(command)]
        return .accepted(
            APICall(
                .client,
                APICall.commandName,
                .post,
                path(server, "/command"),
                body: .json(body.encoded()),
                isWingsBacked: true
            )
        )
    }

    /// The path of a server's resource.
    static func path(_ server: some ServerReference, _ rest: String = "") -> String {
        "/api/client/servers/" + server.pathSegment.urlPathSegmentEncoded + rest
    }
}
