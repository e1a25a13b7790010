import Collecting
import PterodactylAPI
import Telemetry
import Testing

struct WingsCollectorTests {
    private static let list = PanelCall.wingsServers(ScriptedPanel.nodeID(0))
    private static let system = PanelCall.wingsSystem(ScriptedPanel.nodeID(0))
    private static let configuration = PanelCall.nodeConfiguration(ScriptedPanel.nodeID(0))

    @Test func `one call a node in ten seconds tells all of its servers, and the panel is not asked for them`() {
        var panel = ScriptedPanel.withWings(servers: 6)
        panel.run(seconds: 30)
        panel.forgetCalls()
        panel.run(seconds: 60)
        #expect(panel.asks(for: Self.list) == 6)
        #expect(panel.asks(for: .wingsServers(ScriptedPanel.nodeID(1))) == 6)
        #expect(panel.asks(of: "node-0") + panel.asks(of: "node-1") == 0)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .up && $0.isNodeReachable })
        #expect(panel.value("pterodactyl_server_cpu_usage_cores", ["server": "10000000"]) == 0.5)
        #expect(panel.isSuccessful(.wings) == true)
        #expect(panel.isSuccessful(.servers) == nil, "what asks for nothing neither succeeds nor fails")
    }

    @Test func `version and machine are read at the start, and again after a quarter of an hour`() {
        var panel = ScriptedPanel.withWings()
        panel.run(seconds: 10)
        #expect(panel.asks(for: Self.system) == 1)
        #expect(panel.value("pterodactyl_node_info", ["node": "node-0", "wings_version": "1.11.11"]) == 1)
        panel.run(seconds: 1_000)
        #expect((2...3).contains(panel.asks(for: Self.system)))
    }

    // MARK: - Tokens

    @Test func `a token that was reset is read anew within the second, and no cycle is lost`() {
        var panel = ScriptedPanel.withWings()
        panel.run(seconds: 60)
        panel.forgetCalls()
        panel.wings[0].resetToken()
        panel.run(untilAskedFor: Self.configuration)
        #expect(panel.sentAt[Self.list]?.last == panel.sentAt[Self.configuration]?.last)
        #expect(panel.asks(for: Self.list) == 2)
        #expect(panel.report()?.polling == .wings)
        #expect(panel.view(0)?.observedAt == panel.sentAt[Self.list]?.last)
        #expect(!panel.notices.contains(.tokenRefused(node: "node-0")))
    }

    @Test func `a late refusal of the old token does not speak against the new one, which is used at once`() {
        var panel = ScriptedPanel.withWings()
        panel.unanswered = [Self.system]
        panel.run(seconds: 60)
        let sent = panel.sentAt[Self.system]?.last ?? panel.now
        panel.wings[0].resetToken()
        panel.run(untilAskedFor: Self.configuration)
        let refusal = HTTPResponse.wingsError(403, "You are not authorized to access this endpoint.")
        panel.heed(panel.watcher.absorb(.success(refusal), to: Self.system, sentAt: sent, at: panel.now))
        panel.unanswered = []
        panel.forgetCalls()
        panel.run(seconds: 30)
        #expect(panel.asks(for: Self.system) == 1)
        #expect(panel.report()?.polling == .wings)
        #expect(!panel.notices.contains(.tokenRefused(node: "node-0")))
    }

    @Test func `a token that Wings never accepts leaves the servers to the panel, and is read again in five minutes`() {
        var panel = ScriptedPanel.withWings()
        panel.wings[0].mismatchToken()
        panel.run(seconds: 60)
        #expect(panel.asks(for: Self.configuration) == 2, "once more, since it may have been reset")
        #expect(panel.report()?.pollingReason == .tokenRefused)
        #expect(panel.notices.contains(.tokenRefused(node: "node-0")))
        #expect(panel.view(0)?.situation == .up, "the panel tells it")
        let before = panel.asks(for: Self.list)
        panel.run(seconds: 200)
        #expect(panel.asks(for: Self.configuration) == 2)
        #expect(panel.asks(for: Self.list) == before)
        panel.wings[0].resetToken()
        panel.run(seconds: 60)
        #expect(panel.report()?.polling == .wings)
        #expect(panel.report()?.pollingReason == nil)
    }

    @Test func `a right that the key lacks is said once, and other nodes are known by their own daemons`() {
        var panel = ScriptedPanel.withWings()
        panel.answers[Self.configuration] = .forbidden
        panel.run(seconds: 400)
        #expect(panel.asks(for: Self.configuration) == 1)
        #expect(panel.report()?.pollingReason == .noRight)
        #expect(panel.report("node-1")?.polling == .wings)
        let said = panel.notices.filter { if case .missingRight("node configuration", _) = $0 { true } else { false } }
        #expect(said.count == 1)
    }

    @Test func `a configuration that cannot be read is read again in half a minute`() {
        var panel = ScriptedPanel.withWings()
        panel.answers[Self.configuration] = .error(500, "HttpException")
        panel.run(seconds: 20)
        #expect(panel.report()?.pollingReason == .unread)
        #expect(panel.view(0)?.situation == .up, "the panel is asked meanwhile")
        panel.answers = [:]
        panel.run(seconds: 20)
        #expect(panel.report()?.polling == .wings)
        #expect(panel.asks(for: Self.configuration) == 2)
    }

    // MARK: - Lists that differ

    @Test func `a server that its node knows first has the panel's list read at once`() {
        var panel = ScriptedPanel.withWings(servers: 2, nodes: 1)
        panel.run(untilAskedFor: .serverList(.adminAll, page: 1))
        panel.run(untilAskedFor: .serverList(.adminAll, page: 1))
        panel.run(seconds: 31)
        panel.servers.append(ScriptedServer(uuid: .number(2), node: "node-0"))
        panel.run(seconds: 11)
        #expect(panel.view(2)?.situation == .unknown || panel.view(2)?.situation == .up)
    }

    @Test func `servers that the key will never see cost two lists a minute`() {
        var panel = ScriptedPanel.withWings(servers: 2, nodes: 1)
        panel.wings[0].strangers = [.number(90), .number(91)]
        panel.run(seconds: 100)
        panel.forgetCalls()
        panel.run(seconds: 600)
        #expect((15...21).contains(panel.asks(for: .serverList(.adminAll, page: 1))))
    }

    @Test func `a server that its node does not have is asked for once, and has no state until it is back`() {
        var panel = ScriptedPanel.withWings()
        panel.run(seconds: 30)
        let uuid = panel.servers[0].uuid
        panel.forgetCalls()
        panel.servers[0].actualNode = "nowhere"
        panel.run(seconds: 50)
        #expect(panel.view(0)?.state == nil)
        #expect(panel.asks(for: .server(uuid)) == 1)
        #expect(panel.notices.contains(.unknownToWings(uuid.identifier, node: "node-0")))
        panel.servers[0].actualNode = nil
        panel.run(seconds: 11)
        #expect(panel.view(0)?.situation == .up)
    }

    @Test func `a suspension that the node has first is read from the panel at once, and so is its end`() {
        var panel = ScriptedPanel.withWings()
        panel.run(untilAskedFor: .serverList(.adminAll, page: 1))
        panel.run(untilAskedFor: .serverList(.adminAll, page: 1))
        panel.servers[0].status = "suspended"
        panel.servers[0].state = .offline
        panel.servers[0].isSuspendedOnNode = true
        panel.run(seconds: 11)
        #expect(panel.view(0)?.situation == .held)
        panel.servers[0].status = nil
        panel.servers[0].isSuspendedOnNode = false
        panel.run(seconds: 21)
        #expect(panel.view(0)?.situation == .down(.panel))
    }
}
