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
