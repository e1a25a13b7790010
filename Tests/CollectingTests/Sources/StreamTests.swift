import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// What the watcher makes of what servers' WebSockets say.
struct StreamTests {
    /// An ordinary user's panel of which all servers are followed.
    private static func panel(servers: Int = 4) -> ScriptedPanel {
        let sources = SourcePlan(stream: .all)
        var panel = ScriptedPanel(servers: servers, nodes: 2, plan: PanelPlan(name: "main", sources: sources))
        panel.run(seconds: 30)
        return panel
    }

    // MARK: - Polling

    @Test func `the panel is not asked for the state of what is followed, and at once again when that ends`() {
        var panel = Self.panel()
        panel.forgetCalls()
        panel.run(seconds: 100)
        #expect(panel.asks(of: "node-0") + panel.asks(of: "node-1") == 0)
        #expect(panel.report()?.servers == [.stream: 2])
        #expect(panel.isSuccessful(.servers) == true)
        let uuid = panel.servers[0].uuid
        panel.disconnect(uuid, .closed(.abnormal))
        panel.run(seconds: 1)
        #expect(panel.asks(for: .resources(uuid)) == 1)
        #expect(panel.asks(of: "node-0") == 1)
        panel.run(seconds: 30)
        panel.forgetCalls()
        panel.run(seconds: 60)
        #expect(panel.streams[uuid]?.isLive == true)
        #expect(panel.asks(for: .resources(uuid)) == 0)
    }

    @Test func `an end for good resumes the asking as well`() {
        var panel = Self.panel()
        panel.forgetCalls()
        let uuid = panel.servers[1].uuid
        panel.say(.ended(.tokenRefused(.notPermitted)), of: uuid)
        panel.run(seconds: 40)
        #expect((2...3).contains(panel.asks(for: .resources(uuid))))
        #expect(panel.asks(of: "node-0") == 0)
    }

    @Test func `what a WebSocket told last stays known for as long as it is open, however long it is silent`() {
        var panel = Self.panel()
        panel.become(.offline, 0)
        panel.run(seconds: 400)
        #expect(panel.view(0)?.state == .offline)
        #expect(panel.view(0)?.situation == .crashed)
    }

    @Test func `what is down is asked for once when the clock was set, since its WebSocket has nothing to tell`() {
        var panel = Self.panel()
        panel.become(.offline, 0)
        panel.run(seconds: 60)
        #expect(panel.watcher.isSwept)
        panel.forgetCalls()
        panel.watcher.sweepAnew(at: panel.now)
        #expect(!panel.watcher.isSwept)
        panel.run(seconds: 60)
        #expect(panel.watcher.isSwept)
        #expect(panel.asks(for: .resources(panel.servers[0].uuid)) == 1)
        #expect(panel.view(0)?.situation == .undecided || panel.view(0)?.situation == .crashed)
    }

    // MARK: - States and statistics

    @Test func `statistics never overrule a newer state, but tell the use all the same`() {
        var panel = Self.panel()
        panel.become(.stopping, 0)
        let uuid = panel.servers[0].uuid
        panel.tellStats(.running, of: uuid)
        #expect(panel.view(0)?.state == .stopping)
        let server = ["server": uuid.identifier.rawValue]
        #expect(panel.value("pterodactyl_server_cpu_usage_cores", server) == 0.5)
        panel.become(.offline, 0)
        panel.tellStats(.stopping, of: uuid)
        #expect(panel.view(0)?.state == .offline)
        #expect(panel.value("pterodactyl_server_cpu_usage_cores", server) == 0)
        #expect(panel.view(0)?.situation == .down(.user))
    }

    @Test(arguments: [GapReason.statusLost, .tokenRefused, .dropped(3), .reconnected])
    func `after a gap the next statistics count`(reason: GapReason) {
        var panel = Self.panel()
        let uuid = panel.servers[0].uuid
        panel.servers[0].state = .offline
        panel.tellStats(.offline, of: uuid)
        #expect(panel.view(0)?.state == .running)
        panel.say(.gap(reason, since: panel.now.panelTime), of: uuid)
        panel.tellStats(.offline, of: uuid)
        #expect(panel.view(0)?.state == .offline)
        #expect(panel.view(0)?.situation == .undecided)
        panel.tellStats(.running, of: uuid)
        #expect(panel.view(0)?.state == .offline, "the gap is closed")
        #expect(panel.value("pterowatch_stream_gaps_total", ["node": "node-0"]) == 1)
    }

    @Test func `statistics of a Wings that does not know the uptime yet do not close a gap`() {
        var panel = Self.panel()
        let uuid = panel.servers[0].uuid
        panel.become(.starting, 0)
        panel.say(.gap(.statusLost, since: panel.now.panelTime), of: uuid)
        panel.servers[0].isUptimeUnknown = true
        panel.tellStats(.running, of: uuid)
        #expect(panel.view(0)?.state == .starting)
        panel.servers[0].isUptimeUnknown = false
        panel.tellStats(.running, of: uuid)
        #expect(panel.view(0)?.state == .running)
    }

    @Test func `a new connection tells the present state, and is counted`() {
        var panel = Self.panel()
        let uuid = panel.servers[0].uuid
        panel.disconnect(uuid, .closed(.abnormal))
        panel.servers[0].state = .stopping
        panel.run(seconds: 15)
        #expect(panel.view(0)?.state == .stopping)
        #expect(panel.value("pterowatch_stream_reconnects_total", ["node": "node-0"]) == 1)
        #expect(panel.value("pterowatch_stream_connections", ["node": "node-0"]) == 2)
    }

    // MARK: - What follows from events

    @Test func `the backups are asked for after one ended`() {
        var panel = Self.panel()
        let uuid = panel.servers[0].uuid
        panel.forgetCalls()
        panel.tell(.backupCompleted(.init(uuid: BackupUUID("b"), isSuccessful: true)), of: uuid)
        panel.run(seconds: 1)
        #expect(panel.asks(for: .backups(uuid, page: 1)) == 1)
    }

    @Test(arguments: [WingsEvent.installStarted, .installCompleted, .backupRestoreCompleted, .transferStatus(.failure)])
    func `the panel is asked what it makes of a server whose hold began or ended`(event: WingsEvent) {
        var panel = Self.panel()
        let uuid = panel.servers[0].uuid
        panel.forgetCalls()
        panel.tell(event, of: uuid)
        panel.run(seconds: 1)
        #expect(panel.asks(for: .server(uuid)) == 1)
    }

    @Test func `a crash that Wings gave up is one within seconds, when no stop ends so`() {
        var panel = Self.panel()
        panel.become(.offline, 0)
        let lines = [
            "---------- Detected server process in a crashed state! ----------", "Exit code: 1", "Out of memory: false",
            "Aborting automatic restart, last crash occurred less than 60 seconds ago.",
        ]
        panel.write(lines, 0)
        #expect(panel.view(0)?.situation == .undecided)
        panel.run(seconds: 4)
        #expect(panel.view(0)?.situation == .crashed)
        #expect(panel.value("pterodactyl_server_crashes_total", ["server": "10000000", "kind": "exit"]) == 1)
    }

    @Test func `a crash that Wings handles is counted at once, and asks for nobody's log`() {
        var panel = Self.panel()
        panel.forgetCalls()
        panel.become(.offline, 0)
        let lines = [
            "---------- Detected server process in a crashed state! ----------", "Exit code: 137",
            "Out of memory: true",
            "Checking server disk space usage, this could take a few seconds...",
        ]
        panel.write(lines, 0)
        panel.servers[0].startedAt = panel.now
        panel.become(.starting, 0)
        panel.become(.running, 0)
        panel.run(seconds: 200)
        #expect(panel.value("pterodactyl_server_crashes_total", ["server": "10000000", "kind": "oom"]) == 1)
        #expect(panel.view(0)?.situation == .up)
        #expect(panel.asks(for: .activity(panel.servers[0].uuid)) == 0)
    }

    // MARK: - What nobody sees

    @Test(arguments: [true, false])
    func `when a WebSocket ends nothing is known where the panel cannot be asked either`(isPanelAway: Bool) {
        var panel = Self.panel()
        let uuid = panel.servers[0].uuid
        if isPanelAway {
            panel.failure = .html("down", status: 502)
        } else {
            // The panel finds its node away by way of the other server on it.
            panel.deadNodes = ["node-0"]
            panel.answers[.credentials(panel.servers[2].uuid)] = .error(409, "ServerStateConflictException")
            panel.disconnect(panel.servers[2].uuid, .silent)
        }
        panel.run(seconds: 60)
        #expect(panel.view(0)?.state == .running)
        panel.disconnect(uuid, .closed(.abnormal))
        #expect(panel.view(0)?.state == nil)
        #expect(panel.view(0)?.situation == .unknown)
    }

    @Test func `an answer of the panel that is under way when a WebSocket opens is not asked for a second time`() {
        var panel = Self.panel()
        let uuid = panel.servers[0].uuid
        panel.disconnect(uuid, .closed(.abnormal))
        panel.unanswered = [.resources(uuid)]
        panel.forgetCalls()
        panel.run(seconds: 20)
        #expect(panel.streams[uuid]?.isLive == true)
        panel.disconnect(uuid, .closed(.abnormal))
        panel.run(seconds: 30)
        #expect(panel.asks(for: .resources(uuid)) == 1)
    }
}
