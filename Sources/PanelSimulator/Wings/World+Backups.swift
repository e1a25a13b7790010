import PterodactylAPI
import Telemetry

extension World {
    /// The panel's throttle: this many backups of a server in `backupPeriod`.
    static let backupThrottle = 2
    /// The throttle's window.
    static let backupPeriod: Duration = .seconds(600)

    /// Why a backup was not begun.
    enum BackupRefusal: Error, Equatable {
        case throttled(retryAfterSeconds: Int)
        case limitReached(Int)
    }

    /// Whether a backup may begin: the throttle first, then the limit.
    /// - Returns: the backup that would make room; nil when there is room.
    @discardableResult
    func checkBackup(of id: Int, mayReplace: Bool, at now: Timestamp) throws(BackupRefusal) -> Int? {
        guard let server = servers[id] else { return nil }
        let period = scaled(Self.backupPeriod)
        let starts = server.backupStarts.filter { now - $0.at < period }
        if let newest = starts.last, starts.count >= Self.backupThrottle {
            let seconds = Int((newest.at + period - now).inSeconds.rounded(.up))
            throw .throttled(retryAfterSeconds: max(1, seconds))
        }
        guard server.backups.count(where: \.isNonFailed) >= server.backupLimit else { return nil }
        let oldest = server.backups.firstIndex { $0.isNonFailed && !$0.isLocked }
        guard mayReplace, server.backupLimit > 0, let oldest else { throw .limitReached(server.backupLimit) }
        return oldest
    }

    /// Begins a backup (panel `app/Services/Backups/InitiateBackupService.php`).
    ///
    /// A schedule's backup may take the place of the oldest that is not locked; a user's may not.
    mutating func beginBackup(
        of id: Int,
        name: String?,
        ignored: [String] = [],
        isLocked: Bool = false,
        actor: Int?,
        isAPI: Bool,
        mayReplace: Bool,
        at now: Timestamp
    ) throws(BackupRefusal) -> SimulatedBackup? {
        let replaced = try checkBackup(of: id, mayReplace: mayReplace, at: now)
        guard var server = servers[id] else { return nil }
        if let replaced { server.backups.remove(at: replaced) }
        server.backupStarts.removeAll { now - $0.at >= scaled(Self.backupPeriod) }
        let backup = SimulatedBackup(
            uuid: random.uuid(),
            name: name ?? "Backup at \(CivilTime(now).spaced)",
            ignored: ignored,
            isLocked: isLocked,
            isSuccessful: false,
            checksum: nil,
            bytes: 0,
            createdAt: now
        )
        server.backups.append(backup)
        server.backupStarts.append((backup.uuid, now))
        servers[id] = server
        log(
            "server:backup.start",
            of: id,
            actor: actor,
            isAPI: isAPI,
            properties: [("name", .string(backup.name)), ("locked", .bool(isLocked))],
            at: now
        )
        let gigabytes = Double(server.usage(at: now).diskBytes) / 1e9
        plan(.backupEnds(server: id, backup: backup.uuid), in: .seconds(10 + min(170, gigabytes * 6)), from: now)
        return backup
    }

    /// Wings reports a backup's end.
    mutating func finishBackup(_ id: Int, backup uuid: String, at now: Timestamp) {
        guard var server = servers[id], let index = server.backups.firstIndex(where: { $0.uuid == uuid }) else {
            return
        }
        var backup = server.backups[index]
        let hasFailed = server.failingBackups > 0
        backup.completedAt = now
        backup.isSuccessful = !hasFailed
        if hasFailed {
            server.failingBackups -= 1
            backup.isLocked = false
            server.backupStarts.removeAll { $0.uuid == uuid }
        } else {
            backup.checksum = "sha1:" + Digest.sha1Hex(uuid)
            backup.bytes = Int64(Double(server.usage(at: now).diskBytes) * 0.6)
            backup.files = server.files.ignoring(backup.ignored)
        }
        server.backups[index] = backup
        servers[id] = server
        let report = JSON.object([
            ("checksum", .string(String((backup.checksum ?? "").trimmingPrefix("sha1:")))),
            ("checksum_type", .string("sha1")), ("file_size", .int(backup.bytes)),
            ("is_successful", .bool(backup.isSuccessful)), ("uuid", .string(uuid)),
        ])
        emit(.backupCompleted(String(decoding: report.encoded, as: UTF8.self)), of: id, at: now)
        log(
            hasFailed ? "server:backup.fail" : "server:backup.complete",
            of: id,
            actor: nil,
            isAPI: false,
            properties: [("name", .string(backup.name))],
            at: now
        )
    }

    /// Puts a finished backup into the list, as if it had been made at a time.
    mutating func insertBackup(of id: Int, name: String, isSuccessful: Bool, at now: Timestamp) {
        guard let server = servers[id] else { return }
        let uuid = random.uuid()
        let duration = scaled(.seconds(isSuccessful ? 45 : 3))
        servers[id]?.backups.append(
            SimulatedBackup(
                uuid: uuid,
                name: name,
                ignored: [],
                isLocked: false,
                isSuccessful: isSuccessful,
                checksum: isSuccessful ? "sha1:" + Digest.sha1Hex(uuid) : nil,
                bytes: isSuccessful ? Int64(Double(server.usage(at: now).diskBytes) * 0.6) : 0,
                createdAt: now,
                completedAt: now + duration,
                files: isSuccessful ? server.files : nil
            )
        )
    }

    /// Wings takes a server back to a backup: the panel's status says so if the panel began it, the server is stopped first.
    mutating func beginRestore(
        of id: Int,
        backup: String,
        isTruncating: Bool,
        isPanels: Bool = true,
        at now: Timestamp
    ) {
        guard let server = servers[id], !server.process.isRestoring else { return }
        servers[id]?.process.isRestoring = true
        let gigabytes = Double(server.backups.first { $0.uuid == backup }?.bytes ?? 0) / 1e9
        if isPanels { servers[id]?.status = "restoring_backup" }
        if server.process.isUp { beginStop(id, thenStart: false, cause: "restoring_backup", at: now) }
        plan(
            .restoreEnds(server: id, backup: backup, isTruncating: isTruncating),
            in: .seconds(8 + min(120, gigabytes * 4)),
            from: now
        )
    }

    /// Wings reports the end of a restore; the server stays offline.
    ///
    /// It has failed when the server did not stop, or the backup is none; the event's name is then the panel's own slip.
    mutating func finishRestore(of id: Int, backup uuid: String, isTruncating: Bool, at now: Timestamp) {
        guard var server = servers[id], server.process.isRestoring,
            let backup = server.backups.first(where: { $0.uuid == uuid })
        else { return }
        let hasWorked = server.process.state == .offline && backup.isSuccessful
        if server.status == "restoring_backup" { server.status = nil }
        server.process.isRestoring = false
        if hasWorked {
            if isTruncating { server.files.removeAll() }
            server.files.merge(backup.files ?? SimulatedFileSystem())
        }
        servers[id] = server
        tellRestore(of: id, files: hasWorked ? backup.files : nil, at: now)
        log(
            hasWorked ? "server:backup.restore-complete" : "server.backup.restore-failed",
            of: id,
            actor: nil,
            isAPI: false,
            properties: [("name", .string(backup.name))],
            at: now
        )
    }
}
