import PterodactylAPI
import Telemetry

extension World {
    /// How Wings took a power action.
    enum PowerAnswer: Sendable, Equatable {
        /// 202: done, dropped or refused later; nobody is told.
        case accepted
        /// 400: Wings knows that the server is suspended.
        case suspended
    }

    /// Carries out a power action as Wings does with a lock that is not waited for.
    ///
    /// Source: wings `server/power.go`, `router/router_server.go`; times as observed on a real Wings v1.11.11.
    @discardableResult
    mutating func power(_ signal: PowerSignal, _ id: Int, webActor: Int? = nil, cause: String, at now: Timestamp)
        -> PowerAnswer
    {
        guard var server = servers[id] else { return .accepted }
        if server.status == "suspended", signal == .start || signal == .restart { return .suspended }
        let state = server.process.state
        if signal == .kill {
            guard state != .offline else { return .accepted }
            server.process.generation += 1
            server.process.isLocked = true
            server.process.lastCause = cause
            server.process.webAction = webActor.map { (.kill, $0) }
            servers[id] = server
            enter(.stopping, id, at: now)
            plan(
                .processEnds(server: id, generation: server.process.generation, thenStart: false),
                in: .milliseconds(190),
                from: now
            )
            return .accepted
        }
        guard !server.process.isLocked else { return .accepted }
        switch signal {
        case .start where state == .offline, .restart where state == .offline:
            server.process.generation += 1
            server.process.isLocked = true
            server.process.isCrashRestart = false
            server.process.lastCause = cause
            server.process.webAction = webActor.map { (signal, $0) }
            servers[id] = server
            plan(
                .beginStart(server: id, generation: server.process.generation, attempt: 0),
                in: .milliseconds(90),
                from: now
            )
        case .stop where state != .offline, .restart where state != .offline:
            servers[id] = server
            beginStop(id, thenStart: signal == .restart, cause: cause, at: now)
            servers[id]?.process.webAction = webActor.map { (signal, $0) }
        default: break
        }
        return .accepted
    }

    /// Tells the process to stop and takes the lock until it has: 2 s, or the ten minutes after which Wings kills it.
    mutating func beginStop(_ id: Int, thenStart: Bool, cause: String, at now: Timestamp) {
        guard var process = servers[id]?.process else { return }
        process.generation += 1
        process.isLocked = true
        process.lastCause = cause
        servers[id]?.process = process
        enter(.stopping, id, at: now)
        sayGoodbye(id, at: now)
        let patience: Duration = process.ignoresStop ? .seconds(600) : .milliseconds(2_100)
        plan(.processEnds(server: id, generation: process.generation, thenStart: thenStart), in: patience, from: now)
    }

    /// Reads a console line: the egg's stop command is a stop without the lock and without patience's end.
    mutating func type(_ command: String, into id: Int, at now: Timestamp) {
        guard let server = servers[id], server.process.isUp else { return }
        guard command == EggCatalogue.egg(server.egg).stopCommand else { return write(command, to: id, at: now) }
        beginStop(id, thenStart: false, cause: "stop command", at: now)
        servers[id]?.process.isLocked = false
        if server.process.ignoresStop { servers[id]?.process.generation += 1 }
    }

    /// The pre-flight is over: the container starts, or nothing changes because something forbids it.
    mutating func beginStart(_ id: Int, attempt: Int, at now: Timestamp) {
        guard var server = servers[id] else { return }
        guard server.process.state == .offline else { return }
        if !isPanelUp, attempt < 6 {
            plan(
                .beginStart(server: id, generation: server.process.generation, attempt: attempt + 1),
                in: .seconds(5),
                from: now
            )
            return
        }
        // A panel that does not know the token tells Wings nothing of the server, and it is not asked twice.
        guard isPanelUp, node(server.node)?.staleToken == nil,
            server.status == nil || server.status == "reinstall_failed", !server.isTransferring,
            !server.process.isInstalling, !server.process.isRestoring, preflight(id, at: now)
        else {
            server.process.isLocked = false
            server.process.webAction = nil
            server.process.lastCause += "; the start was refused"
            servers[id] = server
            if server.process.isCrashRestart { say(Self.failedHandlingLine, to: id, at: now) }
            return
        }
        server.console = ConsoleLog()
        server.process.hasGivenUp = false
        server.process.isLocked = false
        server.process.starts += 1
        server.process.statsUnknownUntil = nil
        let generation = server.process.generation
        if server.process.failingStarts > 0 || server.process.losesDocker {
            if !server.process.losesDocker { server.process.failingStarts -= 1 }
            servers[id] = server
            enter(.starting, id, at: now)
            pullImage(id, at: now)
            plan(.startFails(server: id, generation: generation), in: .milliseconds(140), from: now)
            return
        }
        server.process.containerStartedAt = now + scaled(.milliseconds(700))
        servers[id] = server
        enter(.starting, id, at: now)
        makeContainer(id, at: now)
        settleWebAction(of: id, at: now)
        guard !server.process.hangsInStarting else { return }
        plan(.finishBoot(server: id, generation: generation), in: .milliseconds(700) + server.process.boot, from: now)
    }

    /// The egg's "done" line was printed.
    mutating func finishBoot(_ id: Int, at now: Timestamp) {
        guard var process = servers[id]?.process, process.state == .starting else { return }
        if process.crashesToCome > 0 {
            process.crashesToCome -= 1
            plan(.plannedCrash(server: id, generation: process.generation), in: .seconds(2), from: now)
        }
        servers[id]?.process = process
        if let line = servers[id].map({ GameOutput(server: $0).done(at: now) }) { write(line, to: id, at: now) }
        enter(.running, id, at: now)
        if servers[id]?.load.extraDisk != nil { events.add(.diskCheck(server: id), at: nextDiskCheck(id, after: now)) }
    }

    /// The process that was told to stop is gone.
    mutating func endProcess(_ id: Int, thenStart: Bool, at now: Timestamp) {
        guard var process = servers[id]?.process else { return }
        process.isLocked = thenStart
        process.generation += 1
        servers[id]?.process = process
        enter(.offline, id, at: now)
        if thenStart {
            plan(.beginStart(server: id, generation: process.generation, attempt: 0), in: .milliseconds(220), from: now)
        } else {
            settleWebAction(of: id, at: now)
        }
    }

    /// Looks at the disk of a running server and stops it when it is over its limit.
    mutating func checkDisk(_ id: Int, at now: Timestamp) {
        guard let server = servers[id], server.load.extraDisk != nil, server.process.isUp else { return }
        if server.isDiskFull(at: now) {
            say("Server is exceeding the assigned disk space limit, stopping process now.", to: id, at: now)
            beginStop(id, thenStart: false, cause: "disk limit", at: now)
        } else {
            events.add(.diskCheck(server: id), at: nextDiskCheck(id, after: now))
        }
    }

    /// When the disk of a server is measured next.
    func nextDiskCheck(_ id: Int, after now: Timestamp) -> Timestamp {
        servers[id]?.load.nextDiskCheck(after: now) ?? now
    }

    /// Adds an event a simulated duration later.
    mutating func plan(_ event: Event, in duration: Duration, from now: Timestamp) {
        events.add(event, at: now + scaled(duration))
    }
}
