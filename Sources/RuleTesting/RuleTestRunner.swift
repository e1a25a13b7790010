public import Alerting
internal import PromQL
internal import Telemetry

/// Runs rule tests as `promtool test rules` does.
///
/// All groups are evaluated at 1970-01-01 and each interval after it, whatever interval they name, up to the latest time
/// that a case asks for. Series are known up to the last evaluation, so that an expression that is asked for between two
/// evaluations does not see values that came after the first of them.
public struct RuleTestRunner: Sendable {
    /// How many samples an expression may hold, as promtool has it.
    static let sampleLimit = 10_000

    private let groups: [RuleGroup]
    private let interval: Duration

    /// Makes a runner.
    /// - Parameters:
    ///   - groups: the groups in the order in which they are evaluated.
    ///   - evaluationInterval: the time between two evaluations; zero counts as a minute.
    public init(groups: [RuleGroup], evaluationInterval: Duration) {
        self.groups = groups
        interval = evaluationInterval > .zero ? evaluationInterval : .seconds(60)
    }

    /// The groups in the order of a list of names; those that it does not name count as its first.
    public static func ordered(_ groups: [RuleGroup], by names: [String]) -> [RuleGroup] {
        let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        return groups.enumerated()
            .sorted { (places[$0.element.name] ?? 0, $0.offset) < (places[$1.element.name] ?? 0, $1.offset) }
            .map(\.element)
    }

    /// Runs a test.
    /// - Returns: what is wrong, in promtool's order: alerts by time, then expressions in file order. Empty when nothing is.
    public func failures(of test: RuleTest) -> [RuleTestFailure] {
        var failures: [RuleTestFailure] = []
        let series = test.input.compactMap { input -> SeriesNotation? in
            do {
                let series = try SeriesNotation(parsing: input.text)
                if series.labels.isEmpty { failures.append(.input(input, reason: "empty labelset: invalid sample")) }
                return series
            } catch {
                failures.append(.input(input, reason: "\(error)"))
                return nil
            }
        }
        guard failures.isEmpty else { return failures }
        if let unnamed = test.alertCases.first(where: { $0.alert.isEmpty }) {
            return [.unnamedAlert(test: test.name, time: unnamed.time)]
        }
        var run = RuleTestRun(
            test,
            groups: groups,
            interval: interval,
            input: TestInput(series, interval: test.interval)
        )
        return run.failures()
    }
}

/// One test as it runs.
private struct RuleTestRun {
    let test: RuleTest
    let interval: Duration
    let evaluator: Evaluator
    var input: TestInput
    var engine: RuleEngine
    // Longer than any test lasts.
    var history = History(retention: .seconds(1_000_000_000_000))

    init(_ test: RuleTest, groups: [RuleGroup], interval: Duration, input: TestInput) {
        self.test = test
        self.interval = interval
        self.input = input
        evaluator = Evaluator(sampleLimit: RuleTestRunner.sampleLimit, subqueryStep: interval)
        let options = RuleEngine.Options(
            evaluationInterval: interval,
            evaluator: evaluator,
            externalLabels: test.externalLabels,
            externalURL: test.externalURL
        )
        engine = RuleEngine(groups, options: options, startingAt: .start)
    }

    mutating func failures() -> [RuleTestFailure] {
        var failures: [RuleTestFailure] = []
        let cases = Dictionary(grouping: test.alertCases, by: \.time)
        var times = cases.keys.sorted()[...]
        var elapsed = Duration.zero
        while elapsed <= test.end {
            let errors = evaluate(at: elapsed)
            failures += errors
            guard errors.isEmpty else { return failures }
            while let time = times.first, time < elapsed + interval {
                failures += (cases[time] ?? []).compactMap(failure)
                times.removeFirst()
            }
            elapsed += interval
        }
        return failures + test.expressionCases.compactMap(failure)
    }

    /// Evaluates all groups; returns the rules that failed.
    private mutating func evaluate(at elapsed: Duration) -> [RuleTestFailure] {
        let now = Timestamp.start + elapsed
        let given = input.load(through: now, into: &history)
        var failures: [RuleTestFailure] = []
        for group in engine.groups {
            let evaluation = engine.evaluateOnChange(group.group.id, at: now, over: &history)
            for failure in evaluation?.failures ?? [] {
                failures.append(.rule(name: failure.rule, time: elapsed, reason: "\(failure.error)"))
            }
            for rule in group.group.rules where isContradicted(rule, by: given, at: now) {
                failures.append(.rule(name: rule.name, time: elapsed, reason: "duplicate sample for timestamp"))
            }
        }
        return failures
    }

    /// Whether a rule wrote another value than the test gives for the same series and time.
    private func isContradicted(_ rule: Rule, by given: [LabelSet: Double], at now: Timestamp) -> Bool {
        guard case .recording(let rule) = rule else { return false }
        guard given.keys.contains(where: { $0[LabelSet.metricName] == rule.record }) else { return false }
        let written = history.select([.metricName(rule.record)], after: now - .milliseconds(1), through: now)
        return written.contains { series in
            guard let expected = given[series.labels], let sample = series.samples.last else { return false }
            return expected.bitPattern != sample.value.bitPattern
        }
    }

    // MARK: - Cases

    private func failure(of alertCase: AlertCase) -> RuleTestFailure? {
        let found = engine.groups.flatMap(\.rules).filter { $0.rule.name == alertCase.alert }
            .flatMap { $0.alerts?.active ?? [] }
            .filter { $0.state == .firing }
            .map { ComparedAlert(labels: $0.labels.labels, annotations: $0.annotations) }
            .sorted()
        let expected = alertCase.expected.map { alert in
            let labels = alert.labels.merging(["alertname": alertCase.alert]) { $1 }
            return ComparedAlert(labels: labels.map { Label($0.key, $0.value) }, annotations: alert.annotations)
        }
        .sorted()
        guard found != expected else { return nil }
        return .alerts(
            test: test.name,
            alert: alertCase.alert,
            time: alertCase.time,
            expected: expected,
            found: found
        )
    }

    private func failure(of expressionCase: ExpressionCase) -> RuleTestFailure? {
        let source = expressionCase.expression
        func failed(_ reason: String) -> RuleTestFailure {
            .expression(source, time: expressionCase.time, reason: reason)
        }
        let found: [ComparedSample]
        do {
            let expression = try Expression(parsing: source)
            let value = try evaluator.instant(expression, at: .start + expressionCase.time, over: history)
            switch value {
            case .vector(let elements): found = elements.map { ComparedSample(labels: $0.labels, value: $0.value) }
            case .scalar(let number): found = [ComparedSample(labels: .empty, value: number)]
            case .matrix, .string: return failed("\(RuleError.notAVector)")
            }
        } catch {
            return failed("\(error)")
        }
        var expected: [ComparedSample] = []
        for sample in expressionCase.expected {
            do {
                let labels = try SeriesNotation.labels(sample.labels)
                expected.append(ComparedSample(labels: labels, value: sample.value))
            } catch {
                return failed("labels \(GoPrintf.quoted(sample.labels)): \(error)")
            }
        }
        let sorted = (expected: Self.sorted(expected), found: Self.sorted(found))
        guard sorted.expected != sorted.found else { return nil }
        return .samples(source, time: expressionCase.time, expected: sorted.expected, found: sorted.found)
    }

    private static func sorted(_ samples: [ComparedSample]) -> [ComparedSample] {
        samples.sorted { ($0.labels, $0.value) < ($1.labels, $1.value) }
    }
}
