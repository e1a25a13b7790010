import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// How many addresses and ports of a node are free.
struct AllocationCountTests {
    private static let total = PanelCall.allocationCount(NodeID(1), isUnassignedOnly: false)
    private static let free = PanelCall.allocationCount(NodeID(1), isUnassignedOnly: true)

    private static func adminPanel(
        servers: Int = 3,
        nodes: Int = 2,
        plan: PanelPlan = PanelPlan(name: "main", sources: .panelAlone)
    )
        -> ScriptedPanel
    {
        var panel = ScriptedPanel(servers: servers, nodes: nodes, plan: plan)
        panel.isAdmin = true
        panel.freePorts = 4
        return panel
    }

    private func count(_ panel: ScriptedPanel, _ node: String, assigned: Bool) -> Double? {
        panel.value("pterodactyl_node_allocations", ["node": node, "assigned": "\(assigned)"])
    }

    @Test func `two cheap calls tell how many are assigned and how many are not`() {
        var panel = Self.adminPanel()
        panel.run(seconds: 3)
        #expect(count(panel, "node-0", assigned: true) == 2)
        #expect(count(panel, "node-0", assigned: false) == 4)
        #expect(count(panel, "node-1", assigned: true) == 1)
        #expect(Self.free.request.query.contains(APICall.QueryItem("filter[server_id]", "none")))
        #expect(Self.total.request.query == [APICall.QueryItem("page", "1"), APICall.QueryItem("per_page", "1")])
    }

    @Test(arguments: [60, 1_200])
    func `they are counted at the inventory's pace, but no more often than every ten minutes`(interval: Int) {
        var intervals = PanelPlan.defaultIntervals
        intervals[.inventory] = .seconds(interval)
        var panel = Self.adminPanel(plan: PanelPlan(name: "main", intervals: intervals, sources: .panelAlone))
        panel.run(seconds: 1_200)
        panel.forgetCalls()
        panel.run(seconds: 2_400)
        #expect(panel.asks(for: Self.total) == 2_400 / max(interval, 600))
        #expect(panel.asks(for: Self.free) == 2_400 / max(interval, 600))
        #expect(count(panel, "node-0", assigned: false) == 4)
    }

    @Test func `an ordinary user's key does not ask`() {
        var panel = Self.adminPanel()
        panel.isAdmin = false
        panel.run(seconds: 700)
        #expect(panel.asks(for: Self.total) == 0)
        #expect(panel.samples("pterodactyl_node_allocations").isEmpty)
    }

    @Test(arguments: [total, free])
    func `a missing right is said once, and nothing is shown`(denied: PanelCall) {
        var panel = Self.adminPanel()
        panel.run(seconds: 30)
        #expect(panel.samples("pterodactyl_node_allocations").count == 4)
        panel.answers[denied] = .forbidden
        panel.run(seconds: 1_500)
        #expect(panel.samples("pterodactyl_node_allocations").isEmpty)
        #expect(panel.asks(for: denied) == 2)
        let said = panel.notices.count { notice in
            if case .missingRight(let right, _) = notice { right.contains("allocation") } else { false }
        }
        #expect(said == 1)
        #expect(panel.isSuccessful(.nodes) == true)
        #expect(panel.value("pterodactyl_node_memory_bytes") != nil)
    }

    @Test func `a count that fails is shown until it is too old`() {
        var panel = Self.adminPanel()
        panel.run(seconds: 30)
        panel.answers[Self.free] = .nonsense
        panel.run(seconds: 1_200)
        #expect(count(panel, "node-0", assigned: false) == 4)
        #expect(panel.isSuccessful(.nodes) == false)
        panel.run(seconds: 1_200)
        #expect(count(panel, "node-0", assigned: false) == nil)
        #expect(count(panel, "node-1", assigned: false) == 4)
    }

    @Test func `a panel that does not heed the filter is not believed`() {
        var panel = Self.adminPanel()
        panel.answers[Self.free] = panel.answer(to: Self.total)
        panel.run(seconds: 30)
        #expect(count(panel, "node-0", assigned: true) == nil)
        #expect(count(panel, "node-1", assigned: true) == 1)
    }

    @Test func `a node that is new is counted at once, one that is gone no more`() {
        var panel = Self.adminPanel(nodes: 1)
        panel.run(seconds: 30)
        panel.nodes.append("node-1")
        panel.run(seconds: 61)
        #expect(count(panel, "node-1", assigned: false) == 4)
        panel.nodes.removeLast()
        panel.run(seconds: 61)
        panel.forgetCalls()
        panel.run(seconds: 1_300)
        #expect(!panel.sent.contains(.allocationCount(NodeID(2), isUnassignedOnly: false)))
        #expect(panel.samples("pterodactyl_node_allocations").count == 2)
    }
}
