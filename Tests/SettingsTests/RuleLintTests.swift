import Settings
import Testing

struct RuleLintTests {
    private static let lint = RuleLint(
        labels: [
            "pterodactyl_server_up": ["panel", "node", "server"],
            "pterodactyl_server_state": ["panel", "node", "server", "state"],
            "pterodactyl_node_up": ["panel", "node", "source"],
            "pterowatch_request_duration_seconds_bucket": ["panel", "le"],
        ],
        policies: ["restart-crashed"]
    )

    /// The doubts about rules of one group `g`.
    private static func warnings(_ rules: String) throws -> [String] {
        let file = try RuleFileReader.ruleFile(from: "groups: [{name: g, rules: [\(rules)]}]", named: "f.yml")
        return lint.warnings(about: file)
    }

    private static func doubt(about expression: String) throws -> [String] {
        let prefix = "f.yml: group \"g\", rule 1, \"A\": warning: "
        return try warnings("{alert: A, expr: '\(expression)'}").map {
            $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : "no prefix: \($0)"
        }
    }

    @Test(
        arguments: [
            ("pterodactyl_server_pu == 0", "unknown metric pterodactyl_server_pu, did you mean pterodactyl_server_up?"),
            ("rate(pterowatch_weather[5m])", "unknown metric pterowatch_weather"),
            (
                #"{__name__="pterodactyl_node_ups"}"#,
                "unknown metric pterodactyl_node_ups, did you mean pterodactyl_node_up?"
            ),
            (
                #"pterodactyl_server_up{srever="a"}"#,
                "pterodactyl_server_up has no label srever, did you mean server?; it has: node, panel, server"
            ),
            (
                #"pterodactyl_server_up{colour!="a"}"#,
                "pterodactyl_server_up has no label colour; it has: node, panel, server"
            ),
            (
                "sum by (nodes) (pterodactyl_node_up)",
                "sum groups by label nodes, which pterodactyl_node_up does not have, did you mean node?; "
                    + "it has: node, panel, source"
            ),
            (
                "max without (state) (sum by (node) (pterodactyl_server_state))",
                "max groups by label state, which the expression below it does not have; it has: node"
            ),
            (
                "sum by (server) (pterodactyl_node_up * on (node) pterodactyl_node_up)",
                "sum groups by label server, which the expression below it does not have; it has: node"
            ),
            (
                "count by (source) (rate(pterodactyl_server_up[5m]) > 1)",
                "count groups by label source, which the expression below it does not have; it has: node, panel, server"
            ),
        ]
    )
    func `a name or label that there is none of is doubtful`(expression: String, expected: String) throws {
        #expect(try Self.doubt(about: expression) == [expected])
    }

    @Test(arguments: [
        "up == 0", "some_metric{any=\"label\"}", "sum by (any) (some_metric)", "ALERTS{alertname=\"A\"}",
        #"pterodactyl_server_up{job="p",instance="i",node="a"}"#,
        "sum by (le) (pterowatch_request_duration_seconds_bucket)",
        "sum by (source) (pterodactyl_server_up * on (node) group_left (source) pterodactyl_node_up)",
        #"sum by (new) (label_replace(pterodactyl_server_up, "new", "$1", "node", "(.*)"))"#,
        #"sum by (n) (count_values("n", pterodactyl_server_up))"#,
        "sum by (state, source) (pterodactyl_server_state or pterodactyl_node_up)",
        "sum by (state) (pterodactyl_server_state and on (node) pterodactyl_node_up == 0)",
        "sum by (server) (1 - pterodactyl_server_up)", "sum by (state) (topk by (node) (3, pterodactyl_server_state))",
        "sum by (__name__) (pterodactyl_server_up)", #"{__name__=~"pterodactyl_.+",any="x"}"#,
        "sum by (x) (pterodactyl_server_up or some_metric)",
    ])
    func `what may well be there is not`(expression: String) throws {
        #expect(try Self.doubt(about: expression) == [])
    }

    @Test func `what the file records itself is known`() throws {
        let record = "{record: pterodactyl_own, expr: sum(pterodactyl_server_up)}"
        #expect(try Self.warnings(record + ", {alert: A, expr: 'pterodactyl_own{any=\"x\"} > 1'}") == [])
        #expect(
            try Self.warnings(record + ", {record: r, expr: pterodactyl_onw}") == [
                "f.yml: group \"g\", rule 2, \"r\": warning: unknown metric pterodactyl_onw, did you mean pterodactyl_own?"
            ]
        )
    }

    @Test(arguments: [
        ("restart-crashed", 0), ("restart-crashd", 1), ("''", 0), ("'{{ $labels.policy }}'", 0),
    ])
    func `a label remediation has to name a policy`(policy: String, count: Int) throws {
        let warnings = try Self.warnings("{alert: A, expr: up, labels: {remediation: \(policy)}}")
        #expect(warnings.count == count)
        for warning in warnings {
            #expect(warning.hasSuffix("the label remediation names no policy: \"\(policy)\"; allowed: restart-crashed"))
        }
    }

    @Test func `doubts change nothing of what promtool would say`() {
        let sources = SettingsFixture.sources(files: [
            "f.yml": "groups: [{name: g, rules: [{alert: A, expr: pterodactyl_x}]}]"
        ])
        let plain = RuleCheck(files: ["f.yml"], sources: sources)
        let linted = RuleCheck(files: ["f.yml"], sources: sources, lint: Self.lint)
        #expect(plain.warnings == "")
        #expect(linted.warnings == "f.yml: group \"g\", rule 1, \"A\": warning: unknown metric pterodactyl_x\n")
        #expect(linted.isSuccess && linted.output == plain.output && linted.errors == plain.errors)
    }
}
