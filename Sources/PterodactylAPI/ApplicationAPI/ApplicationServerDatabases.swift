/// The databases of one server on the application API.
public struct ApplicationServerDatabases<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/application/servers/{server}/databases`.
    let path: String

    /// All databases; the list has no pages.
    ///
    /// `GET application/servers/{server}/databases`; right `server_databases: read`.
    public func list(include: [ApplicationDatabaseInclude] = []) -> Request<[ApplicationDatabase], Sender> {
        request(
            .list(APICall(.application, "application_database_list", .get, path, query: APICall.including(include)))
        )
    }

    /// One database.
    ///
    /// `GET application/servers/{server}/databases/{database}`; right `server_databases: read`.
    public func get(
        _ database: ApplicationDatabaseID,
        include: [ApplicationDatabaseInclude] = []
    ) -> Request<ApplicationDatabase, Sender> {
        let query = APICall.including(include)
        return request(.item(APICall(.application, "application_database", .get, path(of: database), query: query)))
    }

    /// Makes a database; its password is read with `get(_:include: [.password])`.
    ///
    /// `POST application/servers/{server}/databases`; right `server_databases: write`.
    /// - Parameters:
    ///   - name: 1 to 48 letters, digits, `-` and `_`; on the host it becomes `s{server}_{name}`.
    ///   - remote: the addresses that may connect, 1 to 15 of digits, `.` and `%`; `%` is any.
    ///   - host: the database host.
    /// - Throws: on sending, `refused` with the code `TooManyDatabasesException` when the server's limit is reached.
    public func create(
        name: String,
        remote: String = "%",
        host: DatabaseHostID
    ) -> Request<ApplicationDatabase, Sender> {
        let body: JSONValue = ["database": .string(name), "remote": .string(remote), "host": .id(host)]
        return request(.item(APICall(.application, "application_database_create", .post, path, json: body)))
    }

    /// Gives a database a new password, which is not in the answer: `get(_:include: [.password])` reads it.
    ///
    /// `POST application/servers/{server}/databases/{database}/reset-password`; right `server_databases: write`.
    public func resetPassword(_ database: ApplicationDatabaseID) -> Request<Accepted, Sender> {
        let path = path(of: database) + "/reset-password"
        return request(.accepted(APICall(.application, "application_database_reset_password", .post, path)))
    }

    /// Deletes a database with all that is in it.
    ///
    /// `DELETE application/servers/{server}/databases/{database}`; right `server_databases: write`.
    public func delete(_ database: ApplicationDatabaseID) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.application, "application_database_delete", .delete, path(of: database))))
    }

    private func path(of database: ApplicationDatabaseID) -> String { "\(path)/\(database.rawValue)" }
}
