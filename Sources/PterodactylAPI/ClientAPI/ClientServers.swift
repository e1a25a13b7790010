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
    ///   - filter: what they must match, all of it.
    ///   - include: what to bring along.
    ///   - perPage: 1 to 100.
    public func list(
        _ scope: ServerScope = .accessible,
        filter: [ServerFilter] = [],
        include: [ServerInclude] = [],
        perPage: Int = 100
    ) -> PagedRequest<Server, Sender> {
        let choice = (scope.type.map { [APICall.QueryItem("type", $0)] } ?? []) + filter.map(\.queryItem)
        return paged { page in
            let query = choice + APICall.paging(page, perPage) + APICall.including(include)
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

/// What the servers of a list must match.
///
/// A panel refuses filters that it does not know (`refused` with the code `InvalidFilterQuery`); these are all of 1.11.
public enum ServerFilter: Sendable, Hashable {
    /// A part of the name.
    case name(String)
    /// A part of the UUID.
    case uuid(String)
    /// A part of the description.
    case description(String)
    /// A part of the id that another system gave it.
    case externalID(String)
    /// What a user types into a search field: the beginning of the UUID, the short id, the external id, a part of the
    /// name, or an allocation's `ip`, `ip:port` or `:port`.
    case any(String)

    /// The filter as the panel takes it.
    var queryItem: APICall.QueryItem {
        switch self {
        case .name(let text): APICall.QueryItem("filter[name]", text)
        case .uuid(let text): APICall.QueryItem("filter[uuid]", text)
        case .description(let text): APICall.QueryItem("filter[description]", text)
        case .externalID(let text): APICall.QueryItem("filter[external_id]", text)
        case .any(let text): APICall.QueryItem("filter[*]", text)
        }
    }
}

/// What a server may bring along on the client API.
public enum ServerInclude: String, Sendable, CaseIterable {
    /// The egg's name and UUID.
    case egg
    /// The subusers; needs the permission `user.read`.
    case subusers
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
