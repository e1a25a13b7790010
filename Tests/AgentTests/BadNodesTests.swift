import Agent
import Collecting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

/// Nodes that misbehave, each in its own way, and those beside them.
struct BadNodesTests {
    private static let options = SimulatorOptions(servers: 30, nodes: 6, latency: .milliseconds(20))

    @Test func `hanging, refusing, estranged and slow nodes leave the others their cadence`() async throws {
        var world = try await VirtualWorld(Self.options, sources: SourcePlan(stream: .none))
        let nodes = world.panel.nodes
        // Before the agent's first contact: a token that it holds goes on being good.
        try world.panel.apply(.resetPanelToken(nodes[2].id), at: world.now)
        await world.run(for: .seconds(120))
        try world.panel.apply(.setNodeMode(nodes[0].id, .hang), at: world.now)
        try world.panel.apply(.setNodeMode(nodes[1].id, .refuse), at: world.now)
        try world.panel.apply(.setNodeMode(nodes[3].id, .slow(.seconds(8))), at: world.now)
        await world.run(for: .seconds(120))

        // While nothing changes any more: when each good node's servers were seen, and what the panel was asked.
        var seen: [String: [Timestamp]] = [:]
        let begin = world.now
        for _ in 0..<600 {
            await world.run(for: .seconds(1))
            for view in world.core.panels[0].views where view.node == nodes[4].name || view.node == nodes[5].name {
                guard let at = view.observedAt, seen[view.identifier.rawValue]?.last != at else { continue }
                seen[view.identifier.rawValue, default: []].append(at)
            }
        }
        #expect(seen.count == world.panel.servers.count { $0.node == nodes[4].name || $0.node == nodes[5].name })
        for (server, times) in seen {
            let gaps = zip(times.dropFirst(), times).map { ($0 - $1) / .seconds(1) }
            #expect(gaps.count >= 58, "\(server)")
            #expect(gaps.allSatisfy { abs($0 - 10) <= 0.5 }, "\(server): \(gaps)")
        }
        // Behind an open breaker the panel is asked for one server now and then, at most once a minute.
        for node in nodes.prefix(3) {
            let servers = Set(world.panel.servers.filter { $0.node == node.name }.map(\.uuid))
            let probes = world.sent.filter { request in
                guard case .resources(let uuid) = request.call, request.panel == "main" else { return false }
                return request.sentAt >= begin && servers.contains(uuid)
            }
            #expect((5...11).contains(probes.count), "\(node.name): \(probes.count)")
        }
        for node in nodes.prefix(3) {
            let up = world.value("pterodactyl_node_up", ["node": node.name, "source": "panel"])
            #expect(up == 0, "\(node.name)")
        }
        for node in nodes.suffix(2) {
            #expect(world.value("pterodactyl_node_up", ["node": node.name, "source": "wings"]) == 1)
        }
        #expect(world.powerRequests.isEmpty)
        #expect(!world.firing.contains("PterodactylServerCrashed"))
    }

    @Test(arguments: [NodeBlock.refuse, .hang])
    func `a daemon that only the agent cannot reach is replaced by the panel, without a gap, and comes back`(
        block: NodeBlock
    ) async throws {
        var world = try await VirtualWorld(Self.options, sources: SourcePlan(stream: .none))
        await world.run(for: .seconds(120))
        let node = try #require(world.panel.nodes.first)
        try world.panel.apply(.setNodeBlock(node.id, block), at: world.now)
        let blockedAt = world.now
        let isReplaced = await Self.follow(&world, node.name, until: .panel, servers: node.servers)
        #expect(isReplaced)
        // Two cycles of the daemon's interval, and the panel's answers.
        #expect(world.now - blockedAt <= .seconds(21))
        for _ in 0..<400 {
            await world.run(for: .seconds(1))
            Self.checkNoGap(world, node.name)
        }
        #expect(world.value("pterodactyl_node_up", ["node": node.name, "source": "wings"]) == 0)
        #expect(world.value("pterodactyl_node_up", ["node": node.name, "source": "panel"]) == 1)
        #expect(world.firing == ["PterowatchWatchdog"])

        try world.panel.apply(.setNodeBlock(node.id, .none), at: world.now)
        let isBack = await Self.follow(&world, node.name, until: .wings, servers: node.servers)
        #expect(isBack)
        await world.run(for: .seconds(6))
        #expect(world.value("pterodactyl_node_up", ["node": node.name, "source": "wings"]) == 1)
        #expect(world.firing == ["PterowatchWatchdog"])
        #expect(world.powerRequests.isEmpty)
    }

    /// Lets time pass until a source tells of all servers of a node, and sees that nothing is missing meanwhile.
    private static func follow(
        _ world: inout VirtualWorld,
        _ node: String,
        until source: ObservationSource,
        servers: Int
    ) async -> Bool {
        for _ in 0..<90 {
            await world.run(for: .seconds(1))
            checkNoGap(world, node)
            let report = world.core.panels[0].sourceReports.first { $0.node == node }
            if report?.servers == [source: servers] { return true }
        }
        return false
    }

    private static func checkNoGap(_ world: VirtualWorld, _ node: String) {
        let running = world.panel.servers.count { $0.node == node && $0.state == .running }
        #expect(world.sum("pterodactyl_server_up", ["node": node]) == Double(running))
        #expect(world.sum("pterodactyl_server_state", ["node": node, "state": "unknown"]) == 0)
    }

    @Test func `a Docker that is away is one event, and nobody's crash`() async throws {
        var world = try await VirtualWorld(Self.options, sources: SourcePlan())
        await world.run(for: .seconds(120))
        let node = try #require(world.panel.nodes.first)
        try world.panel.apply(.stopDocker(node.id, downFor: .seconds(90)), at: world.now)
        await world.run(for: .seconds(80))
        #expect(world.log.count { $0.contains("All servers of a node went down together") } == 1)
        #expect(!world.core.panels[0].views.contains { $0.situation == .crashed })
        #expect(world.sum("pterodactyl_server_crashes_total") == 0)
        #expect(world.powerRequests.isEmpty)
        #expect(!world.firing.contains("PterodactylServerCrashed"))
    }
}
