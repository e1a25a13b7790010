import Collecting
import PterodactylAPI
import Telemetry
import Testing

struct NodesCollectorTests {
    private static func adminPanel(
        servers: Int = 2,
        nodes: Int = 2,
        plan: PanelPlan = PanelPlan(name: "main", sources: .panelAlone)
    ) -> ScriptedPanel {
        var panel = ScriptedPanel(servers: servers, nodes: nodes, plan: plan)
        panel.isAdmin = true
        return panel
    }

    @Test func `an administrator's key tells capacity, place and owners`() {
        var panel = Self.adminPanel()
        panel.run(seconds: 2)
        let node = ["node": "node-1"]
        #expect(panel.value("pterodactyl_node_memory_bytes", node) == 2_147_483_648)
        #expect(panel.value("pterodactyl_node_memory_allocated_bytes", node) == 1_073_741_824)
        #expect(panel.value("pterodactyl_node_disk_allocatable_bytes", node) == nil, "-1 is no limit")
        #expect(panel.value("pterodactyl_node_info", ["node": "node-1", "location": "eu.fra", "node_id": "2"]) == 1)
        let info = ["server": "10000001", "owner_id": "7", "egg": "5", "external_id": "ext-1"]
        #expect(panel.value("pterodactyl_server_info", info) == 1)
        #expect(panel.isSuccessful(.nodes) == true)
    }

    @Test func `an ordinary user's key is not used for what it may not read`() {
        var panel = ScriptedPanel(servers: 2, nodes: 2)
        panel.run(seconds: 120)
        #expect(!panel.sent.contains { $0.api == .application })
        #expect(panel.samples("pterodactyl_node_memory_bytes").isEmpty)
        #expect(panel.isSuccessful(.nodes) == nil, "no series for what is not asked")
        #expect(panel.value("pterodactyl_node_cpu_usage_cores", ["node": "node-0"]) == 0.5, "sums need no right")
    }

    @Test func `lists of several pages are taken in as a whole`() {
        var panel = Self.adminPanel(servers: 5, nodes: 5)
        panel.pageSize = 2
        panel.answers[.nodes(page: 2)] = .nonsense
        panel.run(seconds: 30)
        #expect(panel.samples("pterodactyl_node_memory_bytes").isEmpty)
        #expect(panel.value("pterodactyl_server_info", ["server": "10000004", "owner_id": "7"]) == 1)
        panel.answers = [:]
        panel.run(seconds: 61)
        #expect(panel.samples("pterodactyl_node_memory_bytes").count == 5)
    }

    @Test func `a failing list keeps what is known and says that it fails`() {
        var panel = Self.adminPanel()
        panel.run(seconds: 30)
        panel.answers[.nodes(page: 1)] = .nonsense
        panel.run(seconds: 61)
        #expect(panel.isSuccessful(.nodes) == false)
        #expect(panel.samples("pterodactyl_node_memory_bytes").count == 2)
    }

    @Test func `a missing right is said once and not asked for again, and the other lists come`() {
        var panel = Self.adminPanel()
        panel.answers[.nodes(page: 1)] = .forbidden
        panel.run(seconds: 200)
        #expect(panel.asks(for: .nodes(page: 1)) == 1)
        #expect(panel.asks(for: .locations(page: 1)) >= 3)
        let said = panel.notices.count {
            if case .missingRight(let right, _) = $0 { right.contains("node") } else { false }
        }
        #expect(said == 1)
        #expect(panel.isSuccessful(.nodes) == true, "a right that is missing is no failure")
        #expect(panel.samples("pterodactyl_node_memory_bytes").isEmpty)
    }

    @Test func `what the key may not read any more is shown no longer`() {
        var panel = Self.adminPanel()
        panel.run(seconds: 30)
        for call in [PanelCall.nodes(page: 1), .locations(page: 1), .applicationServers(page: 1)] {
            panel.answers[call] = .forbidden
        }
        panel.run(seconds: 61)
        #expect(panel.samples("pterodactyl_node_memory_bytes").isEmpty)
        #expect(panel.samples("pterodactyl_node_info").isEmpty)
        #expect(panel.samples("pterodactyl_server_info").map(\.labels["owner_id"]) == [nil, nil])
    }

    @Test func `what an administrator saw is gone when the owner is none any more`() {
        var panel = Self.adminPanel()
        panel.run(seconds: 30)
        panel.isAdmin = false
        panel.run(seconds: 61)
        #expect(panel.watcher.serverCount == 2)
        #expect(panel.samples("pterodactyl_node_memory_bytes").isEmpty)
        #expect(panel.samples("pterodactyl_server_info").map(\.labels["owner_id"]) == [nil, nil])
    }

    @Test func `a right that was denied to an ordinary user is asked for again as an administrator`() {
        var panel = Self.adminPanel()
        panel.run(seconds: 30)
        panel.isAdmin = false
        panel.run(seconds: 61)
        panel.isAdmin = true
        panel.answers[.resources(.number(0))] = .forbidden
        panel.run(seconds: 25)
        #expect(panel.samples("pterodactyl_node_memory_bytes").count == 2)
    }

    @Test func `a collector that is off asks nothing`() {
        var intervals = PanelPlan.defaultIntervals
        intervals[.nodes] = nil
        var panel = Self.adminPanel(plan: PanelPlan(name: "main", intervals: intervals, sources: .panelAlone))
        panel.run(seconds: 120)
        #expect(!panel.sent.contains { $0.api == .application })
    }
}
