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
        counts = backups.reduce(into: [:]) { $0[$1.progress, default: 0] += 1 }
        locked = backups.count(where: \.isLocked)
        totalBytes = successful.reduce(0) { $0 + $1.size.value }
        lastSuccess =
            successful.compactMap { backup in
                backup.completedAt.map {
                    Success(completedAt: $0, bytes: backup.size.value, duration: backup.duration)
                }
            }.max { $0.completedAt < $1.completedAt }
        let finished = successful.filter { $0.completedAt != nil }
            .sorted { ($0.completedAt?.millisecondsSince1970 ?? 0) < ($1.completedAt?.millisecondsSince1970 ?? 0) }
        rotatable = finished.dropLast().filter { !$0.isLocked }.map(\.uuid)
        lastAttemptAt = backups.compactMap(\.createdAt).max()
        receivedAt = now
    }
}

extension PanelTime {
    /// The same moment as the rest of the product counts it.
    var timestamp: Timestamp { Timestamp(millisecondsSince1970: millisecondsSince1970) }
}
