/// The subusers of one server.
public struct ServerSubusers<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// All subusers.
    ///
    /// `GET client/servers/{server}/users`; permission `user.read`. The list has no pages.
    public func list() -> Request<[Subuser], Sender> {
        request(.list(APICall(.client, "subuser_list", .get, path("/users"))))
    }

    /// One subuser.
    ///
    /// `GET client/servers/{server}/users/{user}`; permission `user.read`.
    /// - Throws: on sending, `forbidden` when it is the key's own user.
    public func get(_ user: UserUUID) -> Request<Subuser, Sender> {
        request(.item(APICall(.client, "subuser", .get, path(of: user))))
    }

    /// Shares the server with somebody.
    ///
    /// `POST client/servers/{server}/users`; permission `user.create`.
    /// - Parameters:
    ///   - email: 1 to 191 characters. For one that the panel does not know it **makes an account** and sends a mail.
    ///   - permissions: what the panel does not know is left out; `websocket.connect` is always added.
    /// - Throws: on sending, `refused` with the code `ServerSubuserExistsException` or `UserIsServerOwnerException`,
    ///   `forbidden` for rights that the key's user has not; `throttled` (since 1.12).
    public func create(email: String, permissions: [Permission]) -> Request<Subuser, Sender> {
        let body: JSONValue = ["email": .string(email), "permissions": Self.list(permissions)]
        return request(
            .item(APICall(.client, "subuser_create", .post, path("/users"), json: body, hasOwnLimit: true))
        )
    }

    /// Replaces a subuser's rights, all of them.
    ///
    /// `POST client/servers/{server}/users/{user}`; permission `user.update`. The panel asks the node to end the user's open
    /// consoles, and goes on when the node does not answer.
    /// - Throws: on sending, `forbidden` for the key's own user and for rights that that user has not.
    public func update(_ user: UserUUID, permissions: [Permission]) -> Request<Subuser, Sender> {
        let body: JSONValue = ["permissions": Self.list(permissions)]
        return request(
            .item(APICall(.client, "subuser_update", .post, path(of: user), json: body, isWingsBacked: true))
        )
    }

    /// Ends somebody's access to the server; the account stays.
    ///
    /// `DELETE client/servers/{server}/users/{user}`; permission `user.delete`.
    /// - Throws: on sending, `forbidden` for the key's own user.
    public func delete(_ user: UserUUID) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.client, "subuser_delete", .delete, path(of: user), isWingsBacked: true)))
    }

    private func path(of user: UserUUID) -> String { path("/users/" + user.pathSegment) }

    private static func list(_ permissions: [Permission]) -> JSONValue {
        .array(permissions.map { .string($0.rawValue) })
    }
}
