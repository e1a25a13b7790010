import PterodactylAPI

/// A request of the control API as the control that it asks for.
struct ControlRequest {
    let segments: [String]
    let body: JSON?
    let world: World

    /// Reads the control; the path begins after `simulator`.
    func control() throws(ControlError) -> Control {
        switch segments.first {
        case "servers" where segments.count == 1:
            let node: NodeID? =
                if let value = body?["node"] {
                    try self.node(value.integer.map(String.init) ?? value.string ?? "")
                } else { nil }
            return .addServer(name: text("name") ?? "New Server", node: node)
        case "servers" where segments.count == 3: return try server(segments[2], try self.server(segments[1]))
        case "nodes" where segments.count == 3: return try node(segments[2], try self.node(segments[1]))
        case "panel" where segments == ["panel", "mode"]: return .setPanelMode(try panelMode())
        default:
            throw .badRequest(found: "/simulator/" + segments.joined(separator: "/"), allowed: "see GET /simulator")
        }
    }

    /// The server of a short id, a UUID or a name.
    func server(_ name: String) throws(ControlError) -> ServerIdentifier {
        if let id = world.serverID(named: name), let server = world.servers[id] {
            return ServerIdentifier(server.identifier)
        }
        let server = world.serverOrder.lazy.compactMap { world.servers[$0] }.first { $0.name == name }
        guard let server else { throw .unknownServer(name) }
        return ServerIdentifier(server.identifier)
    }

    private func node(_ name: String) throws(ControlError) -> NodeID {
        guard let node = world.nodes.first(where: { String($0.id.rawValue) == name || $0.name == name }) else {
            throw .unknownNode(name)
        }
        return node.id
    }

    private func server(_ action: String, _ id: ServerIdentifier) throws(ControlError) -> Control {
        switch action {
        case "crash":
            .crash(
                id,
                exitCode: integer("exit_code") ?? (flag("oom") ?? false ? 137 : 1),
                isOutOfMemory: flag("oom") ?? false,
                times: integer("times") ?? 1
            )
        case "stop": .stop(id, via: try way())
        case "start": .start(id, via: try way())
        case "restart": .restart(id, via: try way())
        case "kill": .kill(id, via: try way())
        case "state": .setState(id, try state())
        case "hang":
            .setHangs(
                id,
                ignoresStop: flag("ignores_stop") ?? false,
                hangsInStarting: flag("hangs_in_starting") ?? false
            )
        case "boot": .setBootTime(id, .seconds(number("seconds") ?? 20))
        case "status": .setStatus(id, text("status"))
        case "transfer": .setTransferring(id, flag("transferring") ?? true)
        case "suspend": .suspend(id)
        case "unsuspend": .unsuspend(id)
        case "fill-disk": .fillDisk(id, percent: number("percent") ?? 110)
        case "free-disk": .freeDisk(id)
        case "variable": .setVariable(id, text("name") ?? "PTEROWATCH", text("value") ?? "")
        case "load": .setLoad(id, memoryPercent: number("memory_percent"), cpuPercent: number("cpu_percent"))
        case "fail-starts": .failStarts(id, count: integer("count") ?? 1, exitCode: integer("exit_code") ?? 1)
        case "backup": .addBackup(id, isSuccessful: flag("ok") ?? true, age: .seconds(number("age_seconds") ?? 0))
        case "fail-backups": .failBackups(id, count: integer("count") ?? 1)
        case "remove-backups": .removeBackups(id)
        case "restore": .restore(id)
        case "rename": .rename(id, text("name") ?? "New Name")
        case "crash-detection": .setCrashDetection(id, flag("on") ?? true)
        case "lose-events": .loseEvents(id, count: integer("count") ?? 1)
        case "known-to-wings": .setKnownToWings(id, flag("known") ?? true)
        default: throw .badRequest(found: "action “\(action)”", allowed: "see GET /simulator")
        }
    }

    private func node(_ action: String, _ id: NodeID) throws(ControlError) -> Control {
        switch action {
        case "mode": .setNodeMode(id, try nodeMode())
        case "restart-wings": .restartWings(id, downFor: .seconds(number("seconds") ?? 8))
        case "stop-docker": .stopDocker(id, downFor: .seconds(number("seconds") ?? 0))
        case "drop-sockets": .dropSockets(id)
        case "reset-token": .resetNodeToken(id)
        case "mismatch-token": .resetPanelToken(id)
        case "configure-wings": .configureWings(id)
        case "block": .setNodeBlock(id, try block())
        default:
            throw .badRequest(
                found: "action “\(action)”",
                allowed:
                    "mode, restart-wings, stop-docker, drop-sockets, reset-token, mismatch-token, configure-wings, block"
            )
        }
    }

    private func way() throws(ControlError) -> Control.Way {
        guard let word = text("via") else { return .web }
        guard let way = Control.Way(rawValue: word) else {
            let allowed = Control.Way.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest(found: "via “\(word)”", allowed: allowed)
        }
        return way
    }

    private func state() throws(ControlError) -> PowerState {
        let state = PowerState(word: text("state") ?? "offline")
        if case .other(let word) = state {
            throw .badRequest(found: "state “\(word)”", allowed: "offline, starting, running, stopping")
        }
        return state
    }

    private func nodeMode() throws(ControlError) -> NodeMode {
        switch text("mode") ?? "ok" {
        case "ok": return .ok
        case "refuse": return .refuse
        case "hang": return .hang
        case "slow": return .slow(.seconds(number("seconds") ?? 10))
        case "error": return .error(integer("code") ?? 500)
        case "maintenance": return .maintenance
        case let word:
            throw .badRequest(found: "mode “\(word)”", allowed: "ok, refuse, hang, slow, error, maintenance")
        }
    }

    private func block() throws(ControlError) -> NodeBlock {
        let word = text("mode") ?? NodeBlock.refuse.rawValue
        guard let block = NodeBlock(rawValue: word) else {
            let allowed = NodeBlock.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest(found: "mode “\(word)”", allowed: allowed)
        }
        return block
    }

    private func panelMode() throws(ControlError) -> PanelMode {
        let modes: [PanelMode] = [
            .ok, .down, .hang, .slow(.seconds(number("seconds") ?? 10)), .html502, .rateLimited, .cut, .maintenance,
            .wrongJSON, .databaseDown,
        ]
        let synonyms = ["refuse": "down", "error": "database-down"]
        let given = text("mode") ?? "ok"
        let word = synonyms[given] ?? given
        guard let mode = modes.first(where: { $0.word == word }) else {
            throw .badRequest(found: "mode “\(word)”", allowed: modes.map(\.word).joined(separator: ", "))
        }
        return mode
    }

    private func text(_ name: String) -> String? { body?[name]?.string }
    private func integer(_ name: String) -> Int? { body?[name]?.integer }
    private func number(_ name: String) -> Double? { body?[name]?.double }
    private func flag(_ name: String) -> Bool? { body?[name]?.bool }
}
