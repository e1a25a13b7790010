/// The application API: what an administrator may do, with a `ptla_` key or a root admin's `ptlc_` key.
///
/// Each call costs one of the user's requests, counted apart from the client API's (240 per minute by default). Every list
/// is asked for in the order of its ids, so that pages do not overlap.
public enum ApplicationAPI {
    /// One page of all servers.
    ///
    /// `GET application/servers`; right `servers: read`.
    /// - Parameters:
    ///   - page: from 1; past the end the page is empty.
    ///   - perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public static func servers(page: Int = 1, perPage: Int = 100) -> Endpoint<Page<ApplicationServer>> {
        .page(
            APICall(
                .application,
                "application_server_list",
                .get,
                "/api/application/servers",
                query: sorted(page, perPage)
            )
        )
    }

    /// One page of all nodes, with the sums of their servers' limits.
    ///
    /// `GET application/nodes`; right `nodes: read`.
    /// - Parameters:
    ///   - page: from 1.
    ///   - perPage: 1 or more.
    public static func nodes(page: Int = 1, perPage: Int = 100) -> Endpoint<Page<Node>> {
        .page(APICall(.application, "node_list", .get, "/api/application/nodes", query: sorted(page, perPage)))
    }

    /// What a node's daemon is configured with, its token included.
    ///
    /// `GET application/nodes/{node}/configuration`; right `nodes: read` (a key that may only read gets the token, too).
    public static func nodeConfiguration(_ node: NodeID) -> Endpoint<NodeConfiguration> {
        .document(
            APICall(.application, "node_configuration", .get, "/api/application/nodes/\(node.rawValue)/configuration")
        ) { (document) throws(PanelError) in try NodeConfiguration(document) }
    }

    /// One page of all locations.
    ///
    /// `GET application/locations`; right `locations: read`.
    /// - Parameters:
    ///   - page: from 1.
    ///   - perPage: 1 or more.
    public static func locations(page: Int = 1, perPage: Int = 100) -> Endpoint<Page<Location>> {
        .page(APICall(.application, "location_list", .get, "/api/application/locations", query: sorted(page, perPage)))
    }

    private static func sorted(_ page: Int, _ perPage: Int) -> [APICall.QueryItem] {
        APICall.paging(page, perPage) + [APICall.QueryItem("sort", "id")]
    }
}
