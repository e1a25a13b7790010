import Alerting

/// Counts evaluations by group.
struct RuleStatistics: Sendable {
    struct Counts: Sendable {
        var evaluations = 0
        var failures = 0
        var missed = 0
    }

    private(set) var byGroup: [RuleGroupID: Counts] = [:]

    mutating func count(_ evaluation: GroupEvaluation) {
        byGroup[evaluation.group, default: Counts()].evaluations += evaluation.evaluations
        byGroup[evaluation.group, default: Counts()].failures += evaluation.failures.count
        byGroup[evaluation.group, default: Counts()].missed += evaluation.missed
    }
}
