import PterodactylAPI
import Telemetry

/// What befalls a whole node: its Wings restarts, its Docker goes away.
extension World {
    /// Takes Wings of a node down; the containers go on.
    mutating func restartWings(_ id: NodeID, downFor duration: Duration, at now: Timestamp) {
        let upAt = now + scaled(duration)
        let bootedAt = max(now, upAt - scaled(.seconds(1)))
        updateNode(id) {
            $0.wingsDownUntil = upAt
            $0.wingsBootedAt = bootedAt
            $0.deniedTokens = [:]
            $0.requestsOnWaking = []
        }
        breakStreams(of: id, at: now)
        events.add(.wingsIsUp(node: id, at: upAt), at: upAt)
    }

    /// Wings is back: it re-attaches to what runs, has forgotten crash times and locks, and has no figures for a moment.
    mutating func wingsIsUp(_ id: NodeID, planned: Timestamp, at now: Timestamp) {
        guard let node = node(id), node.wingsDownUntil == planned else { return }
        updateNode(id) { $0.wingsDownUntil = nil }
        for serverID in serverOrder {
            guard var server = servers[serverID], server.node == id else { continue }
            server.process.lastHandledCrash = nil
            if server.process.isUp {
                server.process.state = .running
                server.process.isLocked = false
                server.process.statsUnknownUntil = now + scaled(blindness(of: serverID))
            }
            if server.status == "installing" || server.status == "restoring_backup" { server.status = nil }
            server.process.isInstalling = false
            server.process.isRestoring = false
            server.installBegunAt = nil
            servers[serverID] = server
        }
    }

    /// How long a Wings that has just started knows no figures of a server: observed were 0.15 to 0.9 s.
    private func blindness(of server: Int) -> Duration {
        .milliseconds(150 + Int64(SplitMix64.mix(options.seed &+ UInt64(server)) % 751))
    }

    /// Docker of a node goes away: all its servers are offline at once and stay so, while Wings still answers.
    ///
    /// Of two servers observed together, one had only the line of a restart that failed; Wings began to start the other
    /// while Docker was on its way down, and gave up. Servers of odd numbers here are like the one, even ones the other.
    mutating func stopDocker(_ id: NodeID, downFor duration: Duration = .zero, at now: Timestamp) {
        let upAt = now + scaled(duration)
        updateNode(id) { $0.dockerDownUntil = upAt }
        for serverID in serverOrder where servers[serverID]?.node == id {
            guard var process = servers[serverID]?.process, process.state != .offline else { continue }
            if process.isUp, serverID.isMultiple(of: 2) {
                servers[serverID]?.process.losesDocker = process.isCrashDetectionOn
                crash(serverID, exitCode: 143, isOOM: false, cause: Self.dockerStopped, at: now)
                continue
            }
            let wasUp = process.isUp
            process.generation += 1
            process.isLocked = false
            process.lastCause = Self.dockerStopped
            servers[serverID]?.process = process
            enter(.offline, serverID, at: now)
            guard wasUp else { continue }
            say(process.isCrashDetectionOn ? Self.failedHandlingLine : Self.detectionOffLine, to: serverID, at: now)
        }
    }

    private static let dockerStopped = "docker stopped"
}
