import Alerting
import PromQL
import RuleTesting
import Telemetry
import Testing

struct RuleTestRunnerTests {
    private static func alerting(
        _ name: String,
        _ expression: String,
        hold: Duration = .zero,
        keep: Duration = .zero,
        labels: [String: String] = [:],
        annotations: [String: String] = [:]
    ) throws -> Rule {
        .alerting(
            AlertingRule(
                alert: name,
                expression: try Expression(parsing: expression),
                holdDuration: hold,
                keepFiringFor: keep,
                labels: labels,
                annotations: annotations
            )
        )
    }

    private static func recording(_ name: String, _ expression: String) throws -> Rule {
        .recording(RecordingRule(record: name, expression: try Expression(parsing: expression)))
    }

    private static func group(_ rules: [Rule], named name: String = "g") -> RuleGroup {
        RuleGroup(name: name, file: "f.yml", rules: rules)
    }

    private static func runner(_ groups: [RuleGroup] = [], every interval: Duration = .seconds(60)) -> RuleTestRunner {
        RuleTestRunner(groups: groups, evaluationInterval: interval)
    }

    private static func test(
        _ input: [String],
        alerts: [AlertCase] = [],
        expressions: [ExpressionCase] = []
    ) -> RuleTest {
        RuleTest(
            interval: .seconds(60),
            input: input.map { RuleTest.Input($0) },
            alertCases: alerts,
            expressionCases: expressions
        )
    }

    private static func down(_ minutes: Int, fires: Bool) -> AlertCase {
        AlertCase(
            time: .seconds(60 * minutes),
            alert: "Down",
            expected: fires ? [.init(labels: ["job": "a", "severity": "high"], annotations: ["text": "a is 0"])] : []
        )
    }

    private static func down(hold: Duration = .seconds(120), keep: Duration = .zero) throws -> RuleTestRunner {
        runner([
            group([
                try alerting(
                    "Down",
                    "up == 0",
                    hold: hold,
                    keep: keep,
                    labels: ["severity": "high"],
                    annotations: ["text": "{{ $labels.job }} is {{ $value }}"]
                )
            ])
        ])
    }

    // MARK: - Alerts

    @Test(arguments: zip(0...8, [false, false, false, true, true, false, false, false, false]))
    func `an alert fires once its for is over, and until its element is gone`(minute: Int, fires: Bool) throws {
        let runner = try Self.down()
        for claim in [true, false] {
            let test = Self.test(["up{job=\"a\"} 1 0 0 0 0 1x10"], alerts: [Self.down(minute, fires: claim)])
            #expect(runner.failures(of: test).isEmpty == (claim == fires))
        }
    }

    @Test(arguments: zip(0...5, [false, true, true, true, false, false]))
    func `keep_firing_for keeps an alert, and stale ends its element`(minute: Int, fires: Bool) throws {
        let runner = try Self.down(hold: .zero, keep: .seconds(120))
        let test = Self.test(["up{job=\"a\"} 1 0 stale"], alerts: [Self.down(minute, fires: fires)])
        #expect(runner.failures(of: test) == [])
    }

    @Test func `between two evaluations the earlier one counts`() throws {
        let runner = try Self.down(hold: .zero)
        let cases = [(59, false), (60, true), (119, true), (120, false)].map { seconds, fires in
            let minute = Self.down(0, fires: fires)
            return AlertCase(time: .seconds(seconds), alert: "Down", expected: minute.expected)
        }
        #expect(runner.failures(of: Self.test(["up{job=\"a\"} 1 0 1"], alerts: cases)) == [])
    }

    @Test func `a wrong alert is told as promtool tells it`() throws {
        var test = Self.test(
            ["up{job=\"a\"} 0x5", "up{job=\"b\"} 0x5"],
            alerts: [
                AlertCase(time: .seconds(300), alert: "Down", expected: [.init(labels: ["x": "é\"\n"])])
            ]
        )
        test.name = "named"
        let failures = try Self.down().failures(of: test)
        #expect(
            failures.map(\.description) == [
                """
                    name: named,
                    alertname: Down, time: 5m,\u{20}
                        exp:[
                            0:
                              Labels:{alertname="Down", x="é\\"\\n"}
                              Annotations:{}
                            ],\u{20}
                        got:[
                            0:
                              Labels:{alertname="Down", job="a", severity="high"}
                              Annotations:{text="a is 0"},
                            1:
                              Labels:{alertname="Down", job="b", severity="high"}
                              Annotations:{text="b is 0"}
                            ]
                """
            ]
        )
    }

    @Test func `a case without an alert's name fails its test`() {
        let test = Self.test(["up 1"], alerts: [AlertCase(time: .seconds(90_000), alert: "")])
        #expect(
            Self.runner().failures(of: test).map(\.description) == [
                "an item under alert_rule_test misses required attribute alertname at eval_time 25h"
            ]
        )
    }

    @Test func `templates see external labels and the external URL`() throws {
        let runner = Self.runner([
            Self.group([
                try Self.alerting("A", "up", annotations: ["t": "{{ $externalLabels.site }} {{ $externalURL }}"])
            ])
        ])
        var test = Self.test(
            ["up 1"],
            alerts: [AlertCase(time: .zero, alert: "A", expected: [.init(annotations: ["t": "fra http://x"])])]
        )
        #expect(runner.failures(of: test).count == 1)
        test.externalLabels = ["site": "fra"]
        test.externalURL = "http://x"
        #expect(runner.failures(of: test) == [])
    }

    // MARK: - Rules

    @Test func `groups run in the order that is asked for, and the unnamed count as first`() throws {
        let groups = [
            Self.group([try Self.recording("b", "a + 1")], named: "late"),
            Self.group([try Self.recording("a", "up")], named: "early"),
        ]
        let test = Self.test(
            ["up 1 2"],
            expressions: [.init("b", time: .seconds(60), expected: [.init(labels: "b", value: 3)])]
        )
        #expect(Self.runner(groups).failures(of: test).count == 1)
        let ordered = RuleTestRunner.ordered(groups, by: ["early", "late"])
        #expect(Self.runner(ordered).failures(of: test) == [])
        #expect(RuleTestRunner.ordered(groups, by: ["early"]).map(\.name) == ["late", "early"])
        #expect(RuleTestRunner.ordered(groups, by: ["x", "late"]).map(\.name) == ["early", "late"])
    }

    @Test func `a rule that fails ends its test`() throws {
        let runner = Self.runner([Self.group([try Self.recording("r", "up + on () group_left () up")])])
        let test = Self.test(
            ["up{a=\"1\"} 1x9", "up{a=\"2\"} _ _ 1x9"],
            expressions: [.init("up", time: .seconds(300))]
        )
        let failures = runner.failures(of: test)
        #expect(failures.count == 1)
        #expect(failures.first?.description.hasPrefix("    rule: r, time: 2m0s, err: ") == true)
    }

    @Test(arguments: [("7x2", 1), ("1x2", 0)])
    func `a rule may not contradict the series that are given`(values: String, count: Int) throws {
        let runner = Self.runner([Self.group([try Self.recording("r", "up")])])
        let failures = runner.failures(of: Self.test(["up 1x2", "r \(values)"]))
        #expect(
            failures.map(\.description)
                == Array(repeating: "    rule: r, time: 0s, err: duplicate sample for timestamp", count: count)
        )
    }

    @Test func `alerts are series for the rules after them`() throws {
        let runner = Self.runner([
            Self.group([
                try Self.alerting("A", "up == 0", hold: .seconds(60)), try Self.recording("n", "count(ALERTS)"),
            ])
        ])
        let test = Self.test(
            ["up 0x5"],
            expressions: [
                .init("n", time: .zero, expected: [.init(labels: "n", value: 1)]),
                .init(
                    "ALERTS",
                    time: .seconds(60),
                    expected: [.init(labels: #"ALERTS{alertname="A",alertstate="firing"}"#, value: 1)]
                ),
            ]
        )
        #expect(runner.failures(of: test) == [])
    }

    // MARK: - Expressions

    @Test(
        arguments: [
            ("up", 4, "", "        exp: nil\n        got: {__name__=\"up\"} 4E+00"),
            ("0 / 0", 4, "{} NaN", "        exp: {} NaN\n        got: {} NaN"),
            ("up > 9", 4, "{} 3.5e-7", "        exp: {} 3.5E-07\n        got: nil"),
        ]
    )
    func `a wrong sample is told as promtool tells it`(expression: String, minute: Int, expected: String, text: String)
    {
        let words = expected.split(separator: " ").map(String.init)
        let samples = words.isEmpty ? [] : [ExpressionCase.Expected(labels: words[0], value: Double(words[1]) ?? .nan)]
        let test = Self.test(
            ["up 0+1x9"],
            expressions: [.init(expression, time: .seconds(60 * minute), expected: samples)]
        )
        #expect(
            Self.runner().failures(of: test).map(\.description) == [
                "    expr: \"\(expression)\", time: \(minute)m,\n\(text)"
            ]
        )
    }

    @Test(
        arguments: [
            ("up +", "{}", "1:5: parse error: unexpected end of input"),
            ("up[5m]", "{}", "rule result is not a vector or scalar"),
            ("\"x\"", "{}", "rule result is not a vector or scalar"),
        ]
    )
    func `an expression that cannot be computed says why`(expression: String, labels: String, reason: String) {
        let test = Self.test(
            ["up 1x9"],
            expressions: [.init(expression, time: .zero, expected: [.init(labels: labels, value: 1)])]
        )
        let failures = Self.runner().failures(of: test)
        #expect(failures == [.expression(expression, time: .zero, reason: reason)])
    }

    @Test func `labels that cannot be read say where`() {
        let test = Self.test(
            ["up 1"],
            expressions: [.init("up", time: .zero, expected: [.init(labels: "{", value: 1)])]
        )
        let text = Self.runner().failures(of: test).map(\.description).joined()
        #expect(text.hasPrefix("    expr: \"up\", time: 0s, err: labels \"{\": 1:2: parse error: "))
    }

    @Test func `values after the last evaluation are not seen`() {
        let test = RuleTest(
            interval: .seconds(30),
            input: [.init("up 1 2 3 4")],
            expressionCases: [.init("up", time: .seconds(90), expected: [.init(labels: "up", value: 3)])]
        )
        #expect(Self.runner().failures(of: test) == [])
        #expect(Self.runner(every: .seconds(30)).failures(of: test).count == 1)
    }

    @Test(
        arguments: [
            ("up 1 _x3 9", 240.0, "up", 9.0), ("up 10-2x4", 240, "up", 2), ("up 5x4", 240, "up", 5),
            ("up 1 2 stale 4", 180, "up", 4), ("up 1+1x9", 540, "sum_over_time(up[2m:1m])", 19),
        ]
    )
    func `input is written in the notation of series`(input: String, second: Double, expression: String, value: Double)
    {
        let name = expression == "up" ? "up" : "{}"
        let test = Self.test(
            [input],
            expressions: [.init(expression, time: .seconds(second), expected: [.init(labels: name, value: value)])]
        )
        #expect(Self.runner().failures(of: test) == [])
    }

    @Test func `of a series that is given twice the later one stands`() {
        let test = Self.test(
            ["up 1x5", "other _ 2", "up 2x2"],
            expressions: [
                .init("up", time: .seconds(60), expected: [.init(labels: "up", value: 2)]),
                .init("other", time: .seconds(60), expected: [.init(labels: "other", value: 2)]),
                .init("up", time: .seconds(480)),
            ]
        )
        #expect(Self.runner().failures(of: test) == [])
    }

    @Test func `without an interval only the first value counts`() {
        let test = RuleTest(
            input: [.init("up 1 2 3")],
            expressionCases: [.init("up", time: .seconds(60), expected: [.init(labels: "up", value: 1)])]
        )
        #expect(Self.runner().failures(of: test) == [])
    }

    @Test func `every series that cannot be read is told with its place, and nothing is run`() {
        let test = RuleTest(
            interval: .seconds(60),
            input: [.init("up{", at: "t.yml:3:5"), .init("up 1 foo"), .init("{} 1")],
            expressionCases: [.init("up", time: .zero, expected: [.init(labels: "up", value: 1)])]
        )
        let texts = Self.runner().failures(of: test).map(\.description)
        #expect(texts.count == 3)
        #expect(texts.first?.hasPrefix("t.yml:3:5: 1:") == true)
        #expect(texts.last == "empty labelset: invalid sample")
    }

    @Test(arguments: [
        (0, "0s"), (1_500, "1s500ms"), (90_000_000, "25h"), (86_400_000, "1d"), (604_800_000, "1w"),
        (5_400_000, "1h30m"),
    ])
    func `a case's time is written as Prometheus writes durations`(milliseconds: Int, text: String) {
        let failure = RuleTestFailure.expression("x", time: .milliseconds(milliseconds), reason: "y")
        #expect(failure.description == "    expr: \"x\", time: \(text), err: y")
    }

    @Test func `an expression may hold ten thousand samples, as with promtool`() {
        func failures(_ count: Int) -> Int {
            let test = RuleTest(
                interval: .seconds(1),
                input: [.init("up 1x\(count)")],
                expressionCases: [
                    .init(
                        "count(count_over_time(up[1d]))",
                        time: .seconds(count),
                        expected: [.init(labels: "{}", value: 1)]
                    )
                ]
            )
            return Self.runner(every: .seconds(3_600)).failures(of: test).count
        }
        #expect(failures(3_600) == 0)
        #expect(failures(10_800) == 1)
    }
}
