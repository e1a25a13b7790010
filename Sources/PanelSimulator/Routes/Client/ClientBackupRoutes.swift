import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// Everything below `backups`.
    mutating func serveBackups(_ request: ServerRequest) throws(PanelFailure) -> RouteAnswer {
        let server = try server(of: request)
        if request.route == .backups {
            let page = try Page(of: server.backups.count, request.context, .backups)
            return .ok(
                .list(
                    server.backups[page.range].map(ClientObjects.backup),
                    meta: [
                        ("backup_count", .int(server.backups.count(where: \.isNonFailed))),
                        ("pagination", page.meta(request.context, .backups)),
                    ]
                )
            )
        }
        if request.route == .createBackup { return try createBackup(of: server, request) }
        guard let index = server.backups.firstIndex(where: { $0.uuid == request.object }) else { throw .notFound }
        var backup = server.backups[index]
        let name: (String, JSON) = ("name", .string(backup.name))
        switch request.route {
        case .lockBackup:
            backup.isLocked.toggle()
            world.servers[server.id]?.backups[index] = backup
            log(backup.isLocked ? "server:backup.lock" : "server:backup.unlock", request, [name])
        case .downloadBackup:
            log("server:backup.download", request, [name])
            return try signed(.downloadBackup(server: server.id, uuid: backup.uuid), request)
        case .restoreBackup: return try restore(backup, of: server, request)
        case .deleteBackup:
            if backup.isLocked, backup.isNonFailed {
                throw PanelFailure(
                    400,
                    "BackupLockedException",
                    "Cannot delete a backup that is marked as locked."
                )
            }
            try callWings(of: server, isResources: false, at: request.now)
            world.servers[server.id]?.backups.remove(at: index)
            log("server:backup.delete", request, [name, ("failed", .bool(!backup.isSuccessful))])
            return .empty
        default: break
        }
        return .ok(ClientObjects.backup(backup))
    }

    private mutating func createBackup(
        of server: SimulatedServer,
        _ request: ServerRequest
    ) throws(PanelFailure) -> RouteAnswer {
        var validator = Validator(request.input)
        validator.check("name", .nullable, .string, .max(191))
        validator.check("is_locked", .nullable, .boolean)
        validator.check("ignored", .nullable, .string)
        try validator.finish()
        let ignored = (request.input["ignored"]?.string ?? "").split(separator: "\n").map(String.init)
        let wantsLock = request.input["is_locked"]?.flag ?? false
        let begun: SimulatedBackup?
        do throws(World.BackupRefusal) {
            try world.checkBackup(of: server.id, mayReplace: false, at: request.now)
        } catch {
            throw Self.failure(of: error)
        }
        try callWings(of: server, isResources: false, at: request.now)
        do throws(World.BackupRefusal) {
            begun = try world.beginBackup(
                of: server.id,
                name: request.input["name"]?.string,
                ignored: ignored,
                isLocked: wantsLock && request.permissions.allow("backup.delete"),
                actor: request.caller.user.id,
                isAPI: true,
                mayReplace: false,
                at: request.now
            )
        } catch {
            throw Self.failure(of: error)
        }
        guard let begun else { throw .notFound }
        return .ok(ClientObjects.backup(begun))
    }

    private static func failure(of refusal: World.BackupRefusal) -> PanelFailure {
        switch refusal {
        case .throttled(let seconds):
            PanelFailure(
                429,
                "TooManyRequestsHttpException",
                "Only 2 backups may be generated within a 600 second span of time.",
                headers: [("Retry-After", String(seconds))]
            )
        case .limitReached(let limit):
            PanelFailure(
                400,
                "TooManyBackupsException",
                "Cannot create a new backup, this server has reached its limit of \(limit) backups."
            )
        }
    }

    /// Takes a server back to a backup: it is stopped, and its status says so until Wings reports the end.
    private mutating func restore(
        _ backup: SimulatedBackup,
        of server: SimulatedServer,
        _ request: ServerRequest
    ) throws(PanelFailure) -> RouteAnswer {
        var validator = Validator(request.input)
        validator.check("truncate", .required, .boolean)
        try validator.finish()
        guard server.status == nil else {
            throw PanelFailure(
                400,
                "BadRequestHttpException",
                "This server is not currently in a state that allows for a backup to be restored."
            )
        }
        guard backup.isSuccessful || backup.completedAt != nil else {
            throw PanelFailure(
                400,
                "BadRequestHttpException",
                "This backup cannot be restored at this time: not completed or failed."
            )
        }
        try callWings(of: server, isResources: false, at: request.now)
        let isTruncating = request.input["truncate"]?.flag ?? false
        log("server:backup.restore", request, [("name", .string(backup.name)), ("truncate", .bool(isTruncating))])
        world.beginRestore(of: server.id, backup: backup.uuid, isTruncating: isTruncating, at: request.now)
        return .empty
    }
}
