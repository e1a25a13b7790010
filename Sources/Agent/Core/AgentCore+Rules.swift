import Alerting
import Remediation
import Telemetry

extension AgentCore {
    /// Evaluates what is due, and on a change also the groups that ask for action; then lets remediation look at it.
    mutating func evaluate(onChange: Bool, at now: Timestamp, into effects: inout [AgentEffect]) {
        var evaluations = engine.dueGroups(at: now).compactMap { group in
            timed { $0.engine.evaluate(group, at: now, over: &$0.history) }
        }
        if onChange {
            evaluations += engine.remediationGroups.compactMap { group in
                timed { $0.engine.evaluateOnChange(group, at: now, over: &$0.history) }
            }
        }
        guard !evaluations.isEmpty else { return }
        for evaluation in evaluations {
            effects += evaluation.failures.map { .log(LogLine($0, of: evaluation.group)) }
            effects += evaluation.changes.compactMap { change in LogLine(change).map { .log($0) } }
        }
        perform(remediator.consider(alerts: engine.alerts, in: world(at: now), at: now), at: now, into: &effects)
    }

    /// Evaluates one group against the stopwatch, and counts it.
    private mutating func timed(_ evaluate: (inout AgentCore) -> GroupEvaluation?) -> GroupEvaluation? {
        let begin = stopwatch()
        guard let evaluation = evaluate(&self) else { return nil }
        statistics.count(evaluation, took: stopwatch() - begin)
        return evaluation
    }
}
