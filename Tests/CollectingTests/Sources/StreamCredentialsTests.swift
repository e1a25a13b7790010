import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// Requests for what opens a WebSocket and keeps it open.
struct StreamCredentialsTests {
    private static func panel(servers: Int = 4) -> ScriptedPanel {
        let sources = SourcePlan(stream: .all)
        return ScriptedPanel(servers: servers, nodes: 2, plan: PanelPlan(name: "main", sources: sources))
    }

    private static func credentialCount(_ panel: ScriptedPanel) -> Int {
        panel.sent.count { if case .credentials = $0 { true } else { false } }
    }

    @Test func `each costs one request in eight minutes`() {
        var panel = Self.panel()
        panel.run(seconds: 30)
        #expect(Self.credentialCount(panel) == 4)
        panel.run(seconds: 3_600)
        #expect((4 * 7...4 * 9).contains(Self.credentialCount(panel)))
        #expect(panel.watcher.views.allSatisfy { $0.state == .running })
    }

    @Test func `a renewal goes before routine calls, and a first one after them`() throws {
        var panel = Self.panel()
        panel.run(seconds: 30)
        let (open, closed) = (panel.servers[0].uuid, panel.servers[1].uuid)
        panel.disconnect(closed, .closed(WebSocketClosure(code: 1001)))
        let later = panel.now + .seconds(900)
        panel.watcher.wantCredentials(of: closed, at: later)
        panel.watcher.wantCredentials(of: open, at: later)
        let calls = panel.watcher.nextCalls(at: later)
        #expect(calls.first == .credentials(open))
        let first = try #require(calls.firstIndex(of: .credentials(closed)))
        let routine = try #require(calls.firstIndex(of: .resources(closed)))
        #expect(first > 0 && routine > 0)
    }

    @Test func `a renewal neither waits for a node that opens no WebSocket, nor counts as a try of it`() throws {
        var panel = Self.panel()
        panel.run(seconds: 30)
        let (open, closed) = (panel.servers[0].uuid, panel.servers[2].uuid)
        for _ in 0..<2 { panel.disconnect(closed, .notOpened(.transport(.connectFailed("connection refused")))) }
        panel.watcher.wantCredentials(of: open, at: panel.now)
        panel.watcher.wantCredentials(of: closed, at: panel.now)
        let atOnce = panel.watcher.nextCalls(at: panel.now)
        #expect(atOnce.contains(.credentials(open)))
        #expect(!atOnce.contains(.credentials(closed)))
        #expect(panel.watcher.nextCalls(at: panel.now + .seconds(6)).contains(.credentials(closed)))
    }

    @Test func `they wait for a budget that is used up, and come when there is one again`() {
        var panel = Self.panel(servers: 30)
        panel.rateLimit = 30
        panel.answers[.account] = .json([:], status: 429, headers: [("Retry-After", "50")])
        panel.run(seconds: 1)
        panel.answers = [:]
        panel.run(seconds: 48)
        #expect(Self.credentialCount(panel) == 0)
        panel.run(seconds: 600)
        #expect(panel.streams.values.allSatisfy { $0.isLive })
    }

    @Test func `they wait for a panel that does not answer`() {
        var panel = Self.panel()
        panel.run(seconds: 30)
        panel.failure = .html("down", status: 502)
        panel.run(seconds: 60)
        panel.forgetCalls()
        panel.disconnect(panel.servers[0].uuid, .closed(.abnormal))
        panel.run(seconds: 60)
        #expect(Self.credentialCount(panel) == 0)
        #expect(panel.view(1)?.state == .running, "its WebSocket goes on")
        panel.failure = nil
        panel.run(seconds: 120)
        #expect(panel.streams.values.allSatisfy { $0.isLive })
    }

    @Test func `nobody is told what somebody else's credentials are, nor what was not asked for`() {
        var panel = Self.panel()
        panel.run(seconds: 30)
        panel.forgetCalls()
        panel.watcher.wantCredentials(of: .number(77), at: panel.now)
        panel.run(seconds: 10)
        #expect(Self.credentialCount(panel) == 0)
    }

    @Test func `a key that is unknown for a while is no refusal of its servers`() {
        var panel = Self.panel()
        panel.run(seconds: 30)
        let uuid = panel.servers[0].uuid
        panel.failure = .error(401, "AuthenticationException", "Unauthenticated.")
        panel.disconnect(uuid, .closed(.abnormal))
        panel.run(seconds: 60)
        #expect(panel.streams[uuid]?.isLive == false)
        panel.failure = nil
        panel.run(seconds: 120)
        #expect(panel.streams[uuid]?.isLive == true)
    }

    @Test func `an answer of before a server moved does not open a WebSocket at its old node`() {
        var panel = Self.panel()
        let uuid = panel.servers[0].uuid
        let call = PanelCall.credentials(uuid)
        panel.unanswered = [call]
        panel.run(seconds: 30)
        let sent = panel.sentAt[call]?.last ?? panel.now
        panel.servers[0].node = "node-1"
        panel.run(seconds: 70)
        #expect(panel.streams[uuid]?.node == "node-1")
        panel.heed(panel.watcher.absorb(.success(panel.answer(to: call)), to: call, sentAt: sent, at: panel.now))
        #expect(panel.streams[uuid]?.isLive == false)
        #expect(panel.asks(for: call) == 2)
    }
}
