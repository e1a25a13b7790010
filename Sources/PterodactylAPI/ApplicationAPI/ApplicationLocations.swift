/// The locations.
public struct ApplicationLocations<Sender: Sendable>: CallGroup {
    let sender: Sender

    /// All locations, by id.
    ///
    /// `GET application/locations`; right `locations: read`.
    /// - Parameter perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public func list(perPage: Int = 100) -> PagedRequest<Location, Sender> {
        paged { page in
            let query = APICall.paging(page, perPage) + APICall.sortedByID
            return .page(APICall(.application, "location_list", .get, "/api/application/locations", query: query))
        }
    }
}
