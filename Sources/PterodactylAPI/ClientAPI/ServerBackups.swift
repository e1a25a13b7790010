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
        request(.item(APICall(.client, "backup", .get, path(of: backup))))
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

    /// Where to download a backup.
    ///
    /// `GET client/servers/{server}/backups/{backup}/download`; permission `backup.download`. At the node the address works
    /// once and for 15 min, at an object store for 5 min; whether the backup is complete is not checked.
    public func download(_ backup: BackupUUID) -> Request<SignedURL, Sender> {
        request(.item(APICall(.client, "backup_download", .get, path(of: backup, "/download"))))
    }

    /// **Toggles** the protection from deletion: locks what is open, opens what is locked.
    ///
    /// `POST client/servers/{server}/backups/{backup}/lock`; permission `backup.delete`. Never repeated, since twice is as good
    /// as not at all; `setLocked` looks first.
    /// - Returns: on sending, the backup as it is now.
    public func toggleLock(_ backup: BackupUUID) -> Request<Backup, Sender> {
        request(.item(APICall(.client, "backup_lock", .post, path(of: backup, "/lock"))))
    }

    /// Restores a backup: stops the server, whose status is `restoringBackup` until the node reports back.
    ///
    /// `POST client/servers/{server}/backups/{backup}/restore`; permission `backup.restore`. Accepted is not done.
    /// - Parameter truncate: whether to delete **all files** of the server first.
    /// - Throws: on sending, `refused` when the server's status is not normal or the backup is not complete.
    public func restore(_ backup: BackupUUID, truncate: Bool) -> Request<Accepted, Sender> {
        let body: JSONValue = ["truncate": .bool(truncate)]
        return request(
            .accepted(
                APICall(.client, "backup_restore", .post, path(of: backup, "/restore"), json: body, isWingsBacked: true)
            )
        )
    }

    /// Deletes a backup.
    ///
    /// `DELETE client/servers/{server}/backups/{backup}`; permission `backup.delete`. One that the node does not have any more
    /// is deleted all the same.
    /// - Throws: on sending, `refused` with the code `BackupLockedException` when it is protected.
    public func delete(_ backup: BackupUUID) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.client, "backup_delete", .delete, path(of: backup), isWingsBacked: true)))
    }

    private func path(of backup: BackupUUID, _ rest: String = "") -> String {
        path("/backups/" + backup.rawValue.urlPathSegmentEncoded + rest)
    }
}

extension ServerBackups where Sender: EndpointSender {
    /// Protects a backup from deletion, or ends that: reads it, and toggles the protection where it is the other one.
    ///
    /// One or two calls. When somebody else toggles between them, the backup that is returned shows it.
    /// - Returns: the backup as it is now.
    /// - Throws: why it could not be read or toggled.
    @discardableResult
    public func setLocked(_ isLocked: Bool, _ backup: BackupUUID) async throws(PanelError) -> Backup {
        let current = try await get(backup).send()
        return current.isLocked == isLocked ? current : try await toggleLock(backup).send()
    }
}
