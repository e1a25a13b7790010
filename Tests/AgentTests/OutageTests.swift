import Agent
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct OutageTests {
    @Test(arguments: [
        PanelMode.down, .hang, .slow(.seconds(10)), .rateLimited, .html502, .cut, .maintenance, .wrongJSON,
        .databaseDown,
    ])
    func `a broken panel freezes everything, and its return needs no help`(mode: PanelMode) async throws {
        var world = try await VirtualWorld()
        await world.run(for: .seconds(120))
        #expect(world.value("pterodactyl_panel_up") == 1)
        let running = Double(world.panel.runningCount)
        #expect(world.sum("pterodactyl_server_up") == running)

        try world.panel.apply(.setPanelMode(mode), at: world.now)
        await world.run(for: .seconds(300))
        if case .slow = mode {
            #expect(world.value("pterodactyl_panel_up") == 1)
        } else {
            let isPanelDown = world.value("pterodactyl_panel_up") == 0
            let isCollectorFailed = world.value("pterowatch_collector_success", ["collector": "servers"]) == 0
            #expect(isPanelDown || isCollectorFailed)
            #expect(world.core.snapshot.samples(of: "pterodactyl_server_up").isEmpty)
            #expect(world.core.snapshot.samples(of: "pterodactyl_server_memory_usage_bytes").isEmpty)
        }
        #expect(world.powerRequests.isEmpty)
        #expect(!world.firing.contains("PterodactylServerCrashed"))

        try world.panel.apply(.setPanelMode(.ok), at: world.now)
        await world.run(for: .seconds(240))
        #expect(world.value("pterodactyl_panel_up") == 1)
        #expect(world.sum("pterodactyl_server_up") == running)
        #expect(world.powerRequests.isEmpty)
    }

    @Test(arguments: [NodeMode.refuse, .hang, .error(502)])
    func `a dead node is one alert, and its servers are unknown and left alone`(mode: NodeMode) async throws {
        var world = try await VirtualWorld(SimulatorOptions(servers: 8, nodes: 2, latency: .milliseconds(20)))
        await world.run(for: .seconds(120))
        let node = try #require(world.panel.nodes.first)
        let other = try #require(world.panel.nodes.last)
        try world.panel.apply(.setNodeMode(node.id, mode), at: world.now)
        await world.run(for: .seconds(420))
        #expect(world.value("pterodactyl_node_up", ["node": node.name]) == 0)
        #expect(world.value("pterodactyl_node_up", ["node": other.name]) == 1)
        let seen = world.core.snapshot.samples(of: "pterodactyl_server_up").filter { $0.labels["node"] == node.name }
        #expect(seen.isEmpty)
        #expect(world.sum("pterodactyl_server_state", ["node": other.name, "state": "unknown"]) == 0)
        #expect(world.firing.contains("PterodactylNodeUnreachable"))
        #expect(world.powerRequests.isEmpty)

        try world.panel.apply(.setNodeMode(node.id, .ok), at: world.now)
        await world.run(for: .seconds(240))
        #expect(world.value("pterodactyl_node_up", ["node": node.name]) == 1)
        #expect(world.powerRequests.isEmpty)
    }

    @Test func `with an ordinary user's key everything that it can see is right, and nothing fails`() async throws {
        var world = try await VirtualWorld(SimulatorOptions(servers: 12, nodes: 2), key: \.userKey)
        await world.run(for: .seconds(700))
        let shown = Set(world.core.snapshot.samples(of: "pterodactyl_server_info").compactMap { $0.labels["server"] })
        #expect(!shown.isEmpty)
        for server in world.panel.servers where shown.contains(server.identifier.rawValue) && server.status == nil {
            let isUp = world.value("pterodactyl_server_up", ["server": server.identifier.rawValue])
            #expect(isUp == (server.state == .running ? 1 : 0))
        }
        let successes = world.core.snapshot.samples(of: "pterowatch_collector_success")
        #expect(!successes.isEmpty)
        #expect(successes.allSatisfy { $0.value == 1 }, "\(successes)")
        #expect(world.core.snapshot.samples(of: "pterodactyl_node_memory_bytes").isEmpty)
        #expect(
            world.firing.subtracting(["PterowatchWatchdog"]).allSatisfy { !$0.hasPrefix("Pterowatch") },
            "\(world.firing)"
        )
    }
}
