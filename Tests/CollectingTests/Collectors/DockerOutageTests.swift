import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// A node whose Docker goes away has all servers offline at once, and its API answers: that is no crash of any of them.
struct DockerOutageTests {
    private static let system = PanelCall.wingsSystem(ScriptedPanel.nodeID(0))

    private static let outage = Notice.serversVanished(node: "node-0", 4)
    private static let end = Notice.serversLookedAtAgain(node: "node-0")

    @Test func `it is one event, nobody is crashed, and whether Docker is back is asked in every cycle`() {
        var panel = ScriptedPanel.withWings(servers: 4, nodes: 1)
        panel.run(seconds: 30)
        panel.wings[0].isDockerAway = true
        panel.run(seconds: 20)
        panel.forgetCalls()
        for _ in 0..<300 {
            panel.run(seconds: 1)
            #expect(panel.watcher.views.allSatisfy { $0.situation == .unknown && $0.state == nil })
        }
        #expect(panel.notices.count { $0 == Self.outage } == 1)
        #expect(!panel.notices.contains(Self.end))
        #expect((28...32).contains(panel.asks(for: Self.system)))
    }

    @Test func `it ends with the first answer of Docker, and the servers are looked at within the second`() {
        var panel = ScriptedPanel.withWings(servers: 4, nodes: 1)
        panel.run(seconds: 30)
        panel.wings[0].isDockerAway = true
        panel.run(seconds: 100)
        panel.wings[0].isDockerAway = false
        panel.run(untilAskedFor: Self.system)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .up })
        #expect(panel.notices.count { $0 == Self.end } == 1)
    }

    @Test func `what is still down when Docker is back is a crash after a grace of its own`() {
        var panel = ScriptedPanel.withWings(servers: 4, nodes: 1)
        panel.run(seconds: 30)
        panel.wings[0].isDockerAway = true
        for index in panel.servers.indices { panel.servers[index].state = .offline }
        panel.run(seconds: 100)
        panel.wings[0].isDockerAway = false
        panel.run(untilAskedFor: Self.system)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .undecided })
        panel.run(seconds: 119)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .undecided })
        panel.run(seconds: 3)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .crashed })
    }

    @Test func `where nobody can be asked it ends by time, and then counts what was told`() {
        var panel = ScriptedPanel(
            servers: 4,
            nodes: 1,
            plan: PanelPlan(name: "main", sources: SourcePlan(stream: .all))
        )
        panel.run(seconds: 30)
        #expect(panel.report()?.streams == 4)
        for index in panel.servers.indices { panel.become(.offline, index) }
        #expect(panel.watcher.views.allSatisfy { $0.situation == .unknown })
        panel.run(seconds: 58)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .unknown })
        #expect(!panel.notices.contains(Self.end))
        panel.run(seconds: 6)
        #expect(panel.notices.contains(Self.end))
        #expect(panel.watcher.views.allSatisfy { $0.situation == .undecided })
        panel.run(seconds: 125)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .crashed })
    }

    @Test func `a server that comes up ends it for all`() {
        var panel = ScriptedPanel.withWings(servers: 4, nodes: 1, sources: SourcePlan(stream: .all))
        panel.run(seconds: 30)
        panel.wings[0].isDockerAway = true
        for index in panel.servers.indices { panel.become(.offline, index) }
        #expect(panel.notices.isEmpty || !panel.notices.contains(Self.end))
        panel.run(seconds: 5)
        panel.wings[0].isDockerAway = false
        panel.become(.starting, 2)
        #expect(panel.view(2)?.situation == .starting)
        panel.run(seconds: 11)
        #expect(panel.notices.contains(Self.end))
        #expect(panel.view(0)?.situation == .undecided)
    }

    @Test func `statistics that a state overtook do not end it`() {
        var panel = ScriptedPanel.withWings(servers: 4, nodes: 1, sources: SourcePlan(stream: .all))
        panel.run(seconds: 30)
        panel.wings[0].isDockerAway = true
        for index in panel.servers.indices { panel.become(.offline, index) }
        panel.tellStats(.running, of: panel.servers[3].uuid)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .unknown && $0.state == nil })
    }

    @Test func `what Wings says of the ends meanwhile is no word on the servers`() {
        var panel = ScriptedPanel.withWings(servers: 4, nodes: 1, sources: SourcePlan(stream: .all))
        panel.run(seconds: 30)
        panel.wings[0].isDockerAway = true
        for index in panel.servers.indices { panel.become(.offline, index) }
        let lines = ["Exit code: 1", "Server crash was detected but an error occurred while handling it."]
        panel.write(lines, 0)
        for index in panel.servers.indices { panel.servers[index].state = .offline }
        panel.run(seconds: 60)
        panel.wings[0].isDockerAway = false
        panel.run(seconds: 30)
        #expect(panel.view(0)?.situation == .undecided, "only the grace decides")
        panel.run(seconds: 125)
        #expect(panel.view(0)?.situation == .crashed)
    }

    @Test func `when a server that comes up ends it, what was told of the others counts`() {
        var panel = ScriptedPanel(
            servers: 4,
            nodes: 1,
            plan: PanelPlan(name: "main", sources: SourcePlan(stream: .all))
        )
        panel.run(seconds: 30)
        for index in panel.servers.indices { panel.become(.offline, index) }
        panel.run(seconds: 25)
        panel.become(.starting, 2)
        panel.run(seconds: 2)
        #expect(panel.view(0)?.situation == .undecided)
        #expect(panel.view(2)?.situation == .starting)
    }

    @Test func `a token that is reset meanwhile does not keep its end from being seen`() {
        var panel = ScriptedPanel.withWings(servers: 4, nodes: 1)
        panel.run(seconds: 30)
        panel.wings[0].isDockerAway = true
        panel.run(seconds: 30)
        panel.wings[0].resetToken()
        panel.run(seconds: 30)
        panel.wings[0].isDockerAway = false
        panel.run(seconds: 22)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .up })
    }

    @Test func `what the panel answers meanwhile may be from before, and does not count`() {
        var panel = ScriptedPanel(
            servers: 4,
            nodes: 1,
            plan: PanelPlan(name: "main", sources: SourcePlan(stream: .all))
        )
        panel.run(seconds: 30)
        let uuid = panel.servers[3].uuid
        panel.disconnect(uuid, .closed(.abnormal))
        for index in 0..<3 { panel.become(.offline, index) }
        panel.run(seconds: 3)
        #expect(panel.asks(for: .resources(uuid)) > 0)
        #expect(panel.view(3)?.state == nil)
        panel.servers[3].state = .offline
        panel.run(seconds: 65)
        #expect(panel.watcher.views.allSatisfy { $0.state == .offline })
    }
}
