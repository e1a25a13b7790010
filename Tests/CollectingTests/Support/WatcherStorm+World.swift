import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

// What happens to the servers, the nodes and the panel.
extension WatcherStorm {
    mutating func addServer() {
        let uuid = ServerUUID.number(nextNumber)
        var server = ScriptedServer(uuid: uuid, node: panel.nodes[nextNumber % panel.nodes.count])
        nextNumber += 1
        server.startedAt = now - .seconds(1_000)
        if chance(200) { server.state = .offline }
        panel.servers.append(server)
        facts[uuid] = ServerFacts(believedSince: now)
        if chance(100) { panel.answers[.activity(uuid)] = .forbidden }
        if chance(100) { panel.answers[.schedules(uuid)] = .forbidden }
    }

    /// One second of the world.
    mutating func changeWorld() {
        for index in panel.servers.indices { finish(index) }
        guard !isCalm else { return }
        changePanelAndNodes()
        if chance(1), panel.servers.count > 2 {
            facts[panel.servers.remove(at: Int.random(in: 0..<panel.servers.count, using: &random)).uuid] = nil
        }
        if chance(1), panel.servers.count < 12 { addServer() }
        for index in panel.servers.indices where !panel.deadNodes.contains(panel.servers[index].node) {
            change(index)
        }
    }

    /// Ends every outage and hold.
    mutating func calmDown() {
        isCalm = true
        panel.failure = nil
        panel.deadNodes = []
        for index in panel.servers.indices where panel.servers[index].conflict != nil { release(index) }
    }

    private mutating func changePanelAndNodes() {
        if panel.failure == nil, panel.deadNodes.isEmpty, chance(2) {
            panel.failure = [.html("down", status: 502), .error(401, "AuthenticationException")].randomElement(
                using: &random
            )
        } else if panel.failure != nil, chance(20) {
            panel.failure = nil
        }
        if panel.deadNodes.isEmpty, chance(3) {
            panel.deadNodes = [panel.nodes.randomElement(using: &random) ?? ""]
        } else if let node = panel.deadNodes.first, chance(20) {
            panel.deadNodes = []
            let (isBooted, now) = (chance(300), now)
            for index in panel.servers.indices where panel.servers[index].node == node && isBooted {
                facts[panel.servers[index].uuid]?.drops.append(now)
                if panel.servers[index].state == .running { panel.servers[index].startedAt = now }
            }
        }
    }

    // MARK: - One server

    private mutating func change(_ index: Int) {
        let server = panel.servers[index]
        if server.conflict != nil {
            if chance(15) { release(index) }
            return
        }
        switch server.state {
        case .running:
            if chance(2) { crash(index) }
            if chance(2) { stopByHuman(index) }
            if chance(0.5) { stopBySchedule(index) }
            if chance(1) { restartByHuman(index) }
            if chance(0.5) { hold(index) }
        case .offline:
            if chance(4) {
                log(.start, of: index, isAPI: Bool.random(using: &random))
                start(index)
            }
        default: break
        }
    }

    private mutating func crash(_ index: Int) {
        let now = now
        facts[panel.servers[index].uuid]?.drops.append(now)
        panel.servers[index].state = .offline
        if Bool.random(using: &random) { start(index) }
    }

    private mutating func stopByHuman(_ index: Int) {
        let isAPI = Bool.random(using: &random)
        log(chance(300) ? .kill : .stop, of: index, isAPI: isAPI)
        // What is done in the web console is logged once the process is gone.
        if isAPI, Bool.random(using: &random) {
            panel.servers[index].state = .stopping
            let end = now + .seconds(Int.random(in: 1...30, using: &random))
            facts[panel.servers[index].uuid]?.changesAt = end
        } else {
            panel.servers[index].state = .offline
        }
    }

    private mutating func restartByHuman(_ index: Int) {
        log(.restart, of: index, isAPI: Bool.random(using: &random))
        start(index)
    }

    private mutating func stopBySchedule(_ index: Int) {
        panel.servers[index].state = .offline
        panel.servers[index].schedules = [.schedule(.stop, lastRunAt: now)]
    }

    private mutating func hold(_ index: Int) {
        let now = now
        facts[panel.servers[index].uuid]?.drops.append(now)
        facts[panel.servers[index].uuid]?.changesAt = nil
        switch Int.random(in: 0..<3, using: &random) {
        case 0: panel.servers[index].isInMaintenance = true
        case 1:
            panel.servers[index].isTransferring = true
            panel.servers[index].state = .offline
        default:
            panel.servers[index].status = ["suspended", "restoring_backup"].randomElement(using: &random)
            panel.servers[index].state = .offline
        }
    }

    private mutating func release(_ index: Int) {
        panel.servers[index].status = nil
        panel.servers[index].isTransferring = false
        panel.servers[index].isInMaintenance = false
    }

    // MARK: - Starting

    private mutating func start(_ index: Int) {
        panel.servers[index].state = .starting
        panel.servers[index].startedAt = now
        let end = now + .seconds(Int.random(in: 1...15, using: &random))
        facts[panel.servers[index].uuid]?.changesAt = end
    }

    /// Ends what starts or stops.
    private mutating func finish(_ index: Int) {
        let uuid = panel.servers[index].uuid
        guard let due = facts[uuid]?.changesAt, due <= now else { return }
        facts[uuid]?.changesAt = nil
        switch panel.servers[index].state {
        case .starting: panel.servers[index].state = .running
        case .stopping: panel.servers[index].state = .offline
        default: break
        }
    }

    /// What a remediation would do now and then.
    mutating func restartSomeCrashed() {
        for view in panel.watcher.views.sorted(by: { $0.identifier < $1.identifier })
        where view.situation == .crashed && chance(30) {
            panel.watcher.act(.start, on: view.uuid, at: now)
        }
    }

    /// The agent's start arrives.
    mutating func startForAgent(_ uuid: ServerUUID) {
        guard let index = panel.servers.firstIndex(where: { $0.uuid == uuid }), panel.failure == nil,
            panel.servers[index].state == .offline, panel.servers[index].conflict == nil
        else { return }
        let entry = JSONValue.entry("server:power.start", at: now, isAPI: true)
        panel.servers[index].log.append(ScriptedServer.LogEntry(entry: entry, visibleAt: now))
        start(index)
    }

    private mutating func log(_ signal: PowerSignal, of index: Int, isAPI: Bool) {
        let delay = isAPI ? 0 : Int.random(in: 0...90, using: &random)
        let visibleAt = now + .seconds(delay)
        let entry = JSONValue.entry("server:power.\(signal.rawValue)", at: now, isAPI: isAPI)
        panel.servers[index].log.append(ScriptedServer.LogEntry(entry: entry, visibleAt: visibleAt))
        let event = ServerFacts.Event(signal: signal, at: now, visibleAt: visibleAt)
        facts[panel.servers[index].uuid]?.events.append(event)
    }
}
