import PterodactylAPI
import Telemetry

/// What the backup list of a server comes down to.
struct BackupSummary: Sendable, Equatable {
    let counts: [Backup.Progress: Int]
    let locked: Int
    let totalBytes: Double
    /// The newest successful one, by its completion.
    let lastSuccess: Success?
    let lastAttemptAt: PanelTime?
    /// Those that may go to make room: successful, not locked, and not the last successful one; the oldest first.
    let rotatable: [BackupUUID]
    let receivedAt: Timestamp

    /// A successful backup.
    struct Success: Sendable, Equatable {
        let completedAt: PanelTime
        let bytes: Double
        let duration: Duration?
    }

    init(_ backups: [Backup], receivedAt now: Timestamp) {
        let successful = backups.filter { $0.progress == .successful }
        // Every successful one has a date: one without it is not finished.
        let finished = successful.compactMap { backup in backup.completedAt.map { (at: $0, backup: backup) } }
            .sorted { $0.at < $1.at }
        counts = backups.reduce(into: [:]) { $0[$1.progress, default: 0] += 1 }
        locked = backups.count(where: \.isLocked)
        totalBytes = successful.reduce(0) { $0 + $1.size.value }
        lastSuccess = finished.last.map { last in
            Success(completedAt: last.at, bytes: last.backup.size.value, duration: last.backup.duration)
        }
        rotatable = finished.dropLast().map(\.backup).filter { !$0.isLocked }.map(\.uuid)
        lastAttemptAt = backups.compactMap(\.createdAt).max()
        receivedAt = now
    }
}

extension PanelTime {
    /// The same moment as the rest of the product counts it.
    var timestamp: Timestamp { Timestamp(millisecondsSince1970: millisecondsSince1970) }
}
