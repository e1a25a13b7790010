import Agent
import Alerting
import Collecting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Remediation
import Telemetry
import Testing

struct NodeRebootTests {
    @Test func `a node of 200 servers reboots: one alert at most, no start meanwhile, and the rest a few at a time`()
        async throws
    {
        let options = SimulatorOptions(servers: 200, nodes: 1, latency: .milliseconds(20))
        var world = try await VirtualWorld(options, sources: SourcePlan(polling: .wings, stream: .none))
        await world.run(for: .seconds(180))
        let node = try #require(world.panel.nodes.first)
        let running = world.panel.servers.filter { $0.state == .running }.map(\.identifier)
        let stragglers = Set(running.prefix(12))
        try world.panel.apply(.restartWings(node.id, downFor: .seconds(240)), at: world.now)
        for server in running {
            // Started by Wings, and once more when that failed: then it gives up.
            if stragglers.contains(server) { try world.panel.apply(.failStarts(server, count: 2), at: world.now) }
            try world.panel.apply(.crash(server, exitCode: 255), at: world.now)
        }
        let before = Set(world.core.engine.alerts.filter { $0.state == .firing }.map(\.labels))
        for _ in 0..<300 {
            await world.run(for: .seconds(1))
            let firing = world.core.engine.alerts.filter { $0.state == .firing && !before.contains($0.labels) }
            #expect(firing.count <= 1, "\(firing.map(\.name))")
        }
        #expect(world.powerRequests.isEmpty, "Wings starts its servers by itself")

        var most = 0
        for _ in 0..<3_600 {
            await world.run(for: .seconds(1))
            most = max(most, world.core.remediator.openAttempts.count)
            if world.panel.runningCount == running.count { break }
        }
        #expect(Set(world.powerRequests.map(\.server)).isSubset(of: stragglers))
        #expect(world.powerRequests.allSatisfy { $0.signal == .start })
        #expect((1...Limits().atOncePerNode).contains(most))
        let down = stragglers.filter { world.panel.server($0)?.state != .running }
        #expect(down.isEmpty)
    }
}
