import PanelSimulator
import PterodactylAPI
import TestSupport

/// What befalls a whole node, the panel, or many servers at once.
extension Story {
    func nodeScenes(_ random: inout SeededGenerator) -> [Scene] {
        let length = 90 + Double(random.next() % 500)
        switch kind {
        case .wingsRestart: return [Scene(0, .restartWings(node.id, downFor: .seconds(8 + Int64(random.next() % 60))))]
        case .nodeReboot: return rebootScenes(&random)
        case .dockerOutage: return [Scene(0, .stopDocker(node.id, downFor: .seconds(20 + Int64(random.next() % 90))))]
        case .nodeRefuses: return troubled(.refuse, length)
        case .nodeHangs: return troubled(.hang, length)
        case .nodeFails: return troubled(.error(Self.pick([500, 502], &random)), length)
        case .nodeMaintenance: return troubled(.maintenance, length)
        case .agentBlocked:
            return [Scene(0, .setNodeBlock(node.id, .refuse)), twice(30), Scene(length, .setNodeBlock(node.id, .none))]
        case .agentSwallowed:
            return [Scene(0, .setNodeBlock(node.id, .hang)), twice(30), Scene(length, .setNodeBlock(node.id, .none))]
        case .tokenMismatch: return [Scene(0, .resetPanelToken(node.id)), Scene(length, .configureWings(node.id))]
        case .tokenReset: return [Scene(0, .resetNodeToken(node.id)), twice(20)]
        case .socketsDropped: return [Scene(0, .dropSockets(node.id)), twice(Double(random.next() % 10) / 10)]
        // The call ends in 504, and is carried out when Wings wakes.
        case .hangAtStart:
            return [
                twice(), Scene(0, .atDecision(.setNodeMode(node.id, .hang), after: .zero)),
                Scene(0, .atDecision(.setNodeMode(node.id, .ok), after: .seconds(40 + Int64(random.next() % 100)))),
            ]
        case .crowd: return crowdScenes(&random)
        default: return []
        }
    }

    /// A node that cannot be asked, on which one server crashes for good before, and another one once meanwhile.
    private func troubled(_ mode: NodeMode, _ length: Double) -> [Scene] {
        var scenes = [Scene(0, .setNodeMode(node.id, mode)), Scene(length, .setNodeMode(node.id, .ok))]
        if servers.count > 1 { scenes.append(twice(-20, of: servers[1].identifier)) }
        if servers.count > 2 { scenes.append(Scene(length / 2, .crash(servers[2].identifier))) }
        return scenes
    }

    /// The host goes down with all containers, and Wings starts what its state file says when it is up again; a few of them
    /// cannot be started at once.
    private func rebootScenes(_ random: inout SeededGenerator) -> [Scene] {
        let down = 60 + Int64(random.next() % 120)
        var scenes = [Scene(0, .restartWings(node.id, downFor: .seconds(down)))]
        for (index, server) in servers.enumerated() {
            if index < 3 { scenes.append(Scene(0, .failStarts(server.identifier, count: 2))) }
            scenes.append(Scene(0.1, .crash(server.identifier, exitCode: 255)))
        }
        return scenes
    }

    /// Many servers end within a minute.
    func crowdScenes(_ random: inout SeededGenerator) -> [Scene] {
        servers.map { twice(Double(random.next() % 300) / 10, of: $0.identifier) }
    }

    func panelScenes(_ random: inout SeededGenerator) -> [Scene] {
        let length = 60 + Double(random.next() % 300)
        guard let mode else {
            // The human's stop stands in the log, which nobody can read for a while.
            return [
                Scene(0, .stop(first, via: Self.pick([.web, .api, .console], &random))), Scene(2, .setPanelMode(.down)),
                Scene(length, .setPanelMode(.ok)),
            ]
        }
        var scenes = [Scene(0, .setPanelMode(mode)), Scene(length, .setPanelMode(.ok))]
        scenes.append(twice(-Double(random.next() % 200)))
        if servers.count > 1 { scenes.append(Scene(length / 2, .crash(servers[1].identifier))) }
        if servers.count > 2 { scenes.append(Scene(length / 3, .kill(servers[2].identifier, via: .web))) }
        return scenes
    }

    private var mode: PanelMode? {
        switch kind {
        case .panelDown: .down
        case .panelHangs: .hang
        case .panelHTML: .html502
        case .panelLimited: .rateLimited
        case .panelWrongJSON: .wrongJSON
        case .panelCut: .cut
        case .panelMaintenance: .maintenance
        case .panelDatabase: .databaseDown
        case .panelSlow: .slow(.seconds(6))
        default: nil
        }
    }
}
