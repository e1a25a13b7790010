import Agent
import Collecting
import Foundation
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import QueryAPI
import Remediation
import Settings
import Telemetry
import Testing

/// What the page says under the names of pterodactyl_exporter, against the simulated panel's truth.
struct ExporterNamesTests {
    private static let limits = [
        "max_memory_mebibyte", "max_swap_mebibyte", "max_disk_mebibyte", "io", "max_cpu_absolute",
    ]
    private static let usage = [
        "memory_mebibyte", "cpu_absolute", "disk_mebibyte", "network_rx_mebibyte", "network_tx_mebibyte",
        "uptime_milliseconds",
    ]

    private static func world(and other: SimulatorOptions? = nil) async throws -> VirtualWorld {
        try await VirtualWorld(mode: .off, and: other) { plan in
            for index in plan.panels.indices { plan.panels[index].writesExporterNames = true }
        }
    }

    private static func value(_ name: String, of server: ServerTruth, in world: VirtualWorld) -> Double? {
        world.value("pterodactyl_server_" + name, ["id": server.identifier.rawValue, "server_name": server.name])
    }

    @Test func `twelve gauges of two labels stand beside our own, each server once`() async throws {
        var world = try await Self.world()
        await world.run(for: .seconds(120))
        let names = Self.limits + Self.usage + ["most_recent_backup_time"]
        #expect(Set(MetricCatalogue.exporterFamilies.map(\.name)) == Set(names.map { "pterodactyl_server_" + $0 }))
        for family in MetricCatalogue.exporterFamilies {
            #expect(family.kind == .gauge)
            let samples = world.core.snapshot.samples(of: family.name)
            #expect(samples.count == world.panel.servers.count, "\(family.name)")
            #expect(samples.allSatisfy { $0.labels.labels.map(\.name) == ["id", "server_name"] }, "\(family.name)")
        }
        #expect(world.sum("pterodactyl_server_up") > 0)
        let metadata = world.core.view(at: world.now).families.map(\.name)
        #expect(Set(names.map { "pterodactyl_server_" + $0 }).isSubset(of: metadata))
    }

    @Test func `nothing of them is there unless it is asked for`() async throws {
        var world = try await VirtualWorld(mode: .off)
        await world.run(for: .seconds(60))
        let shown = Set(world.core.snapshot.layout.families.map(\.family.name))
        #expect(shown.intersection(MetricCatalogue.exporterFamilies.map(\.name)) == [])
        #expect(
            Set(MetricCatalogue.families.map(\.name)).intersection(MetricCatalogue.exporterFamilies.map(\.name)) == []
        )
    }

    @Test func `memory and disk are in MiB, as their limits are, and not in megabytes`() async throws {
        var world = try await Self.world()
        let server = try #require(world.panel.servers.first { $0.state == .running })
        try world.panel.apply(.setLoad(server.identifier, memoryPercent: 50, cpuPercent: 25), at: world.now)
        await world.run(for: .seconds(120))
        let truth = try #require(world.panel.server(server.identifier))
        let memory = try #require(Self.value("memory_mebibyte", of: server, in: world))
        let limit = try #require(Self.value("max_memory_mebibyte", of: server, in: world))
        #expect(memory == Double(truth.memoryBytes) / 1_048_576)
        #expect(abs(memory / limit - 0.5) < 0.001, "\(memory) of \(limit)")
        // Wings may have measured the disk anew since; megabytes would be a twentieth more.
        let disk = try #require(Self.value("disk_mebibyte", of: server, in: world))
        #expect(abs(disk / (Double(truth.diskBytes) / 1_048_576) - 1) < 0.001, "\(disk)")
        let cpu = try #require(Self.value("cpu_absolute", of: server, in: world))
        let cores = try #require(
            world.value("pterodactyl_server_cpu_usage_cores", ["server": server.identifier.rawValue])
        )
        #expect(abs(cpu - cores * 100) < 0.000_1 && cpu > 0)
    }

    @Test func `an offline server has zeros, and its limits`() async throws {
        var world = try await Self.world()
        let server = try #require(world.panel.servers.first { $0.state == .running })
        try world.panel.apply(.stop(server.identifier, via: .web), at: world.now)
        await world.run(for: .seconds(180))
        #expect(world.panel.server(server.identifier)?.state == .offline)
        for name in Self.usage where name != "disk_mebibyte" {
            #expect(Self.value(name, of: server, in: world) == 0, "\(name)")
        }
        #expect(try #require(Self.value("max_disk_mebibyte", of: server, in: world)) > 0)
    }

    @Test func `what is unlimited is the panel's number, and a server without a backup has time 0`() async throws {
        var world = try await Self.world()
        let server = try #require(world.panel.servers.last)
        try world.panel.apply(.removeBackups(server.identifier), at: world.now)
        await world.run(for: .seconds(120))
        // Each fifth server of the simulated panel has unlimited swap.
        #expect(Self.value("max_swap_mebibyte", of: server, in: world) == -1)
        #expect(world.value("pterodactyl_server_swap_limit_bytes", ["server": server.identifier.rawValue]) == nil)
        #expect(Self.value("most_recent_backup_time", of: server, in: world) == 0)
        for other in world.panel.servers where other.identifier != server.identifier {
            let newest = other.backups.filter(\.isSuccessful).compactMap(\.completedAt).max()
            // The panel's times have whole seconds.
            let completed = newest.map { $0.secondsSince1970.rounded(.down) } ?? 0
            #expect(Self.value("most_recent_backup_time", of: other, in: world) == completed, "\(other.name)")
        }
    }

    @Test func `a server that restores a backup keeps its limits, and nobody else freezes`() async throws {
        var world = try await Self.world()
        let running = world.panel.servers.filter { $0.state == .running }
        let (held, other) = (try #require(running.first), try #require(running.last))
        #expect(held.identifier != other.identifier)
        await world.run(for: .seconds(60))
        let before = try #require(Self.value("uptime_milliseconds", of: other, in: world))
        try world.panel.apply(.setStatus(held.identifier, "restoring_backup"), at: world.now)
        await world.run(for: .seconds(300))
        for name in Self.usage { #expect(Self.value(name, of: held, in: world) == nil, "\(name)") }
        for name in Self.limits { #expect(Self.value(name, of: held, in: world) != nil, "\(name)") }
        #expect(try #require(Self.value("uptime_milliseconds", of: other, in: world)) > before + 200_000)
    }

    @Test func `a deleted server is gone, and a renamed one has its new name alone`() async throws {
        var world = try await Self.world()
        let servers = world.panel.servers
        let (deleted, renamed) = (servers[0], servers[1])
        await world.run(for: .seconds(60))
        #expect(Self.value("io", of: deleted, in: world) == 500)
        try world.panel.apply(.deleteServer(deleted.identifier), at: world.now)
        try world.panel.apply(.rename(renamed.identifier, "Another name"), at: world.now)
        await world.run(for: .seconds(300))
        for family in MetricCatalogue.exporterFamilies {
            let samples = world.core.snapshot.samples(of: family.name)
            #expect(samples.allSatisfy { $0.labels["id"] != deleted.identifier.rawValue }, "\(family.name)")
            let names = samples.filter { $0.labels["id"] == renamed.identifier.rawValue }.map {
                $0.labels["server_name"]
            }
            #expect(names == ["Another name"], "\(family.name)")
        }
    }

    @Test func `a server on a node that is away has limits and no use, rather than old numbers`() async throws {
        var world = try await Self.world()
        await world.run(for: .seconds(60))
        let node = try #require(world.panel.nodes.first)
        let server = try #require(world.panel.servers.first { $0.node == node.name && $0.state == .running })
        try world.panel.apply(.setNodeMode(node.id, .refuse), at: world.now)
        await world.run(for: .seconds(600))
        for name in Self.usage { #expect(Self.value(name, of: server, in: world) == nil, "\(name)") }
        #expect(Self.value("io", of: server, in: world) == 500)
    }

    @Test func `the same server on two panels is one series, the first panel's`() async throws {
        let options = SimulatorOptions(servers: 5, nodes: 2, latency: .milliseconds(20))
        var world = try await Self.world(and: options)
        let server = try #require(world.panel.servers.first)
        #expect(world.other?.servers.first?.identifier == server.identifier)
        await world.run(for: .seconds(60))
        #expect(world.sum("pterodactyl_server_io", ["id": server.identifier.rawValue]) == 500)
        #expect(world.core.snapshot.samples(of: "pterodactyl_server_io").count == world.panel.servers.count)
    }

    @Test func `settings turn them on`() {
        let panel = PanelSettings(name: "main", url: "https://main", apiKey: Secret("ptlc_key"))
        let metrics = MetricsSettings(compatibility: [.pterodactylExporter])
        let plan = AgentPlan(Configuration(panels: [panel], metrics: metrics), groups: [])
        #expect(plan.panels.map(\.writesExporterNames) == [true])
    }
}
