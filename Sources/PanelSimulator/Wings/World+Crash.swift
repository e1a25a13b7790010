import PterodactylAPI
import Telemetry

extension World {
    /// When Wings gives up: a crash less than this after the last one that it handled.
    static let crashWindow: Duration = .seconds(60)
    /// What Wings says when the restart after a crash did not come about.
    static let failedHandlingLine = "Server crash was detected but an error occurred while handling it."
    /// What Wings says when it may not restart the server.
    static let detectionOffLine = "Aborting automatic restart, crash detection is disabled for this instance."
    /// The cause of a start that failed.
    static let failedStart = "failed start"

    /// The process ends by itself: `offline` at once, without `stopping`; the crash handler comes a moment later.
    ///
    /// A server that is stopping does not crash, it has stopped.
    mutating func crash(_ id: Int, exitCode: Int, isOOM: Bool, cause: String, at now: Timestamp) {
        guard var process = servers[id]?.process, process.isUp else { return }
        process.generation += 1
        process.isLocked = false
        process.webAction = nil
        process.crashes += 1
        process.lastCause = cause
        process.lastExitCode = exitCode
        process.lastWasOOM = isOOM
        servers[id]?.process = process
        if let line = servers[id].flatMap({ GameOutput(server: $0).crash(exitCode: exitCode, at: now) }) {
            write(line, to: id, at: now)
        }
        enter(.offline, id, at: now)
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
            say(Self.detectionOffLine, to: id, at: now)
            return
        }
        if server.process.lastExitCode == 0, !server.process.lastWasOOM, !options.detectsCleanExitAsCrash { return }
        say("---------- Detected server process in a crashed state! ----------", to: id, at: now)
        say("Exit code: \(server.process.lastExitCode ?? 1)", to: id, at: now)
        say("Out of memory: \(server.process.lastWasOOM)", to: id, at: now)
        if let last = server.process.lastHandledCrash, now - last < scaled(Self.crashWindow) {
            server.process.hasGivenUp = true
            server.process.losesDocker = false
            let wasCrashRestart = server.process.isCrashRestart && server.process.lastCause == Self.failedStart
            server.process.lastCause += "; Wings gave up"
            servers[id] = server
            say("Aborting automatic restart, last crash occurred less than 60 seconds ago.", to: id, at: now)
            if wasCrashRestart { say(Self.failedHandlingLine, to: id, at: now) }
            return
        }
        server.process.lastHandledCrash = now
        server.process.isLocked = true
        server.process.isCrashRestart = true
        servers[id] = server
        plan(
            .beginStart(server: id, generation: server.process.generation, attempt: 0),
            in: .milliseconds(60),
            from: now
        )
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
        process.isLocked = false
        process.lastCause = "state set by the control API"
        process.containerStartedAt = process.containerStartedAt ?? now
        servers[id]?.process = process
        enter(state, id, at: now)
        tick(id, at: now)
    }
}
