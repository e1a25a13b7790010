import Alerting
import Foundation
import PromQL
import Telemetry
import Testing

/// The rules of `alerts/`, read by their layout: a YAML reader is another module's business.
private enum ShippedRules {
    static let files = ["backups", "nodes", "panel", "servers"]

    static func groups() throws -> [RuleGroup] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("alerts")
        return try files.map { file in
            let text = try String(contentsOf: folder.appendingPathComponent("\(file).yml"), encoding: .utf8)
            return RuleGroup(name: file, file: "\(file).yml", interval: .seconds(5), rules: try rules(in: text))
        }
    }

    private static func rules(in text: String) throws -> [Rule] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0).replacing(#/^ *#.*/#, with: "")
        }
        let starts = lines.indices.filter { lines[$0].hasPrefix("      - alert: ") } + [lines.count]
        return try zip(starts, starts.dropFirst()).map { start, end in
            let body = lines[(start + 1)..<end].prefix { !$0.hasPrefix("  - name: ") }
            let fields = fields(of: Array(body), indent: 8)
            func section(_ name: String) -> [String: String] {
                self.fields(
                    of: (fields[name] ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
                    indent: 10
                )
            }
            return .alerting(
                AlertingRule(
                    alert: String(lines[start].dropFirst(15)),
                    expression: try Expression(parsing: try #require(fields["expr"])),
                    holdDuration: duration(fields["for"]),
                    keepFiringFor: duration(fields["keep_firing_for"]),
                    labels: section("labels"),
                    annotations: section("annotations")
                )
            )
        }
    }

    /// `key: value` lines of one depth; what is deeper belongs to the key above, folded after `>-`.
    private static func fields(of lines: [String], indent: Int) -> [String: String] {
        var fields: [String: [String]] = [:]
        var key = ""
        for line in lines {
            let depth = line.prefix { $0 == " " }.count
            if depth == indent, let colon = line.firstIndex(of: ":") {
                key = String(line[..<colon].dropFirst(indent))
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                fields[key] = value.isEmpty || value == "|" ? [] : [String(value)]
            } else if !line.isEmpty {
                fields[key, default: []].append(line)
            }
        }
        return fields.mapValues { lines in
            guard lines.first == ">-" else { return lines.joined(separator: "\n") }
            return lines.dropFirst().map { String($0.drop { $0 == " " }) }.joined(separator: " ")
        }
    }

    private static func duration(_ text: String?) -> Duration {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
        guard let text, let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()) else {
            return .zero
        }
        return .seconds(count * unit)
    }
}

struct ShippedRulesTests {
    private let server: LabelSet = ["panel": "main", "node": "fra1", "server": "1a2b3c4d"]

    private func series(_ name: String, _ more: LabelSet = .empty) -> LabelSet {
        server.merging(more).setting(LabelSet.metricName, to: name)
    }

    private func seconds(_ seconds: Int) -> Timestamp { Timestamp(secondsSince1970: 1_700_000_000 + Double(seconds)) }

    /// What the agent's snapshots say of a server, every five seconds.
    /// - Returns: the seconds at which the alert began to fire, with the alert.
    private func crashes(
        through end: Int,
        desired: (Int) -> Double?,
        offline: (Int) -> Double?
    ) throws -> [(Int, Alert)] {
        var engine = RuleEngine(try ShippedRules.groups(), startingAt: seconds(0))
        var history = History(retention: .seconds(3_600))
        var fired: [(Int, Alert)] = []
        for second in stride(from: 0, through: end, by: 5) {
            var samples = [(series("pterodactyl_server_info", ["name": "Survival"]), 1.0)]
            if let desired = desired(second) { samples.append((series("pterodactyl_server_desired_up"), desired)) }
            if let offline = offline(second) {
                samples.append((series("pterodactyl_server_state", ["state": "offline"]), offline))
                samples.append((series("pterodactyl_server_state", ["state": "running"]), 1 - offline))
            }
            history.record(samples, from: .init("test"), at: seconds(second))
            for evaluation in engine.evaluate(at: seconds(second), over: &history) {
                #expect(evaluation.failures.isEmpty)
                for change in evaluation.changes where change.alert.name == "PterodactylServerCrashed" {
                    if change.step == .firing { fired.append((second, change.alert)) }
                }
            }
        }
        return fired
    }

    @Test func `every shipped rule has what an operator needs, and templates that parse`() throws {
        let rules = try ShippedRules.groups().flatMap(\.rules)
        #expect(rules.count == 19)
        for case .alerting(let rule) in rules {
            #expect(rule.alert.hasPrefix("Pterodactyl") || rule.alert.hasPrefix("Pterowatch"))
            #expect(["critical", "warning", "info"].contains(rule.labels["severity"]), "\(rule.alert)")
            let summary = try #require(rule.annotations["summary"], "\(rule.alert)")
            #expect(summary.hasSuffix(".") && !summary.contains("{{"), "\(rule.alert)")
            let description = try #require(rule.annotations["description"], "\(rule.alert)")
            #expect(throws: Never.self, "\(rule.alert)") { try Template(parsing: description) }
        }
    }

    @Test func `a crashed server fires once, names itself, and asks for its restart`() throws {
        // Undecided for a minute after the drop at 60 s, then known as a crash.
        let fired = try crashes(through: 300) {
            (60..<120).contains($0) ? nil : 1
        } offline: {
            $0 < 60 ? 0 : 1
        }
        #expect(fired.count == 1)
        let (second, alert) = try #require(fired.first)
        #expect((135...145).contains(second))
        #expect(alert.labels["remediation"] == "restart-crashed" && alert.labels["severity"] == "critical")
        #expect(
            alert.labels["server"] == "1a2b3c4d" && alert.labels["panel"] == "main" && alert.labels["node"] == "fra1"
        )
        #expect(
            alert.annotations["description"]
                == "Server Survival (1a2b3c4d) on node fra1 is offline although nobody stopped it."
        )
    }

    @Test func `a server that was stopped, or is not seen, raises nothing`() throws {
        #expect(
            try crashes(through: 900) {
                $0 < 60 ? 1 : 0
            } offline: {
                $0 < 60 ? 0 : 1
            }.isEmpty
        )
        #expect(
            try crashes(through: 900) {
                $0 < 60 ? 1 : nil
            } offline: {
                $0 < 60 ? 0 : 1
            }.isEmpty
        )
        #expect(
            try crashes(through: 900) { _ in
                1
            } offline: {
                $0 < 60 ? 0 : nil
            }.isEmpty
        )
        #expect(
            try crashes(through: 900) { _ in
                1
            } offline: { _ in
                0
            }.isEmpty
        )
    }
}
