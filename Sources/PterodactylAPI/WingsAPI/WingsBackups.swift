/// The backups of one server on its node.
///
/// They belong to the panel: it makes the UUID, is told the outcome, and shows them. Use its API unless you stand in for it.
public struct WingsBackups<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/servers/{server}/backup`.
    let path: String

    /// Where a backup is kept.
    public enum Storage: Sendable, Hashable {
        /// On the node.
        case local
        /// In an object store, to which the panel gives signed URLs.
        case s3
        var word: String { self == .local ? "wings" : "s3" }
    }

    /// Starts a backup.
    ///
    /// `POST /api/servers/{server}/backup`.
    /// - Parameters:
    ///   - backup: the UUID, which the panel must know.
    ///   - storage: where to keep it.
    ///   - ignored: patterns to leave out.
    public func create(
        _ backup: BackupUUID,
        in storage: Storage = .local,
        ignored: [String] = []
    ) -> Request<Accepted, Sender> {
        let body: JSONValue = [
            "adapter": .string(storage.word), "uuid": .string(backup.rawValue),
            "ignore": .string(ignored.joined(separator: "\n")),
        ]
        return request(.accepted(APICall(.wings, "wings_backup_create", .post, path, json: body)))
    }

    /// Starts to restore a local backup.
    ///
    /// `POST /api/servers/{server}/backup/{backup}/restore`.
    /// - Parameters:
    ///   - backup: the backup.
    ///   - truncate: whether all files are deleted first.
    public func restore(_ backup: BackupUUID, truncate: Bool) -> Request<Accepted, Sender> {
        restore(backup, ["adapter": "wings", "truncate_directory": .bool(truncate)])
    }

    /// Starts to restore a backup that is elsewhere.
    ///
    /// `POST /api/servers/{server}/backup/{backup}/restore`.
    /// - Parameters:
    ///   - backup: the backup.
    ///   - url: where Wings downloads it.
    ///   - truncate: whether all files are deleted first.
    public func restore(_ backup: BackupUUID, from url: String, truncate: Bool) -> Request<Accepted, Sender> {
        restore(backup, ["adapter": "s3", "truncate_directory": .bool(truncate), "download_url": .string(url)])
    }

    /// Deletes a local backup.
    ///
    /// `DELETE /api/servers/{server}/backup/{backup}`.
    public func delete(_ backup: BackupUUID) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.wings, "wings_backup_delete", .delete, path(of: backup))))
    }

    private func restore(_ backup: BackupUUID, _ body: JSONValue) -> Request<Accepted, Sender> {
        request(.accepted(APICall(.wings, "wings_backup_restore", .post, path(of: backup) + "/restore", json: body)))
    }

    private func path(of backup: BackupUUID) -> String { path + "/" + backup.rawValue.urlPathSegmentEncoded }
}
