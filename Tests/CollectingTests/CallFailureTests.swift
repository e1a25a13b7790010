import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// What is said of calls that fail, and for how long they count against their collector.
struct CallFailureTests {
    private static let resources = PanelCall.resources(.number(0))

    private func said(_ panel: ScriptedPanel, _ kind: CollectorKind, _ reason: String) -> Int {
        panel.notices.count { $0 == .callFailed(kind, reason: reason) }
    }

    @Test func `a call that keeps failing is said once, whatever its siblings do`() {
        var panel = ScriptedPanel(servers: 4, nodes: 1)
        panel.answers[Self.resources] = .nonsense
        panel.run(seconds: 300)
        #expect(said(panel, .servers, "undecodable") == 1)
        #expect(panel.isSuccessful(.servers) == false)
    }

    @Test func `a call that failed, was well, and fails again is said again`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        for answer in [HTTPResponse.nonsense, nil, .nonsense] {
            panel.answers[Self.resources] = answer
            panel.run(seconds: 25)
            #expect(panel.isSuccessful(.servers) == (answer == nil))
        }
        #expect(said(panel, .servers, "undecodable") == 2)
    }

    @Test func `of several calls that fail for one reason, only the last that is well takes it back`() {
        var panel = ScriptedPanel(servers: 3, nodes: 1)
        panel.answers = [Self.resources: .nonsense, .resources(.number(1)): .nonsense]
        panel.run(seconds: 25)
        panel.answers[Self.resources] = nil
        panel.run(seconds: 25)
        panel.answers[Self.resources] = .nonsense
        panel.run(seconds: 25)
        #expect(said(panel, .servers, "undecodable") == 1)
        panel.answers = [:]
        panel.run(seconds: 25)
        panel.answers[Self.resources] = .nonsense
        panel.run(seconds: 25)
        #expect(said(panel, .servers, "undecodable") == 2)
    }

    @Test func `another reason is another thing to say`() {
        var panel = ScriptedPanel(servers: 1, nodes: 1)
        panel.answers[Self.resources] = .nonsense
        panel.run(seconds: 25)
        panel.answers[Self.resources] = .error(418, "HttpException")
        panel.run(seconds: 25)
        #expect(said(panel, .servers, "undecodable") == 1)
        #expect(said(panel, .servers, "refused") == 1)
    }

    @Test func `a page that the list does not have any more fails nobody`() {
        var panel = ScriptedPanel(servers: 5, nodes: 1)
        panel.pageSize = 2
        panel.answers[.serverList(.accessible, page: 3)] = .nonsense
        panel.run(seconds: 30)
        #expect(panel.isSuccessful(.inventory) == false)
        panel.servers.removeLast()
        panel.run(seconds: 61)
        #expect(panel.isSuccessful(.inventory) == true)
    }

    @Test(arguments: [true, false])
    func `a call that is seldom made is made again soon after it failed for what passes`(isFreeCount: Bool) {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.isAdmin = true
        let count = PanelCall.allocationCount(NodeID(1), isUnassignedOnly: isFreeCount)
        panel.answers[count] = .json([:], status: 429, headers: [("Retry-After", "5")])
        panel.run(untilAskedFor: count)
        panel.answers[count] = nil
        panel.run(seconds: 1)
        #expect(panel.isSuccessful(.nodes) == false)
        panel.run(seconds: 62)
        #expect(panel.isSuccessful(.nodes) == true)
        #expect(panel.samples("pterodactyl_node_allocations").count == 2)
    }

    @Test func `a call that failed for good waits for its slot`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.isAdmin = true
        let count = PanelCall.allocationCount(NodeID(1), isUnassignedOnly: false)
        panel.answers[count] = .nonsense
        panel.run(untilAskedFor: count)
        panel.forgetCalls()
        panel.run(seconds: 100)
        #expect(panel.asks(for: count) <= 1)
    }

    @Test func `a call of a server that is gone fails nobody`() {
        var panel = ScriptedPanel(servers: 2, nodes: 1)
        panel.answers[Self.resources] = .nonsense
        panel.run(seconds: 30)
        panel.servers.removeFirst()
        panel.run(seconds: 61)
        #expect(panel.isSuccessful(.servers) == true)
    }
}
