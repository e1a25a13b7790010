import Alerting
import Remediation
import Telemetry

extension AgentCore {
    /// Evaluates a group that is due.
    mutating func evaluate(_ group: RuleGroupID, at now: Timestamp, into effects: inout [AgentEffect]) {
        let evaluation = engine.evaluate(group, at: now, over: &history)
        heed([evaluation].compactMap(\.self), at: now, into: &effects)
    }

    /// Evaluates the groups that ask for action, since a server's state changed.
    mutating func evaluateChange(at now: Timestamp, into effects: inout [AgentEffect]) {
        let evaluations = engine.remediationGroups.compactMap { group in
            engine.evaluateOnChange(group, at: now, over: &history)
        }
        heed(evaluations, at: now, into: &effects)
    }

    /// Lets remediation look at what rules gave.
    private mutating func heed(
        _ evaluations: [GroupEvaluation],
        at now: Timestamp,
        into effects: inout [AgentEffect]
    ) {
        guard !evaluations.isEmpty else { return }
        for evaluation in evaluations {
            statistics.count(evaluation)
            effects += evaluation.failures.map { .log(LogLine($0, of: evaluation.group)) }
            effects += evaluation.changes.compactMap { change in LogLine(change).map { .log($0) } }
        }
        consider(at: now, into: &effects)
        // By now every alert that asks has its incident, so that the first message names it.
        for evaluation in evaluations { announce(evaluation.group, at: now) }
    }

    /// Lets remediation look at all alerts: those of our rules, and what others ask for by theirs.
    mutating func consider(at now: Timestamp, into effects: inout [AgentEffect]) {
        consideredAt = now
        requests.prune(at: now)
        let alerts = engine.alerts + requests.alerts
        perform(remediator.consider(alerts: alerts, in: world(at: now), at: now), at: now, into: &effects)
    }

    /// Lets remediation look at what others ask for when a server changed, and as often as rules are evaluated: there may be
    /// none of ours.
    mutating func considerRequests(isChange: Bool, at now: Timestamp, into effects: inout [AgentEffect]) {
        guard !requests.isEmpty, isChange || now - consideredAt >= plan.evaluationInterval else { return }
        consider(at: now, into: &effects)
    }
}
