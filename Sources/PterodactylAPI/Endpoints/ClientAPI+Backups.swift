extension ClientAPI {
    /// One page of a server's backups, failed and running ones included.
    ///
    /// `GET client/servers/{server}/backups`; permission `backup.read`. The node is not asked.
    /// - Parameters:
    ///   - server: whose.
    ///   - page: from 1.
    ///   - perPage: 1 to 50.
    public static func backups(
        _ server: some ServerReference,
        page: Int = 1,
        perPage: Int = 50
    ) -> Endpoint<Page<Backup>> {
        .page(
            APICall(.client, "backup_list", .get, path(server, "/backups"), query: APICall.paging(page, perPage))
        )
    }

    /// One backup, to follow its progress.
    ///
    /// `GET client/servers/{server}/backups/{backup}`; permission `backup.read`.
    public static func backup(_ server: some ServerReference, _ backup: BackupUUID) -> Endpoint<Backup> {
        .item(APICall(.client, "backup", .get, path(server, "/backups/" + backup.rawValue.urlPathSegmentEncoded)))
    }

    /// Starts a backup; what comes back is not complete yet.
    ///
    /// `POST client/servers/{server}/backups`; permission `backup.create`.
    /// - Parameters:
    ///   - server: of what.
    ///   - name: at most 191 characters; the panel makes one up when it is nil.
    ///   - ignored: patterns to leave out; the file `.pteroignore` counts when it is empty.
    ///   - isLocked: whether to protect it from deletion; obeyed only with the permission `backup.delete`.
    /// - Throws: on sending, `throttled` (2 per 600 s and server by default) and `refused` with the code
    ///   `TooManyBackupsException` when the server's limit is reached.
    public static func createBackup(
        _ server: some ServerReference,
        name: String? = nil,
        ignored: [String] = [],
        isLocked: Bool? = nil
    ) -> Endpoint<Backup> {
        var members: [String: JSONValue] = [:]
        if let name { members["name"] = .string(name) }
        if !ignored.isEmpty { members["ignored"] = .string(ignored.joined(separator: "\n")) }
        if let isLocked { members["is_locked"] = .bool(isLocked) }
        return .item(
            APICall(
                .client,
                "backup_create",
                .post,
                path(server, "/backups"),
                body: members.isEmpty ? nil : .json(JSONValue.object(members).encoded()),
                isWingsBacked: true,
                hasOwnLimit: true
            )
        )
    }
}
