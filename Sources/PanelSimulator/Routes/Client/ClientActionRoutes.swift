import PterodactylAPI
import Telemetry

extension SimulatedPanel {
    /// `POST power`: 204 means that Wings took it, not that it did it.
    mutating func power(
        _ id: Int,
        _ permissions: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        let word = context.json?["signal"]?.string
        let signal = word.flatMap { PowerSignal(rawValue: $0) }
        let permission =
            switch signal {
            case .start: "control.start"
            case .stop, .kill: "control.stop"
            case .restart: "control.restart"
            case nil: "invalid"
            }
        guard permissions.allow(permission) else {
            logPower(id, signal, caller, status: 403, at: context.now)
            throw .unauthorized
        }
        guard let signal else {
            throw word == nil || word == ""
                ? PanelFailure(invalid: [("signal", "required", "The signal field is required.")])
                : PanelFailure(invalid: [("signal", "in", "The selected signal is invalid.")])
        }
        guard let server = world.servers[id] else { throw .notFound }
        do throws(PanelFailure) {
            try callWings(of: server, isResources: false, at: context.now)
        } catch {
            logPower(id, signal, caller, status: error.status, at: context.now)
            if error.isSlow { world.updateNode(server.node) { $0.actionsOnWaking.append((id, signal)) } }
            throw error
        }
        guard world.power(signal, id, cause: "\(signal.rawValue) through the API", at: context.now) == .accepted else {
            logPower(id, signal, caller, status: 400, at: context.now)
            throw .remote(
                400,
                "Cannot start or restart a server that is suspended.",
                request: world.random.uuid()
            )
        }
        logPower(id, signal, caller, status: 204, at: context.now)
        world.log("server:power.\(signal.rawValue)", of: id, actor: caller.user.id, isAPI: true, at: context.now)
        return .empty
    }

    private mutating func logPower(
        _ id: Int,
        _ signal: PowerSignal?,
        _ caller: Caller,
        status: Int,
        at now: Timestamp
    ) {
        guard let signal, let server = world.servers[id] else { return }
        powerLog.append(
            PowerRequest(
                at: now,
                server: ServerIdentifier(server.identifier),
                signal: signal,
                key: caller.key,
                status: status
            )
        )
    }

    /// `POST command`: only to a server that is not offline.
    mutating func command(
        _ id: Int,
        _ permissions: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        guard permissions.allow("control.console") else { throw .unauthorized }
        guard let text = context.json?["command"]?.string, !text.isEmpty else {
            throw PanelFailure(invalid: [("command", "required", "The command field is required.")])
        }
        guard let server = world.servers[id] else { throw .notFound }
        try callWings(of: server, isResources: false, at: context.now)
        guard server.process.state != .offline else {
            throw PanelFailure(502, "HttpException", "Server must be online in order to send commands.")
        }
        world.type(text, into: id, at: context.now)
        world.log(
            "server:console.command",
            of: id,
            actor: caller.user.id,
            isAPI: true,
            properties: [("command", .string(text))],
            at: context.now
        )
        return .empty
    }

    /// `POST backups`.
    mutating func createBackup(
        of id: Int,
        _ permissions: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        guard let server = world.servers[id] else { throw .notFound }
        let body = context.json
        if let name = body?["name"]?.string, name.count > 191 {
            let text = "The name must not be greater than 191 characters."
            throw PanelFailure(invalid: [("name", "max", text)])
        }
        let ignored = (body?["ignored"]?.string ?? "").split(separator: "\n").map(String.init)
        let wantsLock = body?["is_locked"]?.bool ?? false
        let begun: SimulatedBackup?
        do throws(World.BackupRefusal) {
            try world.checkBackup(of: id, mayReplace: false, at: context.now)
        } catch {
            throw Self.failure(of: error)
        }
        try callWings(of: server, isResources: false, at: context.now)
        do throws(World.BackupRefusal) {
            begun = try world.beginBackup(
                of: id,
                name: body?["name"]?.string,
                ignored: ignored,
                isLocked: wantsLock && permissions.allow("backup.delete"),
                actor: caller.user.id,
                isAPI: true,
                mayReplace: false,
                at: context.now
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

    /// One backup: shown, its lock turned, or removed.
    mutating func backup(
        _ route: Route,
        of id: Int,
        uuid: String,
        at arguments: [String],
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        guard let server = world.servers[id], let index = server.backups.firstIndex(where: { $0.uuid == uuid }) else {
            throw .notFound
        }
        var backup = server.backups[index]
        let name: (String, JSON) = ("name", .string(backup.name))
        switch route {
        case .lockBackup:
            backup.isLocked.toggle()
            world.servers[id]?.backups[index] = backup
            let event = backup.isLocked ? "server:backup.lock" : "server:backup.unlock"
            world.log(event, of: id, actor: caller.user.id, isAPI: true, properties: [name], at: context.now)
        case .deleteBackup:
            if backup.isLocked, backup.isNonFailed {
                throw PanelFailure(
                    400,
                    "BackupLockedException",
                    "Cannot delete a backup that is marked as locked."
                )
            }
            try callWings(of: server, isResources: false, at: context.now)
            world.servers[id]?.backups.remove(at: index)
            world.log(
                "server:backup.delete",
                of: id,
                actor: caller.user.id,
                isAPI: true,
                properties: [name, ("failed", .bool(!backup.isSuccessful))],
                at: context.now
            )
            return .empty
        default: break
        }
        return .ok(ClientObjects.backup(backup))
    }

    /// One schedule: shown, or run now.
    mutating func schedule(
        _ route: Route,
        of id: Int,
        number: Int,
        _ caller: Caller,
        _ context: RequestContext
    ) throws(PanelFailure) -> RouteAnswer {
        guard let schedule = world.schedule(number, of: id), let server = world.servers[id] else { throw .notFound }
        guard route == .executeSchedule else { return .ok(ClientObjects.schedule(schedule)) }
        guard !schedule.tasks.isEmpty else {
            throw PanelFailure(
                400,
                "DisplayException",
                "Cannot process schedule for task execution: no tasks are registered."
            )
        }
        try callWings(of: server, isResources: false, at: context.now)
        world.begin(number, of: id, isByHand: true, at: context.now)
        world.log(
            "server:schedule.execute",
            of: id,
            actor: caller.user.id,
            isAPI: true,
            properties: [("name", .string(schedule.name))],
            at: context.now
        )
        return RouteAnswer(status: 202, body: .array([]))
    }
}
