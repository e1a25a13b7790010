import Collecting
import PterodactylAPI
import Telemetry
import Testing

struct ActivityCollectorTests {
    private static let log = PanelCall.activity(.number(0))
    private static let schedules = PanelCall.schedules(.number(0))

    /// A panel of which one server went down without a trace, 30 s after the agent began.
    private static func panelWithDrop(isAdmin: Bool = false) -> ScriptedPanel {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.isAdmin = isAdmin
        panel.run(seconds: 30)
        panel.servers[0].state = .offline
        return panel
    }

    @Test func `nothing is asked while nothing is open`() {
        var panel = ScriptedPanel(servers: 3, nodes: 1)
        panel.run(seconds: 300)
        #expect(!panel.sent.contains { if case .activity = $0 { true } else { false } })
        #expect(!panel.sent.contains { if case .schedules = $0 { true } else { false } })
    }

    @Test(arguments: [false, true])
    func `a drop is looked into at once and again after the grace, and nothing else is`(isAdmin: Bool) {
        var panel = Self.panelWithDrop(isAdmin: isAdmin)
        panel.run(seconds: 30)
        #expect(panel.asks(for: Self.log) == 1)
        #expect(panel.asks(for: Self.schedules) == 1)
        #expect(panel.view(0)?.situation == .undecided)
        panel.run(seconds: 200)
        #expect(panel.asks(for: Self.log) == 2)
        #expect(panel.asks(for: Self.schedules) == 2)
        #expect(panel.view(0)?.situation == .crashed)
        #expect(!panel.sent.contains(.activity(.number(1))))
    }

    @Test func `an entry explains the drop, and nothing more is asked`() {
        var panel = Self.panelWithDrop()
        let entry = JSONValue.entry("server:power.stop", at: .second(31), isAPI: true)
        panel.servers[0].log = [ScriptedServer.LogEntry(entry: entry, visibleAt: .second(31))]
        panel.run(seconds: 300)
        #expect(panel.view(0)?.situation == .down(.user))
        #expect(panel.view(0)?.lastIntervention == .second(31))
        #expect(panel.asks(for: Self.log) == 1)
    }

    @Test(arguments: [log, schedules])
    func `a call that fails is made again, and no verdict is given without it`(call: PanelCall) {
        var panel = Self.panelWithDrop()
        panel.answers[call] = .nonsense
        panel.run(seconds: 300)
        #expect(panel.view(0)?.situation == .undecided)
        #expect((20...30).contains(panel.asks(for: call)), "every 10 s")
        let other = call == Self.log ? Self.schedules : Self.log
        #expect(panel.asks(for: other) == 2, "what was read is not read again")
        panel.answers = [:]
        panel.run(seconds: 15)
        guard call == Self.log else { return #expect(panel.view(0)?.situation == .crashed) }
        #expect(panel.view(0)?.situation == .undecided, "what nodes could not send meanwhile comes late")
        panel.run(seconds: 120)
        #expect(panel.view(0)?.situation == .crashed)
    }

    @Test(arguments: [(log, "activity.read"), (schedules, "schedule.read")])
    func `without the right the cause is undecidable, which is said once`(call: PanelCall, right: String) {
        var panel = Self.panelWithDrop()
        panel.answers[call] = .forbidden
        panel.run(seconds: 100)
        #expect(panel.view(0)?.situation == .undecided)
        panel.run(seconds: 200)
        #expect(panel.view(0)?.situation == .down(.undecidable))
        #expect(panel.view(0)?.isDesiredUp == nil)
        #expect(panel.asks(for: call) <= 3)
        let said = panel.notices.count { notice in
            if case .missingRight(right, _) = notice { true } else { false }
        }
        #expect(said == 1)
    }

    @Test func `a held server is not looked into: the panel would answer 409`() {
        var panel = Self.panelWithDrop()
        panel.run(seconds: 25)
        panel.servers[0].status = "suspended"
        panel.run(seconds: 25)
        panel.forgetCalls()
        panel.run(seconds: 200)
        #expect(panel.asks(for: Self.log) <= 1, "what was planned before")
        #expect(panel.view(0)?.situation == .held)
    }

    @Test(arguments: [nil, "suspended"])
    func `a hold that ends before the list is due again is told by the log's 409`(status: String?) {
        var panel = ScriptedPanel.withWings(servers: 2, nodes: 1)
        panel.run(untilAskedFor: .serverList(.adminAll, page: 1))
        panel.run(seconds: 3)
        (panel.servers[0].status, panel.servers[0].isTransferring) = (status, status == nil)
        panel.servers[0].state = .offline
        panel.forgetCalls()
        panel.run(untilAskedFor: Self.log)
        panel.run(seconds: 5)
        #expect(panel.view(0)?.situation == .held)
        (panel.servers[0].status, panel.servers[0].isTransferring) = (nil, false)
        panel.run(seconds: 300)
        #expect(panel.view(0)?.situation == .down(.panel))
    }

    @Test func `an answer that comes before the other is not asked for again meanwhile`() {
        var panel = Self.panelWithDrop()
        panel.unanswered = [Self.schedules]
        panel.run(seconds: 100)
        #expect(panel.asks(for: Self.schedules) == 1)
        #expect(panel.asks(for: Self.log) == 1)
    }
}
