import Agent
import Collecting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

/// Several panels in one process have nothing to do with each other.
struct TwoPanelsTests {
    private static let options = SimulatorOptions(servers: 6, nodes: 2, seed: 3, latency: .milliseconds(20))

    @Test(arguments: [PanelMode.down, .hang, .slow(.seconds(10)), .rateLimited, .html502])
    func `a panel that is broken changes no metric of another one`(mode: PanelMode) async throws {
        var calm = try await Self.world()
        var shaken = try await Self.world()
        await calm.run(for: .seconds(60))
        await shaken.run(for: .seconds(60))
        try shaken.panel.apply(.setPanelMode(mode), at: shaken.now)
        for _ in 0..<10 {
            await calm.run(for: .seconds(30))
            await shaken.run(for: .seconds(30))
            let (expected, seen) = (Self.samples(of: calm), Self.samples(of: shaken))
            #expect(expected.count > 300)
            let differing = Set(expected.keys).union(seen.keys).filter { expected[$0] != seen[$0] }
            #expect(
                differing.isEmpty,
                "\(differing.sorted().prefix(5).map { "\($0): \(expected[$0] ?? .nan), \(seen[$0] ?? .nan)" })"
            )
        }
        #expect(shaken.core.isReady)
    }

    @Test func `a panel that was never there keeps nobody from mending another one's servers`() async throws {
        var world = try await Self.world()
        try world.panel.apply(.setPanelMode(.down), at: world.now)
        await world.run(for: .seconds(120))
        #expect(world.core.isReady)
        let server = try #require(world.other?.servers.first { $0.state == .running })
        try world.other?.apply(.crash(server.identifier, times: 2), at: world.now)
        let isMended = await world.run(within: .seconds(400)) { world in
            world.value("pterowatch_remediations_total", ["outcome": "recovered"]) == 1
        }
        #expect(isMended)
    }

    private static func world() async throws -> VirtualWorld {
        try await VirtualWorld(options, sources: SourcePlan(), and: options)
    }

    /// Everything that is told of the second panel.
    private static func samples(of world: VirtualWorld) -> [String: Double] {
        var found: [String: Double] = [:]
        for family in MetricCatalogue.families {
            for sample in world.core.snapshot.samples(of: family.name) where sample.labels["panel"] == "other" {
                found["\(family.name)\(sample.labels)"] = sample.value
            }
        }
        return found
    }
}
