/// The users of the panel: their list, and by calling it with an id one of them.
public struct ApplicationUsers<Sender: Sendable>: CallGroup {
    let sender: Sender
    private let path = "/api/application/users"

    init(sender: Sender) { self.sender = sender }

    /// One user.
    public func callAsFunction(_ user: UserID) -> ApplicationUser<Sender> {
        ApplicationUser(sender: sender, path: "\(path)/\(user.rawValue)")
    }

    /// All users, by id.
    ///
    /// `GET application/users`; right `users: read`.
    /// - Parameters:
    ///   - filter: what they must be like.
    ///   - sort: their order.
    ///   - include: what to bring along.
    ///   - perPage: 1 or more; 1.11 has no cap, later versions refuse more than 100.
    public func list(
        filter: [ApplicationFilter<User>] = [],
        sort: ApplicationSort<User> = .id,
        include: [UserInclude] = [],
        perPage: Int = 100
    ) -> PagedRequest<User, Sender> {
        paged { page in
            let query = APICall.listing(page, perPage: perPage, filter: filter, sort: sort, include: include)
            return .page(APICall(.application, "user_list", .get, path, query: query))
        }
    }

    /// The user whom another system knows by this id.
    ///
    /// `GET application/users/external/{id}`; right `users: read`.
    /// - Parameter id: the whole id; see the filter `externalID` for a part of it.
    public func external(_ id: String, include: [UserInclude] = []) -> Request<User, Sender> {
        let path = "\(path)/external/\(id.urlPathSegmentEncoded)"
        return request(.item(APICall(.application, "user_external", .get, path, query: APICall.including(include))))
    }

    /// Makes a user; without a password the panel mails a link to set one.
    ///
    /// `POST application/users`; right `users: write`.
    /// - Throws: on sending, `validation`, as when the name or the address is taken.
    public func create(_ settings: UserSettings) -> Request<User, Sender> {
        request(.item(APICall(.application, "user_create", .post, path, json: settings.json)))
    }
}

/// One user on the application API.
public struct ApplicationUser<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/application/users/{user}`.
    let path: String

    /// The user.
    ///
    /// `GET application/users/{user}`; right `users: read`.
    public func get(include: [UserInclude] = []) -> Request<User, Sender> {
        request(.item(APICall(.application, "user", .get, path, query: APICall.including(include))))
    }

    /// Changes all the settings; `update` changes some.
    ///
    /// `PATCH application/users/{user}`; right `users: write`. Without a password the old one stays.
    /// - Throws: on sending, `validation`, as when the name or the address is taken.
    public func edit(_ settings: UserSettings) -> Request<User, Sender> { edit(settings.json) }

    /// Deletes the user.
    ///
    /// `DELETE application/users/{user}`; right `users: write`.
    /// - Throws: on sending, `refused` with the code `DisplayException` while the user owns servers.
    public func delete() -> Request<Accepted, Sender> {
        request(.accepted(APICall(.application, "user_delete", .delete, path)))
    }

    private func edit(_ json: JSONValue) -> Request<User, Sender> {
        request(.item(APICall(.application, "user_edit", .patch, path, json: json)))
    }
}

extension ApplicationUser where Sender: EndpointSender {
    /// Reads the settings, changes some, and sends those, with the four that the panel demands each time.
    ///
    /// What somebody else changes of those four between the two calls is lost; nothing else is touched.
    /// - Parameters:
    ///   - deadline: the time for each of the two calls; nil leaves each attempt its own time.
    ///   - change: changes the settings as read; the password is nil.
    /// - Returns: the user afterwards.
    /// - Throws: why one of the calls failed.
    @discardableResult
    public func update(
        within deadline: Duration? = nil,
        _ change: (inout UserSettings) -> Void
    ) async throws(PanelError) -> User {
        let former = UserSettings(try await get().send(within: deadline))
        var settings = former
        change(&settings)
        return try await edit(settings.json(changing: former)).send(within: deadline)
    }
}
