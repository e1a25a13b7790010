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
        changeDaemons()
        for index in panel.servers.indices where !panel.deadNodes.contains(panel.servers[index].node) {
            if panel.wings(of: panel.servers[index].node)?.isDockerAway == false { change(index) }
        }
    }

    /// Ends every outage and hold.
    mutating func calmDown() {
        isCalm = true
        dockerAwaySince = [:]
        panel.failure = nil
        panel.deadNodes = []
        for index in panel.wings.indices {
            panel.wings[index].mode = .answering
            panel.wings[index].isDockerAway = false
        }
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
            setMode(Bool.random(using: &random) ? .refused : .hanging, of: panel.deadNodes.first)
        } else if let node = panel.deadNodes.first, chance(20) {
            panel.deadNodes = []
            setMode(.answering, of: node)
            let (isBooted, now) = (chance(300), now)
            for index in panel.servers.indices where panel.servers[index].node == node && isBooted {
                facts[panel.servers[index].uuid]?.drops.append(now)
                if panel.servers[index].state == .running { panel.servers[index].startedAt = now }
            }
        }
    }

    private mutating func setMode(_ mode: ScriptedWings.Mode, of node: String?) {
        guard let index = panel.nodes.firstIndex(where: { $0 == node }) else { return }
        panel.wings[index].mode = mode
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
        let (uuid, now) = (panel.servers[index].uuid, now)
        facts[uuid]?.drops.append(now)
        become(.offline, index)
        let exitCode = [0, 1, 1, 137, 143, 255].randomElement(using: &random) ?? 1
        let isRestarted = Bool.random(using: &random)
        // With exit code 0 the node may be told not to take it for a crash, and then nothing is said.
        if exitCode == 0, !isRestarted, Bool.random(using: &random) { return }
        if ![0, 137, 143].contains(exitCode), !isRestarted, panel.isHeard(uuid) { facts[uuid]?.toldGivenUpAt = now }
        let end =
            isRestarted ? Self.preflight : [Self.gaveUp, Self.failed].randomElement(using: &random) ?? Self.gaveUp
        write([Self.crashed, "Exit code: \(exitCode)", "Out of memory: false", end], index)
        if isRestarted { start(index) }
    }

    static let crashed = "---------- Detected server process in a crashed state! ----------"
    static let gaveUp = "Aborting automatic restart, last crash occurred less than 60 seconds ago."
    static let failed = "Server crash was detected but an error occurred while handling it."
    private static let preflight = "Checking server disk space usage, this could take a few seconds..."

    private mutating func stopByHuman(_ index: Int) {
        let isAPI = Bool.random(using: &random)
        log(chance(300) ? .kill : .stop, of: index, isAPI: isAPI)
        become(.stopping, index)
        // What is done in the web console is logged once the process is gone.
        if isAPI, Bool.random(using: &random) {
            let end = now + .seconds(Int.random(in: 1...30, using: &random))
            facts[panel.servers[index].uuid]?.changesAt = end
        } else {
            become(.offline, index)
        }
    }

    private mutating func restartByHuman(_ index: Int) {
        log(.restart, of: index, isAPI: Bool.random(using: &random))
        become(.stopping, index)
        become(.offline, index)
        start(index)
    }

    private mutating func stopBySchedule(_ index: Int) {
        become(.stopping, index)
        become(.offline, index)
        panel.servers[index].schedules = [.schedule(.stop, lastRunAt: now)]
    }

    /// Lets a server be in another state, of which its WebSocket tells.
    private mutating func become(_ state: PowerState, _ index: Int) {
        panel.servers[index].state = state
        tell(state, of: index)
    }

    private mutating func hold(_ index: Int) {
        let now = now
        facts[panel.servers[index].uuid]?.drops.append(now)
        facts[panel.servers[index].uuid]?.changesAt = nil
        switch Int.random(in: 0..<3, using: &random) {
        case 0: panel.servers[index].isInMaintenance = true
        case 1:
            panel.servers[index].isTransferring = true
            goDownHeld(index)
        default:
            panel.servers[index].status = ["suspended", "restoring_backup"].randomElement(using: &random)
            panel.servers[index].isSuspendedOnNode = true
            goDownHeld(index)
        }
    }

    private mutating func goDownHeld(_ index: Int) {
        become(.stopping, index)
        become(.offline, index)
    }

    private mutating func release(_ index: Int) {
        panel.servers[index].status = nil
        panel.servers[index].isSuspendedOnNode = false
        panel.servers[index].isTransferring = false
        panel.servers[index].isInMaintenance = false
    }

    // MARK: - Starting

    private mutating func start(_ index: Int) {
        facts[panel.servers[index].uuid]?.isStopTold = false
        panel.servers[index].startedAt = now
        become(.starting, index)
        let end = now + .seconds(Int.random(in: 1...15, using: &random))
        facts[panel.servers[index].uuid]?.changesAt = end
    }

    /// Ends what starts or stops.
    private mutating func finish(_ index: Int) {
        let uuid = panel.servers[index].uuid
        guard let due = facts[uuid]?.changesAt, due <= now else { return }
        facts[uuid]?.changesAt = nil
        switch panel.servers[index].state {
        case .starting: become(.running, index)
        case .stopping: become(.offline, index)
        default: break
        }
    }

    /// What a remediation would do now and then.
    mutating func restartSomeCrashed() {
        for view in panel.watcher.views.sorted(by: { $0.identifier < $1.identifier })
        where view.situation == .crashed && chance(30) {
            panel.watcher.act(.power(.start), on: view.uuid, at: now)
        }
    }

    /// The agent's start arrives.
    mutating func startForAgent(_ uuid: ServerUUID) {
        guard let index = panel.servers.firstIndex(where: { $0.uuid == uuid }), panel.failure == nil,
            panel.servers[index].state == .offline, panel.servers[index].conflict == nil,
            panel.wings(of: panel.servers[index].node)?.isDockerAway == false
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
