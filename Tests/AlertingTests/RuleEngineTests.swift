import Alerting
import PromQL
import Telemetry
import Testing

private func at(_ seconds: Double) -> Timestamp { Timestamp(secondsSince1970: 1_000_000 + seconds) }

/// An engine over a history that a test writes by hand.
private struct Bench {
    static let id = RuleGroupID(file: "rules.yml", name: "group")

    var engine: RuleEngine
    var history = History(retention: .seconds(7_200))

    init(_ groups: RuleGroup..., startingAt now: Timestamp = at(0)) {
        engine = RuleEngine(groups, options: .init(evaluationInterval: .seconds(15)), startingAt: now)
    }

    mutating func see(_ series: [(labels: LabelSet, value: Double)], at now: Timestamp) {
        history.record(series, from: .init("test"), at: now)
    }

    /// Evaluates the one group at a time of the test's choice, as on a change.
    @discardableResult
    mutating func evaluate(at now: Timestamp) throws -> GroupEvaluation {
        try #require(engine.evaluateOnChange(Self.id, at: now, over: &history))
    }

    /// Evaluates what asks for remediation, as the agent does when something changed.
    mutating func evaluateOnChange(at now: Timestamp) -> [GroupEvaluation] {
        engine.remediationGroups.compactMap { engine.evaluateOnChange($0, at: now, over: &history) }
    }

    /// The newest value of each series of a name; nil for one that ended.
    func newest(_ name: String, at now: Timestamp) -> [LabelSet: Double] {
        let series = history.select([.metricName(name)], after: now - .seconds(300), through: now)
        return Dictionary(
            series.compactMap { series in
                series.samples.last.flatMap { $0.value.isStaleMarker ? nil : (series.labels, $0.value) }
            }
        ) { first, _ in first }
    }
}

private func group(
    _ rules: Rule...,
    name: String = "group",
    interval: Duration? = nil,
    offset: Duration = .zero,
    limit: Int = 0
) -> RuleGroup {
    RuleGroup(name: name, file: "rules.yml", interval: interval, queryOffset: offset, limit: limit, rules: rules)
}

private func alert(
    _ name: String,
    _ text: String,
    hold: Int = 0,
    labels: [String: String] = [:],
    annotations: [String: String] = [:]
) throws -> Rule {
    .alerting(
        AlertingRule(
            alert: name,
            expression: try Expression(parsing: text),
            holdDuration: .seconds(hold),
            labels: labels,
            annotations: annotations
        )
    )
}

private func record(_ name: String, _ text: String, labels: [String: String] = [:]) throws -> Rule {
    .recording(RecordingRule(record: name, expression: try Expression(parsing: text), labels: labels))
}

private let downA: LabelSet = ["__name__": "down", "job": "a"]
private let downB: LabelSet = ["__name__": "down", "job": "b"]

struct RuleEngineTests {
    // MARK: - Slots

    @Test func `a group is evaluated once in each slot, at the slot's time`() throws {
        var bench = Bench(group(try alert("Down", "down"), interval: .seconds(10)))
        let first = try #require(bench.engine.nextEvaluation)
        #expect(first >= at(0) && first - at(0) < .seconds(10))
        #expect(bench.engine.dueGroups(at: first - .milliseconds(1)).isEmpty)
        #expect(bench.engine.evaluate(at: first - .milliseconds(1), over: &bench.history).isEmpty)
        let evaluation = try #require(bench.engine.evaluate(at: first + .milliseconds(300), over: &bench.history).first)
        #expect(evaluation.timestamp == first && evaluation.missed == 0 && evaluation.evaluations == 1)
        #expect(bench.engine.evaluate(at: first + .milliseconds(400), over: &bench.history).isEmpty)
        #expect(bench.engine.nextEvaluation == first + .seconds(10))
    }

    @Test func `missed slots are skipped and counted`() throws {
        var bench = Bench(group(try alert("Down", "down"), interval: .seconds(10)))
        let first = try #require(bench.engine.nextEvaluation)
        _ = bench.engine.evaluate(at: first, over: &bench.history)
        let late = try #require(bench.engine.evaluate(at: first + .seconds(47), over: &bench.history).first)
        #expect(late.timestamp == first + .seconds(40) && late.missed == 3)
        #expect(bench.engine.groups[0].missed == 3)
        #expect(bench.engine.nextEvaluation == first + .seconds(50))
    }

    @Test func `a group keeps its place over restarts, and groups spread`() throws {
        let names = (0..<20).map { "group\($0)" }
        let groups = try names.map { group(try alert("Down", "down"), name: $0, interval: .seconds(60)) }
        let engine = RuleEngine(groups, startingAt: at(0))
        let later = RuleEngine(groups, startingAt: at(6_001))
        for (one, other) in zip(engine.groups, later.groups) {
            #expect((other.nextEvaluation - one.nextEvaluation).wholeMilliseconds % 60_000 == 0)
        }
        #expect(Set(engine.groups.map(\.nextEvaluation)).count > 15)
    }

    @Test func `a clock that was set back does not stop the rules`() throws {
        var bench = Bench(group(try alert("Down", "down"), interval: .seconds(10)))
        _ = bench.engine.evaluate(at: at(3_600), over: &bench.history)
        let evaluation =
            bench.engine.evaluate(at: at(0), over: &bench.history)
            + bench.engine.evaluate(at: at(10), over: &bench.history)
        #expect(evaluation.count == 1)
    }

    // MARK: - Results

    @Test func `rules run in order, each over what the ones before it wrote`() throws {
        var bench = Bench(
            group(
                try record("job:down", "down", labels: ["team": "ops"]),
                try record("job:again", "job:down", labels: ["job": ""]),
                try alert("Down", "job:again", annotations: ["summary": "{{ $labels.team }}"])
            )
        )
        bench.see([(downA, 3)], at: at(0))
        try bench.evaluate(at: at(1))
        #expect(bench.newest("job:down", at: at(1)) == [["__name__": "job:down", "job": "a", "team": "ops"]: 3])
        #expect(bench.newest("job:again", at: at(1)) == [["__name__": "job:again", "team": "ops"]: 3])
        let alert = try #require(bench.engine.alerts.first)
        #expect(alert.labels == ["alertname": "Down", "team": "ops"] && alert.value == 3)
        #expect(alert.annotations == ["summary": "ops"])
    }

    @Test func `a series that a rule no longer gives ends`() throws {
        var bench = Bench(group(try record("job:down", "down")))
        bench.see([(downA, 1), (downB, 1)], at: at(0))
        try bench.evaluate(at: at(1))
        #expect(bench.newest("job:down", at: at(1)).count == 2)
        bench.see([(downB, 1)], at: at(2))
        try bench.evaluate(at: at(3))
        #expect(bench.newest("job:down", at: at(3)).keys.map { $0["job"] } == ["b"])
    }

    @Test func `alerts are written as series, and the old state ends with a change`() throws {
        var bench = Bench(group(try alert("Down", "down", hold: 10, labels: ["severity": "info"])))
        bench.see([(downA, 1)], at: at(0))
        #expect(try bench.evaluate(at: at(1)).changes.map(\.step) == [.pending])
        let base: LabelSet = ["__name__": "ALERTS", "alertname": "Down", "job": "a", "severity": "info"]
        #expect(bench.newest("ALERTS", at: at(1)) == [base.setting("alertstate", to: "pending"): 1])
        #expect(bench.newest("ALERTS_FOR_STATE", at: at(1)).values.first == 1_000_001)
        #expect(try bench.evaluate(at: at(11)).changes.map(\.step) == [.firing])
        #expect(bench.newest("ALERTS", at: at(11)) == [base.setting("alertstate", to: "firing"): 1])
        bench.see([], at: at(12))
        #expect(try bench.evaluate(at: at(13)).changes.map(\.step) == [.resolved])
        #expect(bench.newest("ALERTS", at: at(13)).isEmpty && bench.newest("ALERTS_FOR_STATE", at: at(13)).isEmpty)
        #expect(bench.engine.alerts.isEmpty && bench.engine.resolvedAlerts.count == 1)
    }

    @Test func `a query offset evaluates and writes in the past`() throws {
        var bench = Bench(group(try record("job:down", "down"), offset: .seconds(30)))
        bench.see([(downA, 1)], at: at(0))
        bench.see([(downA, 2)], at: at(20))
        try bench.evaluate(at: at(40))
        #expect(bench.newest("job:down", at: at(10)).values.first == 1)
        #expect(bench.newest("job:down", at: at(9)).isEmpty)
    }

    @Test func `a template's query sees the history`() throws {
        let query = #"{{ with printf "info{job=%q}" $labels.job | query }}{{ . | first | label "name" }}{{ end }}"#
        var bench = Bench(group(try alert("Down", "down", annotations: ["name": query])))
        bench.see([(downA, 1), (["__name__": "info", "job": "a", "name": "Alpha"], 1)], at: at(0))
        try bench.evaluate(at: at(1))
        #expect(bench.engine.alerts.first?.annotations == ["name": "Alpha"])
    }

    // MARK: - Failures

    @Test func `a rule that fails stops no other, and its alerts keep their state`() throws {
        var bench = Bench(
            group(
                try alert("Same", "down", labels: ["job": "same"]),
                try record("job:same", "down", labels: ["job": "same"]),
                try alert("Down", "down")
            )
        )
        bench.see([(downA, 1)], at: at(0))
        #expect(try bench.evaluate(at: at(1)).failures.isEmpty)
        #expect(bench.engine.groups[0].rules.map(\.health) == [.ok, .ok, .ok])
        bench.see([(downA, 1), (downB, 1)], at: at(2))
        let evaluation = try bench.evaluate(at: at(3))
        #expect(evaluation.failures.map(\.rule) == ["Same", "job:same"])
        #expect(evaluation.evaluations == 3)
        #expect(bench.engine.groups[0].rules.map(\.health) == [.err, .err, .ok])
        #expect(
            bench.engine.groups[0].rules[0].lastError?.contains("same labelset after applying alert labels") == true
        )
        #expect(bench.engine.groups[0].failures == 2 && bench.engine.groups[0].evaluations == 6)
        #expect(
            bench.engine.alerts.map { "\($0.name) \($0.labels["job"] ?? "")" } == ["Same same", "Down a", "Down b"]
        )
        #expect(bench.newest("job:same", at: at(3)).count == 1)
        bench.see([(downA, 1)], at: at(4))
        #expect(try bench.evaluate(at: at(5)).failures.isEmpty)
        #expect(bench.engine.groups[0].rules[0].lastError == nil)
        #expect(bench.engine.alerts.first?.activeAt == at(1))
    }

    @Test func `an expression that cannot be evaluated is the rule's error`() throws {
        var bench = Bench(group(try alert("Bad", "down + on () down"), try alert("Down", "down")))
        bench.see([(downA, 1), (downB, 1)], at: at(0))
        let evaluation = try bench.evaluate(at: at(1))
        #expect(evaluation.failures.map(\.rule) == ["Bad"])
        #expect(evaluation.failures.map(\.error.reason) == ["query"])
        #expect(bench.engine.alerts.count == 2)
    }

    @Test func `a limit holds for each rule of a group`() throws {
        var bench = Bench(group(try record("job:down", "down"), try alert("Down", "down"), limit: 1))
        bench.see([(downA, 1), (downB, 1)], at: at(0))
        let errors = try bench.evaluate(at: at(1)).failures.map(\.error)
        #expect(errors == [.tooManySeries(count: 2, limit: 1), .tooManyAlerts(count: 2, limit: 1)])
        #expect(bench.engine.alerts.isEmpty && bench.newest("job:down", at: at(1)).isEmpty)
    }

    // MARK: - Changes

    @Test func `groups that ask for remediation can be evaluated on a change, and for stays in force`() throws {
        let crashed = try alert("Crashed", "down", hold: 15, labels: ["remediation": "restart-crashed"])
        var bench = Bench(
            group(crashed, name: "acting", interval: .seconds(10)),
            group(try alert("Down", "down"), interval: .seconds(10))
        )
        bench.see([(downA, 1)], at: at(1))
        #expect(bench.engine.remediationGroups.map(\.name) == ["acting"])
        let first = bench.evaluateOnChange(at: at(1))
        #expect(first.map(\.group.name) == ["acting"] && first.flatMap(\.changes).map(\.step) == [.pending])
        #expect(bench.evaluateOnChange(at: at(1)).isEmpty)
        #expect(bench.evaluateOnChange(at: at(15)).flatMap(\.changes).isEmpty)
        let fired = bench.evaluateOnChange(at: at(16))
        #expect(fired.flatMap(\.changes).map(\.step) == [.firing])
        #expect(fired.first?.changes.first?.alert.labels["remediation"] == "restart-crashed")
    }

    @Test func `a change serves the slot that is due, and time never runs backwards`() throws {
        var bench = Bench(group(try alert("Down", "down", labels: ["remediation": "x"]), interval: .seconds(10)))
        let slot = try #require(bench.engine.nextEvaluation)
        try bench.evaluate(at: slot + .seconds(1))
        #expect(bench.engine.nextEvaluation == slot + .seconds(10))
        #expect(bench.engine.evaluate(at: slot + .seconds(1), over: &bench.history).isEmpty)
        #expect(
            bench.engine.evaluate(at: slot + .seconds(10), over: &bench.history).map(\.timestamp) == [
                slot + .seconds(10)
            ]
        )
    }

    // MARK: - Reloads and restarts

    @Test func `a reload keeps the alerts of rules that stay and ends the series of those that go`() throws {
        let kept = try alert("Down", "down", hold: 60)
        var bench = Bench(group(try record("job:down", "down"), kept))
        bench.see([(downA, 1)], at: at(0))
        try bench.evaluate(at: at(1))
        bench.engine.reload([group(try alert("New", "down"), kept)], at: at(2), over: &bench.history)
        #expect(bench.engine.alerts.map(\.activeAt) == [at(1)])
        #expect(bench.newest("job:down", at: at(2)).isEmpty)
        #expect(bench.newest("ALERTS", at: at(2)).count == 1)
        #expect(
            try bench.evaluate(at: at(61)).changes.map { "\($0.alert.name) \($0.step.rawValue)" } == [
                "New firing", "Down firing",
            ]
        )
        bench.engine.reload([], at: at(62), over: &bench.history)
        #expect(bench.engine.nextEvaluation == nil && bench.newest("ALERTS", at: at(62)).isEmpty)
    }

    @Test func `a rule that is changed ends its old series even when it gives nothing`() throws {
        var bench = Bench(group(try record("job:down", "down", labels: ["team": "a"])))
        bench.see([(downA, 1)], at: at(0))
        try bench.evaluate(at: at(1))
        bench.engine.reload(
            [group(try record("job:down", "up", labels: ["team": "b"]))],
            at: at(2),
            over: &bench.history
        )
        try bench.evaluate(at: at(3))
        #expect(bench.newest("job:down", at: at(3)).isEmpty)
    }

    @Test func `a silent rule leaves nothing in the history`() throws {
        var bench = Bench(group(try alert("Down", "down"), try record("job:down", "down")))
        bench.see([(downA, 1)], at: at(0))
        try bench.evaluate(at: at(1))
        bench.see([], at: at(2))
        for second in 3...50 { try bench.evaluate(at: at(Double(second))) }
        #expect(bench.history.size.samples == 4)
        #expect(bench.newest("job:down", at: at(50)).isEmpty && bench.newest("ALERTS", at: at(50)).isEmpty)
    }

    /// A `for` of 30m: how long the alert was active when the agent died, the outage, and the wait after the second evaluation.
    @Test(arguments: [
        (600, 60, 1_200), (1_200, 60, 600), (1_200, 900, 600), (1_200, 3_000, 600), (1_500, 60, 600), (1_800, 60, 10),
    ])
    func `a long for goes on after a short outage`(active: Int, outage: Int, wait: Int) throws {
        #expect(try waited(active: active, outage: outage) == wait + 10)
    }

    @Test func `a long for begins again after a long outage`() throws {
        #expect(try waited(active: 1_200, outage: 3_700) == 1_800)
    }

    /// How long after its first evaluation a new engine fires an alert that an old one had for a time.
    private func waited(active: Int, outage: Int) throws -> Int {
        let rules = group(try alert("Down", "down", hold: 1_800))
        var bench = Bench(rules)
        for second in stride(from: 0, through: active, by: 60) {
            bench.see([(downA, 1)], at: at(Double(second)))
            try bench.evaluate(at: at(Double(second)))
        }
        let memory = bench.engine.memory
        #expect(memory.map(\.activeAt) == [at(0)] && memory.map(\.lastSeen) == [at(Double(active))])

        let back = active + outage - 10
        var second = Bench(rules, startingAt: at(Double(back)))
        second.engine.restore(memory)
        for step in stride(from: 0, through: 2_400, by: 10) {
            second.see([(downA, 1)], at: at(Double(back + step)))
            let evaluation = try second.evaluate(at: at(Double(back + step)))
            if evaluation.changes.contains(where: { $0.step == .firing }) { return step }
        }
        return .max
    }

    @Test func `a short for begins again after a restart`() throws {
        let rules = group(try alert("Down", "down", hold: 300))
        var bench = Bench(rules)
        bench.see([(downA, 1)], at: at(0))
        try bench.evaluate(at: at(0))
        var second = Bench(rules, startingAt: at(100))
        second.engine.restore(bench.engine.memory)
        second.see([(downA, 1)], at: at(100))
        try second.evaluate(at: at(100))
        try second.evaluate(at: at(110))
        #expect(second.engine.alerts.map(\.activeAt) == [at(100)])
    }
}
