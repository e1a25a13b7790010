import PromQL
public import Telemetry

/// One rule with what its evaluations left behind.
public struct RuleState: Sendable {
    /// How the last evaluation went; the words of Prometheus' API.
    public enum Health: String, Sendable, Hashable, CaseIterable {
        case ok, err, unknown
    }

    /// The rule.
    public let rule: Rule
    /// How the last evaluation went; `unknown` before the first.
    public private(set) var health = Health.unknown
    /// Why the last evaluation failed; nil when it did not.
    public private(set) var lastError: String?
    /// The time of the last evaluation, failed ones included.
    public private(set) var lastEvaluation: Timestamp?
    /// How long the last evaluation took.
    public private(set) var evaluationTime = Duration.zero
    /// The alerts; nil for a recording rule.
    public private(set) var alerts: AlertState?
    /// The name under which the history keeps what the rule writes.
    let source: History.Source
    /// Whether the last evaluation that succeeded wrote anything, so that there is something to end.
    private(set) var hasWritten = false

    /// Makes the state of a rule that was never evaluated.
    /// - Parameter place: the group and the rule's number among those of its name there.
    init(_ rule: Rule, in group: RuleGroupID, place: Int) {
        self.rule = rule
        source = History.Source("rule;\(group);\(rule.name);\(place)")
        if case .alerting(let rule) = rule { alerts = AlertState(rule) }
    }

    /// Takes over what the same rule left behind, after a reload.
    mutating func adopt(_ other: RuleState) {
        health = other.health
        lastError = other.lastError
        lastEvaluation = other.lastEvaluation
        evaluationTime = other.evaluationTime
        hasWritten = other.hasWritten && other.source == source
        if let old = other.alerts { alerts?.adopt(old) }
    }

    /// Evaluates the rule and writes its series.
    ///
    /// A failure writes nothing, so that series live on until lookback and alerts keep their state.
    /// - Parameters:
    ///   - now: the evaluation's time, before the query offset.
    ///   - group: the rule's group: its offset and limit.
    mutating func evaluate(
        at now: Timestamp,
        in group: RuleGroup,
        _ options: RuleEngine.Options,
        over history: inout History
    ) -> (changes: [AlertChange], error: RuleError?) {
        lastEvaluation = now
        let begin = options.stopwatch()
        defer { evaluationTime = options.stopwatch() - begin }
        do throws(RuleError) {
            let written = try result(at: now, in: group, options, over: history)
            health = .ok
            lastError = nil
            // A rule that is silent for long leaves no columns behind.
            if hasWritten || !written.series.isEmpty {
                history.record(written.series, from: source, at: now - group.queryOffset)
            }
            hasWritten = !written.series.isEmpty
            return (written.changes, nil)
        } catch {
            health = .err
            lastError = error.description
            return ([], error)
        }
    }

    private mutating func result(
        at now: Timestamp,
        in group: RuleGroup,
        _ options: RuleEngine.Options,
        over history: History
    ) throws(RuleError) -> (changes: [AlertChange], series: [(labels: LabelSet, value: Double)]) {
        let time = now - group.queryOffset
        let query = RuleQuery(evaluator: options.evaluator, time: time, history: history)
        switch rule {
        case .recording(let rule):
            return ([], try Self.series(of: rule, try query.elements(of: rule.expression), limit: group.limit))
        case .alerting(let rule):
            let result = try query.elements(of: rule.expression)
            let context = TemplateContext(
                labels: .empty,
                value: 0,
                externalLabels: options.externalLabels,
                externalURL: options.externalURL,
                now: now,
                query: { text in try query.elements(of: text) }
            )
            var state = alerts ?? AlertState(rule)
            defer { alerts = state }
            let changes = try state.evaluate(result: result, at: now, limit: group.limit, context: context)
            return (changes, state.series)
        }
    }

    private static func series(
        of rule: RecordingRule,
        _ elements: [VectorElement],
        limit: Int
    ) throws(RuleError) -> [(labels: LabelSet, value: Double)] {
        let own = rule.labels.map { Label($0.key, $0.value) } + [Label(LabelSet.metricName, rule.record)]
        var seen: Set<LabelSet> = []
        var series: [(labels: LabelSet, value: Double)] = []
        for element in elements {
            let labels = LabelSet(element.labels.labels + own)
            guard seen.insert(labels).inserted else { throw .duplicateSeries(labels) }
            series.append((labels, element.value))
        }
        if limit > 0, series.count > limit { throw .tooManySeries(count: series.count, limit: limit) }
        return series
    }

    /// Applies what was remembered of this rule's alerts.
    mutating func restore(_ remembered: [RememberedAlert], at now: Timestamp, _ options: RuleEngine.Options) {
        guard case .alerting(let rule) = rule, rule.holdDuration >= options.forGracePeriod else { return }
        for alert in remembered {
            if let activeAt = alert.activeAt(at: now, hold: rule.holdDuration, options) {
                alerts?.setActiveAt(activeAt, of: alert.labelSet)
            }
        }
    }
}

/// Evaluates expressions at one time over one version of the history.
private struct RuleQuery {
    let evaluator: Evaluator
    let time: Timestamp
    let history: History

    /// The elements of an instant vector; a scalar is one element without labels.
    func elements(of expression: Expression) throws(RuleError) -> [VectorElement] {
        let value: QueryValue
        do {
            value = try evaluator.instant(expression, at: time, over: history)
        } catch {
            throw .query("\(error)")
        }
        switch value {
        case .vector(let elements): return elements
        case .scalar(let value): return [VectorElement(labels: .empty, value: value)]
        case .matrix, .string: throw .notAVector
        }
    }

    /// The elements of an expression that a template holds.
    func elements(of text: String) throws(RuleError) -> [VectorElement] {
        let expression: Expression
        do {
            expression = try Expression(parsing: text)
        } catch {
            throw .query("\(error)")
        }
        return try elements(of: expression)
    }
}
