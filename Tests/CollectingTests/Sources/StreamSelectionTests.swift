import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// Which servers' WebSockets are followed.
struct StreamSelectionTests {
    private static func panel(_ selection: StreamSelection, servers: Int = 4, limit: Int? = nil) -> ScriptedPanel {
        let sources = SourcePlan(stream: selection)
        var panel = ScriptedPanel(servers: servers, nodes: 2, plan: PanelPlan(name: "main", sources: sources))
        panel.rateLimit = limit
        return panel
    }

    private static func followed(_ panel: ScriptedPanel) -> Set<Int> {
        Set(panel.servers.indices.filter { panel.streams[panel.servers[$0].uuid] != nil })
    }

    @Test(
        arguments: [
            (.none, [], .configured), (.all, [0, 1, 2, 3], nil), (.automatic, [0, 1, 2, 3], nil),
            (.matching(ServerSelector(nodes: ["node-1"])), [1, 3], .configured),
            (.matching(ServerSelector(servers: ["1000000*"])), [0, 1, 2, 3], nil),
            (.matching(ServerSelector(nodes: ["other"], servers: ["*2"])), [2], .configured),
            (.matching(ServerSelector()), [], .configured),
        ] as [(StreamSelection, Set<Int>, SourceReason?)]
    )
    func `the configuration says who is followed`(selection: StreamSelection, chosen: Set<Int>, reason: SourceReason?) {
        var panel = Self.panel(selection)
        panel.run(seconds: 30)
        #expect(Self.followed(panel) == chosen)
        #expect(panel.report("node-0")?.streams == chosen.count { $0.isMultiple(of: 2) })
        #expect(panel.report("node-0")?.streamReason == reason)
        #expect(panel.notices.contains(.streamsChosen(followed: chosen.count, reason)) == (selection != .none))
    }

    /// 40 servers need 5 requests for credentials a minute: a quarter of 81 % of a limit of 25.
    @Test(arguments: [(24, false), (25, true), (240, true)])
    func `by themselves all are followed where a quarter of the usable budget carries it`(limit: Int, isCarried: Bool) {
        var panel = Self.panel(.automatic, servers: 40, limit: limit)
        panel.run(seconds: 60)
        #expect(Self.followed(panel).count == (isCarried ? 40 : 0))
        #expect(panel.report()?.streamReason == (isCarried ? nil : .tooMany))
    }

    /// What is followed may take half as much again: 5 requests a minute are more than that of a limit of 16.
    @Test(arguments: [(20, true), (17, true), (16, false)])
    func `a limit that is told a little lower changes nothing, and one that is told much lower does`(
        limit: Int,
        isKept: Bool
    ) {
        var panel = Self.panel(.automatic, servers: 40, limit: 40)
        panel.run(seconds: 60)
        #expect(Self.followed(panel).count == 40)
        panel.rateLimit = limit
        panel.run(seconds: 120)
        #expect(Self.followed(panel).count == (isKept ? 40 : 0))
    }

    @Test func `who is held is not followed, and is again when it is let go`() {
        var panel = Self.panel(.all)
        panel.run(seconds: 30)
        panel.servers[0].status = "suspended"
        panel.run(seconds: 70)
        #expect(Self.followed(panel) == [1, 2, 3])
        panel.servers[0].status = nil
        panel.run(seconds: 70)
        #expect(Self.followed(panel) == [0, 1, 2, 3])
        #expect(panel.view(0)?.situation == .up)
    }

    @Test func `who moved is followed anew on its new node`() {
        var panel = Self.panel(.all)
        panel.run(seconds: 30)
        let uuid = panel.servers[0].uuid
        panel.servers[0].node = "node-1"
        panel.run(seconds: 70)
        let follows = panel.streamEvents.compactMap { event -> String? in
            switch event {
            case .follow(uuid, let node, _): node
            case .unfollow(uuid): "none"
            default: nil
            }
        }
        #expect(follows == ["node-0", "none", "node-1"])
        #expect(panel.streams[uuid]?.isLive == true)
    }

    @Test func `who is gone is not followed any more`() {
        var panel = Self.panel(.all)
        panel.run(seconds: 30)
        let gone = panel.servers.removeFirst().uuid
        panel.run(seconds: 130)
        #expect(panel.streams[gone] == nil)
        #expect(panel.streams.count == 3)
    }

    @Test func `the node's own word for the panel goes with the order where it is known`() {
        var panel = ScriptedPanel.withWings(sources: SourcePlan(stream: .all))
        panel.wings[0].remote = "https://panel.example.com/"
        panel.run(seconds: 30)
        #expect(panel.streams[panel.servers[0].uuid]?.origin == "https://panel.example.com")
        var ordinary = Self.panel(.all)
        ordinary.run(seconds: 30)
        #expect(ordinary.streams[ordinary.servers[0].uuid]?.origin == .some(nil))
    }

    @Test func `a refusal is left alone for ten minutes`() {
        var panel = Self.panel(.all)
        let call = PanelCall.credentials(panel.servers[0].uuid)
        panel.answers[call] = .forbidden
        panel.run(seconds: 590)
        #expect(panel.asks(for: call) == 1)
        #expect(panel.report()?.streams == 1)
        #expect(panel.view(0)?.situation == .up, "it is polled")
        let said = panel.notices.count { if case .missingRight("websocket.connect", _) = $0 { true } else { false } }
        #expect(said == 1)
        panel.answers = [:]
        panel.run(seconds: 30)
        #expect(panel.asks(for: call) == 2)
        #expect(panel.streams[panel.servers[0].uuid]?.isLive == true)
    }
}
