import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// What does not answer is left alone, but for one probe when it is due.
struct CallGatesTests {
    /// The seconds between one time and the next.
    private static func gaps(_ times: [Timestamp]) -> [Int] {
        zip(times, times.dropFirst()).map { Int(($1 - $0) / .seconds(1)) }
    }

    private static func sentAt(_ panel: ScriptedPanel, where isMeant: (PanelCall) -> Bool) -> [Timestamp] {
        panel.sentAt.filter { isMeant($0.key) }.values.flatMap(\.self).sorted()
    }

    @Test func `the panel is asked about a node that it cannot reach once in a doubling wait`() {
        var panel = ScriptedPanel(servers: 6, nodes: 1)
        panel.run(seconds: 30)
        panel.forgetCalls()
        panel.deadNodes = ["node-0"]
        panel.run(seconds: 300)
        let times = Self.sentAt(panel) { if case .resources = $0 { true } else { false } }
        #expect(Self.gaps(times).starts(with: [0, 5, 10, 20, 40, 60, 60]))
    }

    @Test func `a probe without an answer yet is not joined by a second one`() {
        var panel = ScriptedPanel(servers: 6, nodes: 1)
        panel.run(seconds: 30)
        panel.deadNodes = ["node-0"]
        panel.run(seconds: 60)
        panel.unanswered = Set(panel.servers.map { .resources($0.uuid) })
        panel.forgetCalls()
        panel.run(seconds: 200)
        #expect(panel.asks(of: "node-0") == 1)
    }

    @Test func `a daemon that refuses is asked once in a doubling wait, and no other node is`() {
        var panel = ScriptedPanel.withWings(servers: 4)
        panel.run(seconds: 30)
        panel.forgetCalls()
        panel.wings[0].mode = .refused
        panel.run(seconds: 300)
        let id = ScriptedPanel.nodeID(0)
        let times = Self.sentAt(panel) { $0 == .wingsServers(id) || $0 == .wingsSystem(id) }
        let gaps = Self.gaps(times)
        #expect(gaps.count >= 5)
        #expect(gaps.dropFirst().allSatisfy { $0 >= 5 })
        #expect((60...71).contains(gaps.max() ?? 0))
        #expect(panel.asks(for: .wingsServers(ScriptedPanel.nodeID(1))) == 30)
    }

    @Test func `a panel that does not answer is asked for nothing but the account, and Wings goes on`() {
        var panel = ScriptedPanel.withWings(servers: 4)
        panel.run(seconds: 60)
        panel.failure = .html("down", status: 502)
        panel.run(seconds: 60)
        panel.forgetCalls()
        panel.run(seconds: 120)
        #expect(panel.sent.allSatisfy { $0 == .account || $0.isForWings })
        #expect((2...4).contains(panel.asks(for: .account)))
        #expect(panel.asks(for: .wingsServers(ScriptedPanel.nodeID(0))) == 12)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .up && !$0.isPanelReachable })
    }

    @Test func `no credentials are asked for while no WebSocket of the node can be opened, but for a probe`() {
        var panel = ScriptedPanel(
            servers: 6,
            nodes: 1,
            plan: PanelPlan(name: "main", sources: SourcePlan(stream: .all))
        )
        panel.wings[0].mode = .refused
        panel.run(seconds: 300)
        let times = Self.sentAt(panel) { if case .credentials = $0 { true } else { false } }
        #expect((3...12).contains(times.count))
        #expect(panel.report()?.streamReason == .unreachable)
        panel.wings[0].mode = .answering
        panel.run(seconds: 200)
        #expect(panel.report()?.streams == 6)
    }
}
