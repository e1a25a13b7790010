import Alerting
import Remediation
import Telemetry

extension AgentCore {
    /// Evaluates what is due, and on a change also the groups that ask for action; then lets remediation look at it.
    mutating func evaluate(onChange: Bool, at now: Timestamp, into effects: inout [AgentEffect]) {
        var evaluations = engine.evaluate(at: now, over: &history)
        if onChange { evaluations += engine.evaluateRemediationGroups(at: now, over: &history) }
        guard !evaluations.isEmpty else { return }
        for evaluation in evaluations {
            statistics.count(evaluation)
            for failure in evaluation.failures {
                let facts = [
                    (name: "group", value: evaluation.group.name), (name: "rule", value: failure.rule),
                    (name: "error", value: "\(failure.error)"),
                ]
                effects.append(.log(LogLine(.warn, "A rule failed", facts)))
            }
            effects += evaluation.changes.compactMap { change in LogLine(change).map { .log($0) } }
        }
        perform(remediator.consider(alerts: engine.alerts, in: world(at: now), at: now), at: now, into: &effects)
    }
}
