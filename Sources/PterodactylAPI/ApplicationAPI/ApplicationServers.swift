/// The servers of the panel.
public struct ApplicationServers<Sender: Sendable>: CallGroup {
    let sender: Sender

    /// All servers, by id.
    ///
    /// `GET application/servers`; right `servers: read`.
    /// - Parameter perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public func list(perPage: Int = 100) -> PagedRequest<ApplicationServer, Sender> {
        paged { page in
            let query = APICall.paging(page, perPage) + APICall.sortedByID
            return .page(
                APICall(.application, "application_server_list", .get, "/api/application/servers", query: query)
            )
        }
    }
}
