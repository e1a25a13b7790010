import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// Which source tells state and use of a node's servers, and why it is no better one.
struct SourceChoiceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var polling = SourcePlan.Polling.automatic
        var isAdmin = true
        var without: CollectorKind?
        var change: @Sendable (inout ScriptedPanel) -> Void = { _ in }
        let source: ObservationSource
        var reason: SourceReason?
        var testDescription: String { name }
    }

    private static let configuration = PanelCall.nodeConfiguration(ScriptedPanel.nodeID(0))

    private static let cases = [
        Case(name: "everything is there", source: .wings),
        Case(name: "Wings is asked for", polling: .wings, source: .wings),
        Case(name: "the panel is asked for", polling: .panel, source: .panel, reason: .configured),
        Case(name: "nodes are not read", without: .nodes, source: .panel, reason: .configured),
        Case(name: "an ordinary user's key", isAdmin: false, source: .panel, reason: .notAdmin),
        Case(
            name: "an ordinary user's key for Wings",
            polling: .wings,
            isAdmin: false,
            source: .panel,
            reason: .notAdmin
        ),
        Case(
            name: "nodes may not be read",
            change: { $0.answers[.nodes(page: 1)] = .forbidden },
            source: .panel,
            reason: .noRight
        ),
        Case(
            name: "nodes cannot be read",
            change: { $0.answers[.nodes(page: 1)] = .error(500, "HttpException") },
            source: .panel,
            reason: .unread
        ),
        Case(
            name: "the node is not among them",
            change: { $0.answers[.nodes(page: 1)] = .json(.page([])) },
            source: .panel,
            reason: .unread
        ),
        Case(
            name: "its configuration may not be read",
            change: { $0.answers[configuration] = .forbidden },
            source: .panel,
            reason: .noRight
        ),
        Case(
            name: "its configuration cannot be read",
            change: { $0.answers[configuration] = .error(500, "HttpException") },
            source: .panel,
            reason: .unread
        ),
        Case(name: "another token", change: { $0.wings[0].mismatchToken() }, source: .panel, reason: .tokenRefused),
        Case(name: "Wings refuses", change: { $0.wings[0].mode = .refused }, source: .panel, reason: .unreachable),
        Case(name: "Wings hangs", change: { $0.wings[0].mode = .hanging }, source: .panel, reason: .unreachable),
        Case(
            name: "Wings hangs, though it was asked for",
            polling: .wings,
            change: { $0.wings[0].mode = .hanging },
            source: .panel,
            reason: .unreachable
        ),
        Case(name: "its Docker is away", change: { $0.wings[0].isDockerAway = true }, source: .wings),
    ]

    @Test(arguments: cases)
    func `the best source that may be asked and answers is chosen`(row: Case) throws {
        var plan = PanelPlan(name: "main", sources: SourcePlan(polling: row.polling, stream: .none))
        if let kind = row.without { plan.intervals[kind] = nil }
        var panel = ScriptedPanel(servers: 4, nodes: 2, plan: plan)
        panel.isAdmin = row.isAdmin
        row.change(&panel)
        panel.run(seconds: 60)
        let report = try #require(panel.report())
        #expect(report.polling == row.source)
        #expect(report.pollingReason == row.reason)
        #expect(report.servers == [row.source: 2])
        #expect((panel.asks(of: "node-0") > 0) == (row.source == .panel))
        let said = Notice.sourceChosen(node: "node-0", row.source, row.reason)
        #expect(panel.notices.count { $0 == said } == 1)
        let shown = try #require(panel.samples("pterowatch_source_info").first { $0.labels["node"] == "node-0" })
        #expect(shown.labels["source"] == row.source.rawValue)
        #expect(shown.labels["reason"] ?? "" == row.reason?.rawValue ?? "")
    }

    // MARK: - There and back

    @Test(arguments: [(ScriptedWings.Mode.refused, 11), (.hanging, 21)])
    func `two failures of Wings are enough, and then the panel is asked at once`(
        mode: ScriptedWings.Mode,
        within seconds: Int
    ) {
        var panel = ScriptedPanel.withWings()
        panel.run(seconds: 60)
        panel.forgetCalls()
        panel.wings[0].mode = mode
        for _ in 0..<seconds where panel.report()?.polling != .panel { panel.run(seconds: 1) }
        #expect(panel.report()?.pollingReason == .unreachable)
        panel.run(seconds: 1)
        #expect(panel.asks(of: "node-0") == 2)
        #expect(panel.asks(of: "node-1") == 0)
        #expect(panel.view(0)?.state == .running)
    }

    @Test func `Wings is taken again with the first answer, and the panel is not asked any more`() {
        var panel = ScriptedPanel.withWings()
        panel.run(seconds: 60)
        panel.wings[0].mode = .refused
        panel.run(seconds: 100)
        panel.wings[0].mode = .answering
        panel.run(seconds: 70)
        #expect(panel.report()?.polling == .wings)
        panel.forgetCalls()
        panel.run(seconds: 60)
        #expect(panel.asks(of: "node-0") == 0)
        #expect(panel.asks(for: .wingsServers(ScriptedPanel.nodeID(0))) == 6)
    }

    @Test func `one failure alone changes nothing`() {
        var panel = ScriptedPanel.withWings()
        panel.run(seconds: 60)
        let call = PanelCall.wingsServers(ScriptedPanel.nodeID(0))
        panel.unanswered = [call]
        panel.run(untilAskedFor: call)
        let sent = panel.sentAt[call]?.last ?? panel.now
        panel.unanswered = []
        panel.heed(panel.watcher.absorb(.failure(.timedOut), to: call, sentAt: sent, at: panel.now))
        panel.run(seconds: 20)
        #expect(panel.asks(of: "node-0") == 0)
        #expect(panel.report()?.polling == .wings)
    }

    @Test func `nothing is known by a source that does not answer, nor by another that does not either`() {
        var panel = ScriptedPanel.withWings()
        panel.run(seconds: 60)
        panel.failure = .html("down", status: 502)
        panel.run(seconds: 60)
        #expect(panel.view(0)?.state == .running, "Wings tells it")
        panel.wings[0].mode = .refused
        panel.run(seconds: 22)
        #expect(panel.view(0)?.state == nil)
        #expect(panel.view(1)?.state == .running)
    }

    // MARK: - Waiting

    @Test func `while the choice is open the panel is not asked, but no longer than half a minute`() {
        var panel = ScriptedPanel.withWings()
        panel.unanswered = [.nodes(page: 1)]
        panel.run(seconds: 30)
        #expect(panel.asks(of: "node-0") + panel.asks(of: "node-1") == 0)
        #expect(panel.report()?.polling == nil)
        panel.run(seconds: 2)
        #expect(panel.asks(of: "node-0") == 2)
        #expect(panel.report()?.pollingReason == .unread)
    }
}
