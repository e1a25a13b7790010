/// The servers of the panel: their list, and by calling it with an id one of them.
public struct ApplicationServers<Sender: Sendable>: CallGroup {
    let sender: Sender
    private let path = "/api/application/servers"

    init(sender: Sender) { self.sender = sender }

    /// One server.
    /// - Parameter server: its number; the UUID and the short id are not accepted here (recorded: 404).
    public func callAsFunction(_ server: InternalServerID) -> ApplicationServerCalls<Sender> {
        ApplicationServerCalls(sender: sender, path: "\(path)/\(server.rawValue)")
    }

    /// All servers, by id; without their live state.
    ///
    /// `GET application/servers`; right `servers: read`.
    /// - Parameters:
    ///   - filter: what they must be like.
    ///   - sort: their order.
    ///   - include: what to bring along.
    ///   - perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public func list(
        filter: [ApplicationFilter<ApplicationServer>] = [],
        sort: ApplicationSort<ApplicationServer> = .id,
        include: [ApplicationServerInclude] = [],
        perPage: Int = 100
    ) -> PagedRequest<ApplicationServer, Sender> {
        paged { page in
            let query = APICall.listing(page, perPage: perPage, filter: filter, sort: sort, include: include)
            return .page(APICall(.application, "application_server_list", .get, path, query: query))
        }
    }

    /// The server that another system knows by this id.
    ///
    /// `GET application/servers/external/{id}`; right `servers: read`.
    /// - Parameter id: the whole id, in its case; see the filter `externalID` for a part of it.
    public func external(
        _ id: String,
        include: [ApplicationServerInclude] = []
    ) -> Request<ApplicationServer, Sender> {
        let path = "\(path)/external/\(id.urlPathSegmentEncoded)"
        let query = APICall.including(include)
        return request(.item(APICall(.application, "application_server_external", .get, path, query: query)))
    }

    /// Makes a server, exactly one, and has it installed; what comes back is not installed yet.
    ///
    /// `POST application/servers`; right `servers: write`.
    /// - Throws: on sending, `validation` (of a variable under `environment.NAME`), `refused` with the code
    ///   `NoViableNodeException` or `NoViableAllocationException`, and `nodeUnreachable`: then there is no server.
    public func create(_ server: NewServer) -> Request<ApplicationServer, Sender> {
        let call = APICall(
            .application,
            "application_server_create",
            .post,
            path,
            json: server.json,
            isWingsBacked: true
        )
        return request(.item(call))
    }
}
