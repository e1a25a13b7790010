import Collecting
import PterodactylAPI
import Telemetry
import Testing

struct PanelWatcherTests {
    @Test func `the first sweep looks at every server and is then ready`() {
        var panel = ScriptedPanel(servers: 6, nodes: 2)
        #expect(!panel.watcher.isReady)
        panel.run(seconds: 1)
        #expect(panel.watcher.isReady)
        #expect(panel.watcher.views.count == 6)
        #expect(panel.watcher.views.allSatisfy { $0.situation == .up })
    }

    @Test func `the histogram of requests has native buckets, and paths as exemplars`() throws {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 30)
        var assembler = SnapshotAssembler()
        let snapshot = assembler.assemble(at: panel.now) { panel.watcher.write(into: &$0, at: panel.now) }
        let endpoints = snapshot.samples(of: "pterowatch_request_duration_seconds_count")
        #expect(!endpoints.isEmpty && snapshot.histograms.count == endpoints.count)
        for histogram in snapshot.histograms {
            #expect(snapshot.layout.series[histogram.position].name == "pterowatch_request_duration_seconds_bucket")
            let paths = histogram.exemplars.compactMap { $0?.labels["path"] }
            #expect(!paths.isEmpty && paths.allSatisfy { $0.hasPrefix("/api/") })
            let native = try #require(histogram.native)
            #expect(native.positiveCounts.reduce(native.zeroCount) { $0 + $1.count } > 0)
        }
    }

    @Test func `a dead node gets one probe now and then, and the others are asked as ever`() {
        var panel = ScriptedPanel(servers: 6, nodes: 2)
        panel.run(seconds: 30)
        panel.deadNodes = ["node-0"]
        panel.run(seconds: 60)
        #expect(panel.view(0)?.state == nil)
        #expect(panel.view(1)?.state == .running)
        panel.forgetCalls()
        panel.run(seconds: 120)
        #expect((1...6).contains(panel.asks(of: "node-0")))
        #expect(panel.asks(of: "node-1") >= 10)
        panel.deadNodes = []
        panel.run(seconds: 90)
        #expect(panel.view(0)?.state == .running)
    }

    @Test func `a key that is revoked freezes everything until it works again`() {
        var panel = ScriptedPanel(servers: 4, nodes: 1)
        panel.run(seconds: 30)
        panel.failure = .error(401, "AuthenticationException", "Unauthenticated.")
        panel.run(seconds: 60)
        #expect(!panel.watcher.isPanelUp)
        #expect(panel.watcher.views.allSatisfy { $0.state == nil && $0.situation == .unknown })
        panel.failure = nil
        panel.run(seconds: 90)
        #expect(panel.watcher.isPanelUp)
        #expect(panel.watcher.views.allSatisfy { $0.state == .running })
    }

    @Test func `an address that is refused for a while does not end the watching`() {
        var panel = ScriptedPanel(servers: 4, nodes: 1)
        panel.run(seconds: 30)
        panel.failure = .error(403, "AccessDeniedHttpException", "This IP address has no permission.")
        panel.run(seconds: 120)
        panel.failure = nil
        panel.run(seconds: 120)
        #expect(panel.watcher.views.allSatisfy { $0.state == .running })
    }

    @Test func `a server that moved is asked by way of its new node`() {
        var panel = ScriptedPanel(servers: 2, nodes: 2)
        panel.run(seconds: 30)
        panel.servers[0].node = "node-1"
        panel.deadNodes = ["node-0"]
        panel.run(seconds: 150)
        #expect(panel.view(0)?.node == "node-1")
        #expect(panel.view(0)?.state == .running)
    }

    @Test func `the answer to a server that is gone is ignored, and an action for it is said not to be delivered`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 1)
        let gone = panel.servers.removeFirst().uuid
        panel.run(seconds: 130)
        #expect(panel.watcher.view(of: gone) == nil)
        _ = panel.watcher.absorb(.failure(.timedOut), to: .resources(gone), sentAt: panel.now, at: panel.now)
        #expect(panel.watcher.views.count == 1)
    }

    @Test func `an action that cannot be sent in time is answered and not sent later`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 30)
        panel.deadNodes = ["node-0"]
        panel.run(seconds: 60)
        let uuid = panel.servers[0].uuid
        panel.watcher.act(.power(.start), on: uuid, notAfter: panel.now - .milliseconds(1), at: panel.now)
        #expect(!panel.watcher.nextCalls(at: panel.now).contains(.power(uuid, .start)))
        let answers = panel.watcher.takeEvents().filter { if case .orderAnswered = $0 { true } else { false } }
        #expect(answers.count == 1)
    }

    @Test func `an action that is under way is not sent a second time`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.run(seconds: 30)
        let uuid = panel.servers[0].uuid
        panel.unanswered = [.power(uuid, .start)]
        panel.forgetCalls()
        for _ in 0..<20 {
            panel.watcher.act(.power(.start), on: uuid, at: panel.now)
            panel.run(seconds: 1)
        }
        #expect(panel.asks(for: .power(uuid, .start)) == 1)
    }
}
