/// The servers that a key reaches: their list, and by calling it with an id one of them.
public struct ClientServers<Sender: Sendable>: CallGroup {
    let sender: Sender

    /// One server.
    /// - Parameter server: its UUID (to be preferred) or its short id.
    public func callAsFunction(_ server: some ServerReference) -> ClientServer<Sender> {
        ClientServer(sender: sender, path: ClientServerPath(server))
    }

    /// The servers.
    ///
    /// `GET client`. The panel gives no order, so that an item may come on two pages: as a sequence each is given once.
    /// - Parameters:
    ///   - scope: which servers; `.adminAll` is every server, but an empty list for a key that is no root admin's.
    ///   - include: what to bring along.
    ///   - perPage: 1 to 100.
    public func list(
        _ scope: ServerScope = .accessible,
        include: [ServerInclude] = [],
        perPage: Int = 100
    ) -> PagedRequest<Server, Sender> {
        let type = scope.type.map { [APICall.QueryItem("type", $0)] } ?? []
        return paged { page in
            let query = type + APICall.paging(page, perPage) + APICall.including(include)
            return .page(APICall(.client, "server_list", .get, "/api/client", query: query))
        }
    }
}

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

/// What a server may bring along on the client API.
public enum ServerInclude: String, Sendable, CaseIterable {
    /// The egg's name and UUID.
    case egg
}

/// Where a server's calls begin: `/api/client/servers/{server}`.
struct ClientServerPath: Sendable {
    private let text: String

    init(_ server: some ServerReference) {
        text = "/api/client/servers/" + server.pathSegment.urlPathSegmentEncoded
    }

    /// The path of something of the server's.
    /// - Parameter rest: begins with a slash; empty for the server itself.
    func callAsFunction(_ rest: String = "") -> String { text + rest }
}
