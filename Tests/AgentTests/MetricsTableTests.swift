import Agent
import Collecting
import Alerting
import Foundation
import IncidentCampaign
import Notifying
import PanelSimulator
import PromQL
import PterodactylAPI
import Settings
import Telemetry
import Testing

/// The metrics table of the README, and the names that alerts and dashboards use, against the catalogue.
struct MetricsTableTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every sample name that the page can show.
    private static let sampleNames: Set<String> = Set(
        MetricCatalogue.families.flatMap { family in
            family.kind == .histogram ? ["_bucket", "_sum", "_count"].map { family.name + $0 } : [family.name]
        }
    )

    private static var table: String {
        let rows = MetricCatalogue.families.map { "| `\($0.name)` | \($0.kind.rawValue) | \($0.help) |" }
        return (["| Metric | Type | Meaning |", "|---|---|---|"] + rows).joined(separator: "\n")
    }

    @Test func `the README's table is that of the code`() throws {
        let file = Self.root.appendingPathComponent("README.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let begin = try #require(text.range(of: "<!-- metrics:begin -->\n"))
        let end = try #require(text.range(of: "<!-- metrics:end -->"))
        let shown = text[begin.upperBound..<end.lowerBound].trimmingCharacters(in: .newlines)
        if ProcessInfo.processInfo.environment["RECORD"] == "1", shown != Self.table {
            let replaced = text.replacingCharacters(in: begin.upperBound..<end.lowerBound, with: Self.table + "\n")
            try replaced.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(shown == Self.table, "run the tests with RECORD=1 to write the table anew")
    }

    @Test func `the README's table of the other exporter's names is that of the code`() throws {
        let file = Self.root.appendingPathComponent("README.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let begin = try #require(text.range(of: "<!-- exporter:begin -->\n"))
        let end = try #require(text.range(of: "<!-- exporter:end -->"))
        let rows = text[begin.upperBound..<end.lowerBound].split(separator: "\n").dropFirst(2)
        let shown = rows.map { row in row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        #expect(shown.map { $0.prefix(1) } == MetricCatalogue.exporterFamilies.map { ["`\($0.name)`"] })
        for row in shown {
            let ours = (row.last ?? "").matches(of: /pterodactyl_[a-z_]+/).map { String($0.output) }
            #expect(Set(ours).isSubset(of: Self.sampleNames), "\(row)")
        }
    }

    @Test func `names and helps follow the conventions of the linter`() {
        for family in MetricCatalogue.families {
            #expect(family.name.hasSuffix("_total") == (family.kind == .counter), "\(family.name)")
            #expect(family.help.hasSuffix("."), "\(family.name)")
            #expect(family.name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil, "\(family.name)")
        }
        #expect(Set(MetricCatalogue.families.map(\.name)).count == MetricCatalogue.families.count)
    }

    @Test func `a running agent shows no family that the catalogue lacks`() async throws {
        var world = try await VirtualWorld(sources: SourcePlan()) {
            $0.notifications.alertmanagers = [AlertmanagerPlan(name: "am")]
        }
        world.answerToDelivery = { delivery in
            .success(HTTPResponse(status: delivery.purpose == .silences ? 200 : 400, body: Array("[]".utf8)))
        }
        let server = try #require(world.panel.servers.first { $0.state == .running })
        await world.run(for: .seconds(120))
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        await world.run(for: .seconds(600))
        let shown = Set(world.core.snapshot.layout.series.map(\.name))
        #expect(shown.subtracting(Self.sampleNames) == [])
        // These are fresh at each scrape, or need a server that nobody could bring back.
        let elsewhere = MetricCatalogue.families.filter { family in
            family.name.hasPrefix("process_") || family.name.hasPrefix("pterowatch_config_")
                || ["pterowatch_build_info", "pterowatch_scrapes_total", "pterowatch_remediation_given_up"]
                    .contains(family.name)
        }
        let families = Set(world.core.snapshot.layout.families.map(\.family.name))
        let missing = Set(MetricCatalogue.families.map(\.name)).subtracting(families)
        #expect(missing.subtracting(elsewhere.map(\.name)).isSubset(of: ["pterowatch_remediations_refused_total"]))
    }

    @Test func `a running agent shows no label that the catalogue lacks, and nearly all that it has`() async throws {
        var world = try await VirtualWorld(sources: SourcePlan())
        let server = try #require(world.panel.servers.first { $0.state == .running })
        await world.run(for: .seconds(120))
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        await world.run(for: .seconds(600))
        var shown: [String: Set<String>] = [:]
        for series in world.core.snapshot.layout.series {
            shown[series.name, default: []].formUnion(series.labels.labels.map(\.name))
        }
        let exporter = Set(MetricCatalogue.exporterFamilies.map(\.name))
        #expect(Set(MetricCatalogue.labels.keys) == Self.sampleNames.union(exporter))
        #expect(exporter.allSatisfy { MetricCatalogue.labels[$0] == ["id", "server_name"] })
        // What only an application key tells, or a choice that has no reason.
        let seldom: Set<String> = ["external_id", "owner_id", "nest", "egg", "reason", "code", "location"]
        for (name, labels) in shown {
            let known = MetricCatalogue.labels[name] ?? []
            #expect(labels.subtracting(known) == [], "\(name)")
            #expect(known.subtracting(labels).subtracting(seldom) == [], "\(name)")
        }
    }

    @Test func `alerts use no metric that the agent does not have`() throws {
        for file in BuiltinRules.files {
            for rule in try RuleFileReader.ruleFile(from: file.text, named: file.name).groups.flatMap(\.rules) {
                let names =
                    switch rule {
                    case .alerting(let rule): rule.expression.metricNames
                    case .recording(let rule): rule.expression.metricNames
                    }
                #expect(names.subtracting(Self.sampleNames) == [], "\(rule.name) in \(file.name)")
            }
        }
    }

    @Test(arguments: ["fleet", "server"])
    func `dashboards use no metric that the agent does not have`(name: String) throws {
        let file = Self.root.appendingPathComponent("dashboards/\(name).json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let names = Set(text.matches(of: /\b(?:pterodactyl|pterowatch)_[a-z_]+\b/).map { String($0.output) })
        #expect(!names.isEmpty)
        #expect(names.subtracting(Self.sampleNames) == [], "\(name).json")
    }
}
