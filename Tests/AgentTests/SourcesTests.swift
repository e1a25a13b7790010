import Agent
import Collecting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

/// The whole agent with every way of knowing its servers.
struct SourcesTests {
    private static let fleet = SimulatorOptions(servers: 12, nodes: 3, latency: .milliseconds(20))

    @Test func `the best source is found by itself, and says so`() async throws {
        var world = try await VirtualWorld(Self.fleet, sources: SourcePlan())
        await world.run(for: .seconds(60))
        for node in world.panel.nodes {
            let info: LabelSet = ["node": node.name, "source": "wings"]
            #expect(world.value("pterowatch_source_info", info) == 1)
            #expect(world.value("pterodactyl_node_up", info) == 1)
            #expect(world.value("pterodactyl_node_up", ["node": node.name, "source": "panel"]) == nil)
            #expect(world.value("pterodactyl_node_cpu_threads", ["node": node.name]) ?? 0 > 0)
            let streamed = world.value("pterowatch_source_servers", ["node": node.name, "source": "stream"])
            #expect(streamed == Double(node.servers))
            #expect(world.log.contains { $0.contains("node=\(node.name) source=wings") })
        }
        #expect(world.sum("pterodactyl_server_up") == Double(world.panel.runningCount))
        #expect(world.requests("server_resources") == 0, "the panel is not asked for what nodes tell")
        #expect(world.value("pterowatch_collector_success", ["collector": "wings"]) == 1)
        #expect(world.value("pterowatch_collector_success", ["collector": "servers"]) == nil)
        await world.run(for: .seconds(240))
        let interval = try #require(world.value("pterowatch_collector_interval_seconds", ["collector": "wings"]))
        #expect(abs(interval - 10) < 0.5)
    }

    @Test func `an ordinary user's key follows its servers, and the panel tells the rest`() async throws {
        var world = try await VirtualWorld(Self.fleet, sources: SourcePlan(), key: \.userKey)
        await world.run(for: .seconds(120))
        let servers = world.core.panels[0].views
        #expect(!servers.isEmpty)
        #expect(servers.allSatisfy { $0.state != nil })
        #expect(world.sum("pterowatch_source_servers", ["source": "stream"]) == Double(servers.count))
        #expect(
            world.core.snapshot.samples(of: "pterowatch_source_info").allSatisfy {
                $0.labels["source"] == "panel" && $0.labels["reason"] == "not_admin"
            }
        )
        #expect(world.requests("wings_server_list") == 0)
        for collector in ["inventory", "servers", "backups"] {
            #expect(world.value("pterowatch_collector_success", ["collector": collector]) == 1, "\(collector)")
        }
        #expect(world.firing == ["PterowatchWatchdog"])
    }

    @Test func `a crash that Wings gave up is known within seconds and mended`() async throws {
        var world = try await VirtualWorld(Self.fleet, sources: SourcePlan())
        await world.run(for: .seconds(60))
        let server = try #require(world.panel.servers.first { $0.state == .running })
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        let isDown = await world.run(within: .seconds(120)) { world in
            world.panel.servers.first { $0.uuid == server.uuid }?.hasWingsGivenUp ?? false
        }
        #expect(isDown)
        let isKnown = await world.run(within: .seconds(5)) { world in
            world.core.panels[0].view(of: server.uuid)?.situation == .crashed
        }
        #expect(isKnown)
        let isMended = await world.run(within: .seconds(120)) { world in
            world.value("pterowatch_remediations_total", ["outcome": "recovered"]) == 1
        }
        #expect(isMended)
        #expect(world.powerRequests.map(\.signal) == [.start])
        let crashes: LabelSet = ["server": server.identifier.rawValue, "kind": "exit"]
        #expect(world.value("pterodactyl_server_crashes_total", crashes) == 2)
    }

    @Test func `a node's token that is reset is read anew, without a gap`() async throws {
        var world = try await VirtualWorld(Self.fleet, sources: SourcePlan(stream: .none))
        await world.run(for: .seconds(60))
        let node = try #require(world.panel.nodes.first)
        try world.panel.apply(.resetNodeToken(node.id), at: world.now)
        let before = world.sum("pterodactyl_server_up")
        for _ in 0..<30 {
            await world.run(for: .seconds(1))
            #expect(world.sum("pterodactyl_server_up") == before)
            #expect(
                world.value("pterowatch_source_servers", ["node": node.name, "source": "wings"]) == Double(node.servers)
            )
        }
        #expect(world.requests("node_configuration") == world.panel.nodes.count + 1)
        #expect(world.requests("server_resources") == 0)
    }
}
