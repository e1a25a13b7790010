/// The backups of one server.
public struct ServerBackups<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// All backups, failed and running ones included; the panel gives no order.
    ///
    /// `GET client/servers/{server}/backups`; permission `backup.read`. The node is not asked.
    /// - Parameter perPage: 1 to 50.
    public func list(perPage: Int = 50) -> PagedRequest<Backup, Sender> {
        paged { page in
            .page(
                APICall(.client, "backup_list", .get, path("/backups"), query: APICall.paging(page, perPage))
            )
        }
    }

    /// One backup, to follow its progress.
    ///
    /// `GET client/servers/{server}/backups/{backup}`; permission `backup.read`.
    public func get(_ backup: BackupUUID) -> Request<Backup, Sender> {
        request(.item(APICall(.client, "backup", .get, path("/backups/" + backup.rawValue.urlPathSegmentEncoded))))
    }

    /// Starts a backup; what comes back is not complete yet.
    ///
    /// `POST client/servers/{server}/backups`; permission `backup.create`.
    /// - Parameters:
    ///   - name: at most 191 characters; the panel makes one up when it is nil.
    ///   - ignored: patterns to leave out; the file `.pteroignore` counts when it is empty.
    ///   - isLocked: whether to protect it from deletion; obeyed only with the permission `backup.delete`.
    /// - Throws: on sending, `throttled` (2 per 600 s and server by default) and `refused` with the code
    ///   `TooManyBackupsException` when the server's limit is reached.
    public func create(
        name: String? = nil,
        ignored: [String] = [],
        isLocked: Bool? = nil
    ) -> Request<Backup, Sender> {
        var members: [String: JSONValue] = [:]
        if let name { members["name"] = .string(name) }
        if !ignored.isEmpty { members["ignored"] = .string(ignored.joined(separator: "\n")) }
        if let isLocked { members["is_locked"] = .bool(isLocked) }
        return request(
            .item(
                APICall(
                    .client,
                    "backup_create",
                    .post,
                    path("/backups"),
                    json: members.isEmpty ? nil : .object(members),
                    isWingsBacked: true,
                    hasOwnLimit: true
                )
            )
        )
    }
}
