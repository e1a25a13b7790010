import RuleTesting
import Settings
import Telemetry
import Testing

struct RuleTestFileReaderTests {
    private static let text = """
        rule_files: [rules.yml, 'more/*.yml']
        evaluation_interval: 15s
        group_eval_order: [b, a]
        tests:
          - name: all of it
            interval: 30s
            external_labels: {site: fra}
            external_url: http://x
            input_series:
              - series: ' up{job="a"}'
                values: 1 0x3
            alert_rule_test:
              - eval_time: 1m
                alertname: Down
                exp_alerts:
                  - exp_labels: {job: a, number: 7}
                    exp_annotations: {text: gone}
                  -
            promql_expr_test:
              - {expr: up, eval_time: 2m, exp_samples: [{labels: up, value: -.inf}, {value: 1.5e3}]}
          -
        """

    private static func read(_ text: String) throws -> RuleTestFile {
        try RuleTestFileReader(sources: SettingsFixture.sources(files: ["t.yml": text])).testFile(named: "t.yml")
    }

    @Test func `a test file is read whole`() throws {
        let file = try Self.read(Self.text)
        let test = RuleTest(
            name: "all of it",
            interval: .seconds(30),
            input: [.init("up{job=\"a\"} 1 0x3", at: "t.yml:10:17")],
            alertCases: [
                AlertCase(
                    time: .seconds(60),
                    alert: "Down",
                    expected: [.init(labels: ["job": "a", "number": "7"], annotations: ["text": "gone"]), .init()]
                )
            ],
            expressionCases: [
                ExpressionCase(
                    "up",
                    time: .seconds(120),
                    expected: [.init(labels: "up", value: -.infinity), .init(labels: "", value: 1_500)]
                )
            ],
            externalLabels: ["site": "fra"],
            externalURL: "http://x"
        )
        #expect(
            file
                == RuleTestFile(
                    name: "t.yml",
                    ruleFiles: ["rules.yml", "more/*.yml"],
                    evaluationInterval: .seconds(15),
                    groupOrder: ["b", "a"],
                    tests: [test, RuleTest()]
                )
        )
    }

    @Test(
        arguments: [
            (
                "x: 1",
                "1:1: field x not found in a test file; allowed: rule_files, evaluation_interval, group_eval_order, tests"
            ),
            ("rule_files: a", "1:13: field rule_files must be a list, not a single value"),
            ("rule_files: [[a]]", "1:14: field rule_files must be a text, not a list"),
            ("group_eval_order: [a, a]", "1:19: group name repeated in evaluation order: a"),
            (
                "tests: [{name: n, promql_expr_test: [{exp_samples: [{value: two}]}]}]",
                "1:61: test 1, \"n\": field value: not a number: \"two\"; allowed: 3, 0.5, 1e6, .inf, -.inf"
            ),
            (
                "tests: [{promql_expr_test: [{exp_samples: [{value: '2'}]}]}]",
                "1:52: test 1: field value: not a number: \"2\"; allowed: 3, 0.5, 1e6, .inf, -.inf"
            ),
            (
                "tests: [{input_series: [{series: up, values: \"1\\n2\"}]}]",
                "1:46: test 1: a series and its values must stand in one line"
            ),
            (
                "tests: [{interval: 5x}]",
                "1:20: test 1: field interval: not a valid duration string: \"5x\"; allowed: \(DurationText.allowed)"
            ),
        ]
    )
    func `a mistake has its place and its message`(text: String, expected: String) {
        let error = #expect(throws: SettingsError.self) { try Self.read(text) }
        #expect(error.map { "\($0)" } == "t.yml: \(expected)")
    }

    @Test func `rule files are found beside the test file, each once`() throws {
        let sources = SettingsFixture.sources(
            files: ["d/a.yml": "", "d/b.yml": "", "up.yml": ""],
            directories: ["d": ["b.yml", "a.yml", "c.txt"]]
        )
        let file = RuleTestFile(name: "d/t.yml", ruleFiles: ["*.yml", "a.yml", "none.yml", "n*.yml", "../up.yml"])
        let found = RuleTestFileReader(sources: sources).ruleFiles(of: file)
        #expect(found.files == ["d/a.yml", "d/b.yml"])
        #expect(found.unmatched == ["d/none.yml", "d/n*.yml", "d/../up.yml"])
    }

    @Test func `what is wrong goes to standard error, and a warning does not fail`() {
        let sources = SettingsFixture.sources(files: [
            "good.yml": "rule_files: [none.yml]\ntests: [{promql_expr_test: [{expr: 1, exp_samples: [{value: 1}]}]}]",
            "bad.yml": "tests: [{promql_expr_test: [{expr: 1}, {expr: 2}]}]",
            "wrong.yml": "rule_files: [good.yml]\ntests: [{}, {}]",
        ])
        let good = RuleTestCheck(file: "good.yml", sources: sources)
        #expect(good.isSuccess)
        #expect(good.heading + good.output == "Unit Testing:  good.yml\n  SUCCESS\n\n")
        #expect(good.errors == "  WARNING: no file match pattern none.yml\n")
        let bad = RuleTestCheck(file: "bad.yml", sources: sources)
        #expect(!bad.isSuccess)
        #expect(bad.output == "\n\n\n")
        #expect(
            bad.errors.hasPrefix("  FAILED:\n    expr: \"1\", time: 0s,\n        exp: nil\n        got: {} 1E+00\n")
        )
        // The rules are read for each test.
        let wrong = RuleTestCheck(file: "wrong.yml", sources: sources)
        #expect(wrong.errors.split(separator: "\n").count == 5)
        #expect(
            RuleTestCheck(file: "absent.yml", sources: sources).errors
                == "  FAILED:\nabsent.yml: cannot be read: no such file\n"
        )
    }

    @Test func `scripts of the evaluator are counted, and failures have file and line`() {
        let sources = SettingsFixture.sources(files: [
            "good.test": "eval instant at 0 1 + 1\n  2\n", "bad.test": "clear\neval instant at 0 1 + 1\n  3\n",
            "wrong.test": "clear\nsing\n",
        ])
        let good = ScriptCheck(files: ["good.test"], sources: sources)
        #expect(good.isSuccess && good.errors == "")
        #expect(good.output == "good.test: 1 evaluations, all as expected\n")
        let all = ScriptCheck(files: ["bad.test", "good.test", "wrong.test", "absent.test"], sources: sources)
        #expect(!all.isSuccess)
        #expect(all.output.split(separator: "\n").count == 4)
        #expect(
            all.errors == """
                bad.test:2: 1 + 1: expected 3.0, got 2.0
                wrong.test:2: unknown command "sing": expected clear, load or eval
                absent.test: cannot be read: no such file

                """
        )
    }

    @Test func `evaluations that need native histograms are told apart, and are no failures`() {
        let script = """
            load 1m
              joins {{schema:0 sum:4 count:2}}
              players 3

            eval instant at 0 joins

            eval instant at 0 histogram_avg(joins)

            eval instant at 0 players
              players 3
            """
        let sources = SettingsFixture.sources(files: ["some.test": script])
        let check = ScriptCheck(files: ["some.test"], sources: sources)
        #expect(check.isSuccess)
        #expect(check.output == "some.test: 3 evaluations, 1 as expected, 2 not run (native histograms)\n")
        #expect(
            check.errors == """
                some.test:5: joins: not run: native histograms are not supported
                some.test:7: histogram_avg(joins): not run: native histograms are not supported
                some.test: 2 not run (native histograms)

                """
        )
        let bad = SettingsFixture.sources(files: ["bad.test": script + "\neval instant at 0 players\n  players 4"])
        let failed = ScriptCheck(files: ["bad.test"], sources: bad)
        #expect(!failed.isSuccess)
        #expect(failed.output == "bad.test: 4 evaluations, 1 failed, 2 not run (native histograms)\n")
    }
}
