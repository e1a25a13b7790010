/// The databases of one server.
public struct ServerDatabases<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// All databases.
    ///
    /// `GET client/servers/{server}/databases`; permission `database.read`. The list has no pages.
    /// - Parameter includesPasswords: whether to bring the passwords along; without the permission `database.view_password`
    ///   they stay nil.
    public func list(includesPasswords: Bool = false) -> Request<[ServerDatabase], Sender> {
        let query = includesPasswords ? [APICall.QueryItem("include", "password")] : []
        return request(.list(APICall(.client, "database_list", .get, path("/databases"), query: query)))
    }

    /// Makes a database.
    ///
    /// `POST client/servers/{server}/databases`; permission `database.create`.
    /// - Parameters:
    ///   - name: 3 to 48 letters, digits, hyphens and underscores. The host's name for it is `s{number}_{name}`, cut to 48.
    ///   - remote: where connections may come from; `%` is everywhere.
    /// - Returns: on sending, the database with its password.
    /// - Throws: on sending, `refused` with the code `DuplicateDatabaseNameException`, `TooManyDatabasesException` or
    ///   `NoSuitableDatabaseHostException`; `panelUnavailable` when databases are switched off; `throttled` (since 1.12).
    public func create(name: String, remote: String = "%") -> Request<ServerDatabase, Sender> {
        let body: JSONValue = ["database": .string(name), "remote": .string(remote)]
        let call = APICall(.client, "database_create", .post, path("/databases"), json: body, hasOwnLimit: true)
        return request(.item(call))
    }

    /// Gives a database a new password; the old one ends at once.
    ///
    /// `POST client/servers/{server}/databases/{database}/rotate-password`; permission `database.update`.
    /// - Returns: on sending, the database with its password, or without it where the permission `database.view_password` is
    ///   missing.
    /// - Throws: on sending, `panelUnavailable` when the database's host cannot be reached.
    public func rotatePassword(_ database: DatabaseID) -> Request<ServerDatabase, Sender> {
        request(.item(APICall(.client, "database_rotate", .post, path(of: database, "/rotate-password"))))
    }

    /// Deletes a database and everything in it.
    ///
    /// `DELETE client/servers/{server}/databases/{database}`; permission `database.delete`.
    /// - Throws: on sending, `panelUnavailable` when the database's host cannot be reached.
    public func delete(_ database: DatabaseID) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.client, "database_delete", .delete, path(of: database))))
    }

    private func path(of database: DatabaseID, _ rest: String = "") -> String {
        path("/databases/" + database.pathSegment + rest)
    }
}
