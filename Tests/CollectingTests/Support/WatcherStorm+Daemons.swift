import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

// What happens to the nodes' daemons.
extension WatcherStorm {
    /// One second of them: each refuses, hangs, gets a new token or loses its Docker now and then.
    mutating func changeDaemons() {
        guard sources.seesDocker else { return }
        for index in panel.nodes.indices where !panel.deadNodes.contains(panel.nodes[index]) {
            if chance(2) { panel.wings[index].resetToken() }
            changeMode(of: index)
            changeDocker(of: index)
        }
    }

    private mutating func changeMode(of index: Int) {
        switch panel.wings[index].mode {
        case .answering:
            if chance(3) { panel.wings[index].mode = Bool.random(using: &random) ? .refused : .hanging }
        case .refused, .hanging:
            if chance(30) { panel.wings[index].mode = .answering }
        }
    }

    /// With its Docker gone a node's Wings has all servers offline, and they stay so when it is back.
    private mutating func changeDocker(of index: Int) {
        let node = panel.nodes[index]
        if panel.wings[index].isDockerAway {
            if chance(20) || now - (dockerAwaySince[node] ?? now) > .seconds(90) {
                panel.wings[index].isDockerAway = false
                dockerAwaySince[node] = nil
            }
            return
        }
        let here = panel.servers.indices.filter { panel.servers[$0].node == node }
        guard panel.wings[index].mode == .answering, chance(1), here.count(where: { isUp($0) }) >= 4 else { return }
        panel.wings[index].isDockerAway = true
        dockerAwaySince[node] = now
        for server in here { vanish(server) }
    }

    private func isUp(_ index: Int) -> Bool {
        panel.servers[index].conflict == nil
            && (panel.servers[index].state == .running || panel.servers[index].state == .starting)
    }

    private mutating func vanish(_ index: Int) {
        let (uuid, now) = (panel.servers[index].uuid, now)
        facts[uuid]?.changesAt = nil
        guard panel.servers[index].state != .offline else { return }
        facts[uuid]?.drops.append(now)
        panel.servers[index].state = .offline
        tell(.offline, of: index, isCertain: true)
        let exitCode = [0, 1, 137, 143].randomElement(using: &random) ?? 143
        let lines = Bool.random(using: &random) ? [] : [Self.crashed, "Exit code: \(exitCode)", "Out of memory: false"]
        write(lines + [Self.failed], index)
    }
}
