import Alerting

/// Counts and times evaluations by group.
struct RuleStatistics: Sendable {
    struct Counts: Sendable {
        var evaluations = 0
        var failures = 0
        var missed = 0
        var lastDuration = Duration.zero
    }

    private(set) var byGroup: [RuleGroupID: Counts] = [:]

    mutating func count(_ evaluation: GroupEvaluation, took: Duration) {
        byGroup[evaluation.group, default: Counts()].evaluations += evaluation.evaluations
        byGroup[evaluation.group, default: Counts()].failures += evaluation.failures.count
        byGroup[evaluation.group, default: Counts()].missed += evaluation.missed
        byGroup[evaluation.group, default: Counts()].lastDuration = took
    }
}
