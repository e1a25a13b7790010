import PterodactylAPI
public import Telemetry

extension SimulatedPanel {
    /// Carries out a control at a time.
    /// - Throws: `ControlError` for a server or node that is not there, and for a crash of what does not run.
    public mutating func apply(_ control: Control, at now: Timestamp) throws(ControlError) {
        advance(to: now)
        let now = clock
        switch control {
        case .crash(let name, let exitCode, let isOOM, let times):
            let id = try find(name)
            guard world.servers[id]?.process.isUp == true else { throw .notRunning(name.rawValue) }
            world.servers[id]?.process.crashesToCome = max(0, times - 1)
            world.servers[id]?.process.crashExitCode = exitCode
            world.servers[id]?.process.crashIsOOM = isOOM
            world.crash(id, exitCode: exitCode, isOOM: isOOM, cause: isOOM ? "out of memory" : "crash", at: now)
        case .stop(let name, let way): try power(.stop, try find(name), way, at: now)
        case .start(let name, let way): try power(.start, try find(name), way, at: now)
        case .restart(let name, let way): try power(.restart, try find(name), way, at: now)
        case .kill(let name, let way): try power(.kill, try find(name), way, at: now)
        case .setState(let name, let state): world.force(state, on: try find(name), at: now)
        case .setStatus(let name, let status): world.setStatus(status, of: try find(name), at: now)
        case .suspend(let name): world.setStatus("suspended", of: try find(name), at: now)
        case .unsuspend(let name): world.setStatus(nil, of: try find(name), at: now)
        case .fillDisk(let name, let percent):
            let id = try find(name)
            guard let server = world.servers[id] else { return }
            let limit = Double(server.limits.diskMiB == 0 ? 20_480 : server.limits.diskMiB) * 1_048_576
            var plain = server.load
            plain.extraDisk = nil
            let bytes = Int64(limit * percent / 100) - plain.diskBytes(at: now, limits: server.limits)
            world.servers[id]?.load.extraDisk = LoadCurve.ExtraDisk(bytes: bytes, since: now)
            world.events.add(.diskCheck(server: id), at: world.nextDiskCheck(id, after: now))
        case .setVariable(let name, let variable, let value): try change(name) { $0.variables[variable] = value }
        case .freeDisk(let name): try change(name) { $0.load.extraDisk?.until = now }
        case .setNodeMode(let id, let mode): try setMode(mode, of: id, at: now)
        case .restartWings(let id, let duration):
            try check(id)
            world.restartWings(id, downFor: duration, at: now)
        case .stopDocker(let id, let duration):
            try check(id)
            world.stopDocker(id, downFor: duration, at: now)
        case .dropSockets(let id):
            try check(id)
            world.breakStreams(of: id, at: now)
        case .resetNodeToken(let id):
            try check(id)
            world.resetToken(of: id)
        case .resetPanelToken(let id):
            try check(id)
            world.resetPanelToken(of: id)
        case .configureWings(let id):
            try check(id)
            world.updateNode(id) { $0.staleToken = nil }
        case .setNodeBlock(let id, let block):
            try check(id)
            world.updateNode(id) { $0.block = block }
            if block != .none { world.breakStreams(of: id, at: now) }
        case .setPanelMode(let mode):
            self.mode = mode
            world.isPanelUp = mode.servesWings
        case .addServer(let name, let node):
            // All nodes may have been deleted through the API.
            let node = node ?? world.nodes.first?.id ?? NodeID(1)
            try check(node)
            let id = world.addServer(
                index: world.nextServerID - 1,
                named: name,
                on: node,
                isFresh: true,
                at: now
            )
            world.servers[id]?.process.lastCause = "never started"
        case .deleteServer(let name): world.removeServer(try find(name))
        case .addBackup(let name, let isSuccessful, let age):
            let label = "Backup at \(CivilTime(now - age).spaced)"
            world.insertBackup(of: try find(name), name: label, isSuccessful: isSuccessful, at: now - age)
        case .restore(let name): restore(try find(name), at: now)
        default: try applyChange(control)
        }
    }

    private mutating func restore(_ id: Int, at now: Timestamp) {
        if !(world.servers[id]?.backups.contains(where: \.isSuccessful) ?? false) {
            world.insertBackup(of: id, name: "Backup at \(CivilTime(now).spaced)", isSuccessful: true, at: now)
        }
        guard let server = world.servers[id], let backup = server.backups.last(where: \.isSuccessful) else { return }
        world.log(
            "server:backup.restore",
            of: id,
            actor: server.owner,
            isAPI: false,
            properties: [("name", .string(backup.name)), ("truncate", .bool(false))],
            at: now
        )
        world.beginRestore(of: id, backup: backup.uuid, isTruncating: false, at: now)
    }

    /// The controls that only set a field.
    private mutating func applyChange(_ control: Control) throws(ControlError) {
        switch control {
        case .setHangs(let name, let ignoresStop, let hangsInStarting):
            try change(name) {
                $0.process.ignoresStop = ignoresStop
                $0.process.hangsInStarting = hangsInStarting
            }
        case .setBootTime(let name, let duration): try change(name) { $0.process.boot = max(.zero, duration) }
        case .setTransferring(let name, let isTransferring):
            try change(name) { $0.isTransferring = isTransferring }
            let status = isTransferring ? "processing" : "failure"
            world.emit(.transferStatus(status), of: try find(name), at: world.now)
        case .loseEvents(let name, let count): world.daemon.eventsToLose[try find(name)] = max(0, count)
        case .setLoad(let name, let memory, let cpu):
            try change(name) {
                $0.load.forcedMemory = memory.map { $0 / 100 }
                $0.load.forcedCPU = cpu.map { $0 / 100 }
            }
        case .failStarts(let name, let count, let exitCode):
            try change(name) {
                $0.process.failingStarts = max(0, count)
                $0.process.failedStartExitCode = exitCode
            }
        case .failBackups(let name, let count): try change(name) { $0.failingBackups = max(0, count) }
        case .removeBackups(let name): try change(name) { $0.backups = [] }
        case .rename(let name, let newName): try change(name) { $0.name = newName }
        case .setCrashDetection(let name, let isOn): try change(name) { $0.process.isCrashDetectionOn = isOn }
        case .setKnownToWings(let name, let isKnown): try change(name) { $0.process.isKnown = isKnown }
        default: break
        }
    }

    private mutating func power(_ signal: PowerSignal, _ id: Int, _ way: Control.Way, at now: Timestamp)
        throws(ControlError)
    {
        guard let server = world.servers[id] else { return }
        let cause = "\(signal.rawValue) by its user (\(way.rawValue))"
        switch way {
        case .web: world.power(signal, id, webActor: server.owner, cause: cause, at: now)
        case .api:
            world.power(signal, id, cause: cause, at: now)
            world.log("server:power.\(signal.rawValue)", of: id, actor: server.owner, isAPI: true, at: now)
        case .schedule:
            let name = "Scheduled \(signal.rawValue)"
            let civil = CivilTime(now)
            if let known = server.schedules.first(where: { $0.name == name }) {
                world.begin(known.id, of: id, isByHand: false, at: now)
            } else if let cron = CronExpression(minute: String(civil.minute), hour: String(civil.hour)) {
                let schedule = world.addSchedule(
                    to: id,
                    name: name,
                    cron: cron,
                    tasks: [(.power, signal.rawValue, 0)],
                    at: now
                )
                world.begin(schedule, of: id, isByHand: false, at: now)
            }
        case .console:
            let command = EggCatalogue.egg(server.egg).stopCommand
            world.type(command, into: id, at: now)
            world.note(
                "server:console.command",
                of: id,
                actor: server.owner,
                properties: [("command", .string(command))],
                at: now
            )
        case .game:
            guard server.process.isUp else { throw .notRunning(server.identifier) }
            world.crash(id, exitCode: 0, isOOM: false, cause: "stop in the game", at: now)
        }
    }

    private mutating func setMode(_ mode: NodeMode, of id: NodeID, at now: Timestamp) throws(ControlError) {
        try check(id)
        var waiting: [(server: Int, signal: PowerSignal)] = []
        world.updateNode(id) {
            $0.isUnderMaintenance = mode == .maintenance
            $0.mode = mode == .maintenance ? .ok : mode
            guard mode.isWorking else { return }
            waiting = $0.actionsOnWaking
            $0.actionsOnWaking = []
        }
        switch mode {
        case .hang: break
        case .refuse: world.breakStreams(of: id, at: now)
        case .ok, .slow, .maintenance, .error:
            world.wakeStreams(of: id, at: now)
            let requests = world.node(id)?.requestsOnWaking ?? []
            world.updateNode(id) { $0.requestsOnWaking = [] }
            if mode.isWorking, let node = world.node(id) {
                for request in requests { _ = answerAsWings(node, to: request) }
            }
        }
        for action in waiting {
            world.power(action.signal, action.server, cause: "\(action.signal.rawValue) that had waited", at: now)
        }
    }

    private func check(_ id: NodeID) throws(ControlError) {
        guard world.node(id) != nil else { throw .unknownNode(String(id.rawValue)) }
    }

    private func find(_ name: ServerIdentifier) throws(ControlError) -> Int {
        guard let id = world.serverID(named: name.rawValue) else { throw .unknownServer(name.rawValue) }
        return id
    }

    private mutating func change(
        _ name: ServerIdentifier,
        _ change: (inout SimulatedServer) -> Void
    ) throws(ControlError) {
        let id = try find(name)
        guard var server = world.servers[id] else { return }
        change(&server)
        world.servers[id] = server
    }
}
