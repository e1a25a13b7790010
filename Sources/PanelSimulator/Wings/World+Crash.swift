import PterodactylAPI
import Telemetry

extension World {
    /// When Wings gives up: a crash less than this after the last one that it handled.
    static let crashWindow: Duration = .seconds(60)

    /// The process ends by itself: `offline` at once, without `stopping`; the crash handler comes a moment later.
    ///
    /// A server that is stopping does not crash, it has stopped.
    mutating func crash(_ id: Int, exitCode: Int, isOOM: Bool, cause: String, at now: Timestamp) {
        guard var process = servers[id]?.process, process.isUp else { return }
        process.generation += 1
        process.state = .offline
        process.since = now
        process.containerStartedAt = nil
        process.isLocked = false
        process.webAction = nil
        process.crashes += 1
        process.lastCause = cause
        process.lastExitCode = exitCode
        process.lastWasOOM = isOOM
        servers[id]?.process = process
        plan(.crashHandler(server: id, generation: process.generation), in: .milliseconds(250), from: now)
    }

    /// Decides whether Wings starts the server again (wings `server/crash.go`).
    mutating func handleCrash(_ id: Int, at now: Timestamp) {
        guard var server = servers[id], let node = node(server.node) else { return }
        if let upAt = node.wingsDownUntil, now < upAt {
            // Wings finds the container gone when it is up, and starts the server because its state file says running.
            servers[id] = server
            events.add(.beginStart(server: id, generation: server.process.generation, attempt: 0), at: upAt)
            return
        }
        guard server.process.isCrashDetectionOn else {
            server.process.lastCause += "; crash detection is off"
            servers[id] = server
            return
        }
        if server.process.lastExitCode == 0, !server.process.lastWasOOM, !options.detectsCleanExitAsCrash { return }
        if let last = server.process.lastHandledCrash, now - last < scaled(Self.crashWindow) {
            server.process.hasGivenUp = true
            server.process.lastCause += "; Wings gave up"
            servers[id] = server
            return
        }
        server.process.lastHandledCrash = now
        server.process.isLocked = true
        servers[id] = server
        plan(
            .beginStart(server: id, generation: server.process.generation, attempt: 0),
            in: .milliseconds(60),
            from: now
        )
    }

    /// Takes Wings of a node down; the containers go on.
    mutating func restartWings(_ id: NodeID, downFor duration: Duration, at now: Timestamp) {
        let upAt = now + scaled(duration)
        updateNode(id) { $0.wingsDownUntil = upAt }
        events.add(.wingsIsUp(node: id, at: upAt), at: upAt)
    }

    /// Wings is back: it re-attaches to what runs, has forgotten crash times and locks, and has no figures for a moment.
    mutating func wingsIsUp(_ id: NodeID, planned: Timestamp, at now: Timestamp) {
        guard let node = node(id), node.wingsDownUntil == planned else { return }
        updateNode(id) { $0.wingsDownUntil = nil }
        for (serverID, var server) in servers where server.node == id {
            server.process.lastHandledCrash = nil
            if server.process.isUp {
                server.process.state = .running
                server.process.isLocked = false
                server.process.statsUnknownUntil = now + scaled(.milliseconds(900))
            }
            if server.status == "installing" || server.status == "restoring_backup" { server.status = nil }
            servers[serverID] = server
        }
    }

    /// Docker of a node goes away: all its servers are offline at once and stay so, while Wings still answers.
    mutating func stopDocker(_ id: NodeID, at now: Timestamp) {
        for serverID in serverOrder where servers[serverID]?.node == id {
            guard var process = servers[serverID]?.process, process.state != .offline else { continue }
            process.generation += 1
            process.state = .offline
            process.since = now
            process.containerStartedAt = nil
            process.isLocked = false
            process.lastCause = "docker stopped"
            servers[serverID]?.process = process
        }
    }

    /// Changes what the panel's status column says, with what that does to the process.
    mutating func setStatus(_ status: String?, of id: Int, at now: Timestamp) {
        guard let old = servers[id] else { return }
        servers[id]?.status = status
        guard status != nil, status != "reinstall_failed", old.process.isUp else { return }
        beginStop(id, thenStart: false, cause: status ?? "", at: now)
    }

    /// Puts the process into a state and leaves it there: what a hang looks like from outside.
    mutating func force(_ state: PowerState, on id: Int, at now: Timestamp) {
        guard var process = servers[id]?.process else { return }
        process.generation += 1
        process.state = state
        process.since = now
        process.isLocked = false
        process.lastCause = "state set by the control API"
        process.containerStartedAt = state == .offline ? nil : process.containerStartedAt ?? now
        servers[id]?.process = process
    }
}
