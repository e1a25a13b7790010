import Alerting
import PromQL
import Settings
import Testing

struct RuleFileReaderTests {
    @Test func `a rule file becomes groups and rules`() throws {
        let file = try RuleFileReader(sources: SettingsFixture.sources()).ruleFile(named: "rules.yml")
        #expect(file.ruleCount == 2)
        #expect(file.groups.map(\.name) == ["servers", "empty"])
        let group = try #require(file.groups.first)
        #expect(group.file == "rules.yml")
        #expect(group.interval == .seconds(30))
        #expect(group.limit == 10)
        guard case .recording(let recording) = group.rules.first, case .alerting(let alerting) = group.rules.last else {
            Issue.record("not a recording and an alerting rule")
            return
        }
        #expect(recording.record == "node:up:sum")
        #expect(recording.expression.source == "sum by (node) (up)")
        #expect(recording.labels == ["team": "games", "severity": "info", "kind": "recorded"])
        #expect(alerting.alert == "Down")
        #expect(alerting.holdDuration == .seconds(300))
        #expect(alerting.keepFiringFor == .seconds(60))
        #expect(alerting.labels == ["team": "games", "severity": "critical", "remediation": "restart-crashed"])
        #expect(alerting.annotations["description"] == "{{ $labels.server }} is down.")
    }

    @Test func `an empty file has no groups`() throws {
        #expect(try RuleFileReader.ruleFile(from: "", named: "f").groups.isEmpty)
        #expect(try RuleFileReader.ruleFile(from: "groups:\n", named: "f").groups.isEmpty)
    }

    @Test func `every mistake is reported in Prometheus' words`() throws {
        let reader = RuleFileReader(sources: SettingsFixture.sources())
        let error = #expect(throws: SettingsError.self) { try reader.ruleFile(named: "invalid-rules.yml") }
        let lines = "\(try #require(error))".split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "invalid-rules.yml: 3:5: group \"g\": field intervall not found in a group, did you mean interval?; "
                    + "allowed: name, interval, query_offset, limit, labels, rules",
                "invalid-rules.yml: 6:15: group \"g\", rule 1, \"X\": could not parse expression: "
                    + "1:6: parse error: unexpected end of input",
                "invalid-rules.yml: 7:14: group \"g\", rule 1, \"X\": field for: not a valid duration string: \"5x\"; "
                    + "allowed: \(DurationText.allowed)",
                "invalid-rules.yml: 9:11: group \"g\", rule 1, \"X\": invalid label name: a-b",
                "invalid-rules.yml: 11:11: group \"g\", rule 1, \"X\": invalid annotation name: not-a-name",
                "invalid-rules.yml: 12:17: group \"g\", rule 2, \"a-b\": invalid field 'for' in recording rule",
                "invalid-rules.yml: 12:17: group \"g\", rule 2, \"a-b\": invalid recording rule name: a-b",
                "invalid-rules.yml: 15:16: group \"g\", rule 3, \"Y\": field 'expr' must be set in rule",
                "invalid-rules.yml: 17:17: group \"g\", rule 4, \"Z\": only one of 'record' and 'alert' must be set",
                "invalid-rules.yml: 19:9: group \"g\", rule 5, \"\": one of 'record' or 'alert' must be set",
                "invalid-rules.yml: 22:9: group \"g\", rule 6, \"W\": field severity not found in a rule; "
                    + "allowed: record, alert, expr, for, keep_firing_for, labels, annotations",
                "invalid-rules.yml: 23:5: groupname: \"g\" is repeated in the same file",
            ]
        )
    }

    @Test(arguments: [
        ("groups: [{rules: []}]", "1:10: Groupname must not be empty"),
        ("groups: {a: 1}", "1:9: field groups must be a list, not a mapping"),
        ("groups: [{name: g, limit: few}]", "1:27: group \"g\": invalid limit \"few\"; allowed: a whole number from 0"),
        (
            "groups: [{name: g, rules: [{record: \"a{}\", expr: up}]}]",
            "1:37: group \"g\", rule 1, \"a{}\": braces present in the recording rule name; should it be in expr?: a{}"
        ),
        (
            "groups: [{name: g, rules: [{alert: A, expr: up, labels: {__name__: x}}]}]",
            "1:57: group \"g\", rule 1, \"A\": invalid label name: __name__"
        ),
        (
            "groups: [{name: g, rules: [{alert: A, expr: up, annotations: {s: \"{{ .x \"}}]}]",
            "1:66: group \"g\", rule 1, \"A\": annotation \"s\": 1:1: unclosed action"
        ),
        ("rules: []", "1:1: field rules not found in a rule file; allowed: groups"),
    ])
    func `a mistake has its place and its message`(text: String, expected: String) {
        let error = #expect(throws: SettingsError.self) { try RuleFileReader.ruleFile(from: text, named: "f.yml") }
        #expect(error.map { "\($0)" } == "f.yml: \(expected)")
    }

    @Test func `rule files of a configuration are read together and their mistakes too`() throws {
        let sources = SettingsFixture.sources(files: ["a.yml": "x: 1", "b.yml": "groups: 5"])
        let reader = RuleFileReader(sources: sources)
        let error = #expect(throws: SettingsError.self) {
            try reader.ruleFiles(for: RuleSettings(usesBuiltin: false, files: ["a.yml", "b.yml"]))
        }
        guard case .invalid(let problems) = error else {
            Issue.record("not a list of problems: \(String(describing: error))")
            return
        }
        #expect(problems.map(\.file) == ["a.yml", "b.yml"])
        #expect(throws: SettingsError.unreadableFile("c.yml", .notFound)) {
            try reader.ruleFiles(for: RuleSettings(usesBuiltin: false, files: ["c.yml"]))
        }
    }

    @Test func `check-rules speaks as promtool does`() {
        let sources = SettingsFixture.sources(files: ["bad.yml": "x: 1"])
        let good = RuleCheck(files: ["rules.yml"], sources: sources)
        #expect(good.isSuccess)
        #expect(good.output == "Checking rules.yml\n  SUCCESS: 2 rules found\n\n")
        #expect(good.errors == "")
        let both = RuleCheck(files: ["rules.yml", "bad.yml"], sources: sources)
        #expect(!both.isSuccess)
        #expect(both.output == "Checking rules.yml\n  SUCCESS: 2 rules found\n\nChecking bad.yml\n\n")
        #expect(both.errors == "  FAILED:\nbad.yml: 1:1: field x not found in a rule file; allowed: groups\n")
    }
}
