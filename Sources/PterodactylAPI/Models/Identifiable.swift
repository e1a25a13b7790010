// What tells the objects of the panel apart, in lists and in views.

extension Server: Identifiable {
    /// The full UUID.
    public var id: ServerUUID { uuid }
}

extension Backup: Identifiable {
    /// The UUID.
    public var id: BackupUUID { uuid }
}

extension ActivityEntry: Identifiable {}
extension Allocation: Identifiable {}
extension ApplicationServer: Identifiable {}
extension Location: Identifiable {}
extension Node: Identifiable {}
extension Schedule: Identifiable {}
extension ScheduleTask: Identifiable {}

extension Subuser: Identifiable {
    /// The user's UUID.
    public var id: UserUUID { uuid }
}

extension SSHKey: Identifiable {
    /// The fingerprint.
    public var id: SSHKeyFingerprint { fingerprint }
}

extension StartupVariable: Identifiable {
    /// The name in the container's environment.
    public var id: String { environmentName }
}

extension FileEntry: Identifiable {
    /// The name, which is unique in its folder.
    public var id: String { name }
}

extension APIKey: Identifiable {}
extension ServerDatabase: Identifiable {}
