/// The locations: their list, and by calling it with an id one of them.
public struct ApplicationLocations<Sender: Sendable>: CallGroup {
    let sender: Sender
    private let path = "/api/application/locations"

    init(sender: Sender) { self.sender = sender }

    /// One location.
    public func callAsFunction(_ location: LocationID) -> ApplicationLocation<Sender> {
        ApplicationLocation(sender: sender, path: "\(path)/\(location.rawValue)")
    }

    /// All locations, by id.
    ///
    /// `GET application/locations`; right `locations: read`.
    /// - Parameters:
    ///   - filter: what they must be like.
    ///   - sort: their order.
    ///   - include: what to bring along.
    ///   - perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public func list(
        filter: [ApplicationFilter<Location>] = [],
        sort: ApplicationSort<Location> = .id,
        include: [LocationInclude] = [],
        perPage: Int = 100
    ) -> PagedRequest<Location, Sender> {
        paged { page in
            let query = APICall.listing(page, perPage: perPage, filter: filter, sort: sort, include: include)
            return .page(APICall(.application, "location_list", .get, path, query: query))
        }
    }

    /// Makes a location.
    ///
    /// `POST application/locations`; right `locations: write`.
    /// - Throws: on sending, `validation` when the short name is taken.
    public func create(_ settings: LocationSettings) -> Request<Location, Sender> {
        request(.item(APICall(.application, "location_create", .post, path, json: settings.json)))
    }
}

/// One location on the application API.
public struct ApplicationLocation<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/application/locations/{location}`.
    let path: String

    /// The location.
    ///
    /// `GET application/locations/{location}`; right `locations: read`.
    public func get(include: [LocationInclude] = []) -> Request<Location, Sender> {
        request(.item(APICall(.application, "location", .get, path, query: APICall.including(include))))
    }

    /// Changes all its settings; `update` changes some.
    ///
    /// `PATCH application/locations/{location}`; right `locations: write`.
    public func edit(_ settings: LocationSettings) -> Request<Location, Sender> {
        request(.item(APICall(.application, "location_edit", .patch, path, json: settings.json)))
    }

    /// Deletes it.
    ///
    /// `DELETE application/locations/{location}`; right `locations: write`.
    /// - Throws: on sending, `refused` with the code `HasActiveNodesException` while nodes stand there.
    public func delete() -> Request<Accepted, Sender> {
        request(.accepted(APICall(.application, "location_delete", .delete, path)))
    }
}

extension ApplicationLocation where Sender: EndpointSender {
    /// Reads the settings, changes some, and sends all of them.
    ///
    /// What somebody else changes between the two calls is lost.
    /// - Parameters:
    ///   - deadline: the time for each of the two calls; nil leaves each attempt its own time.
    ///   - change: changes the settings as read.
    /// - Returns: the location afterwards.
    /// - Throws: why one of the calls failed.
    @discardableResult
    public func update(
        within deadline: Duration? = nil,
        _ change: (inout LocationSettings) -> Void
    ) async throws(PanelError) -> Location {
        var settings = LocationSettings(try await get().send(within: deadline))
        change(&settings)
        return try await edit(settings).send(within: deadline)
    }
}
