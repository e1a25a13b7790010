import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

// What the watcher is told, and what is kept of it to hold its beliefs against.
extension WatcherStorm {
    /// Keeps in mind what an answer tells.
    mutating func note(_ response: HTTPResponse, to call: PanelCall, sentAt sent: Timestamp) {
        guard response.status == 200 else { return }
        switch call {
        case .resources(let uuid):
            guard facts[uuid]?.toldLiveAt.map({ now - $0 >= .seconds(20) }) ?? true else { return }
            let attributes = JSONValue(parsing: response.body)?["attributes"]
            let uptime = attributes?["resources"]?["uptime"]
            noteTold(attributes?["current_state"]?.string, hasUptime: uptime != 0, of: uuid, lookback: .seconds(25))
        case .wingsServers:
            for server in JSONValue(parsing: response.body)?.array ?? [] {
                guard let uuid = server["configuration"]?["uuid"]?.string.map({ ServerUUID($0) }),
                    facts[uuid]?.toldLiveAt.map({ $0 <= sent }) ?? true
                else { continue }
                let hasUptime = server["utilization"]?["uptime"] != 0
                noteTold(server["state"]?.string, hasUptime: hasUptime, of: uuid, lookback: .seconds(5))
                noteLive(uuid)
            }
        case .activity(let uuid):
            let now = now
            let visible = facts[uuid]?.events.filter { $0.visibleAt <= now }
            facts[uuid]?.toldEvents = visible ?? []
        default: break
        }
    }

    /// Keeps in mind that a WebSocket which opened just now told its server's state.
    mutating func noteOpened(by call: PanelCall, wasLive: Bool) {
        guard case .credentials(let uuid) = call, !wasLive, let told = panel.streams[uuid]?.told else { return }
        noteLive(uuid)
        if told == .running || told == .starting { noteUp(uuid, lookback: .seconds(5)) }
    }

    private mutating func noteTold(_ state: String?, hasUptime: Bool, of uuid: ServerUUID, lookback: Duration) {
        if state == "running" && hasUptime || state == "starting" { noteUp(uuid, lookback: lookback) }
    }

    private mutating func noteLive(_ uuid: ServerUUID) {
        let now = now
        facts[uuid]?.toldLiveAt = now
    }

    private mutating func noteUp(_ uuid: ServerUUID, lookback: Duration) {
        let now = now
        facts[uuid]?.toldUpAt = now
        facts[uuid]?.lookback = lookback
        facts[uuid]?.toldGivenUpAt = nil
    }

    // MARK: - WebSockets

    /// One second of the WebSockets: statistics come again and again, and connections break now and then.
    mutating func stream() {
        panel.advanceStreams()
        for index in panel.servers.indices {
            let uuid = panel.servers[index].uuid
            guard panel.isHeard(uuid), let daemon = panel.wings(of: panel.servers[index].node) else { continue }
            if !isCalm, chance(2) {
                panel.disconnect(uuid, .closed(.abnormal))
                continue
            }
            let state = panel.servers[index].stateOnNode(daemon)
            // Every second really; as long as nothing is wrong, now and then is as good.
            if panel.streams[uuid]?.told != state || state != .offline && chance(100) {
                panel.tellStats(state, of: uuid)
                noteLive(uuid)
                // Statistics that show another state than was told do not count yet.
                let isTold = panel.streams[uuid]?.told == state
                if isTold, state == .running || state == .starting { noteUp(uuid, lookback: .seconds(5)) }
            }
        }
        checkSituations()
    }

    /// Lets Wings say that a server is in another state; now and then it is lost, and now and then older statistics follow.
    mutating func tell(_ state: PowerState, of index: Int, isCertain: Bool = false) {
        let uuid = panel.servers[index].uuid
        let before = panel.streams[uuid]?.told
        guard panel.isHeard(uuid), isCertain || isCalm || !chance(50) else { return }
        panel.tell(.status(state), of: uuid)
        noteLive(uuid)
        if state == .stopping { facts[uuid]?.isStopTold = true }
        if state == .running || state == .starting { noteUp(uuid, lookback: .seconds(5)) }
        if let before, before != state, chance(200) { panel.tellStats(before, of: uuid) }
        panel.watcher.view(of: uuid).map { checkSituation($0) }
    }

    /// Lets Wings write lines into the console; now and then one is lost.
    mutating func write(_ lines: [String], _ index: Int) {
        for line in lines where isCalm || !chance(50) { panel.write([line], index) }
        panel.watcher.view(of: panel.servers[index].uuid).map { checkSituation($0) }
    }
}
