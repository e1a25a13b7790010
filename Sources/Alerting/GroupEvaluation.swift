public import Telemetry

/// What one evaluation of a group did.
public struct GroupEvaluation: Sendable, Equatable {
    /// A rule that failed.
    public struct Failure: Sendable, Equatable {
        /// The name of its alert or series.
        public let rule: String
        /// Why.
        public let error: RuleError
    }

    /// The group.
    public let group: RuleGroupID
    /// The time it was evaluated for: its slot, or the time of the change.
    public let timestamp: Timestamp
    /// How many slots before this one were skipped.
    public let missed: Int
    /// How many rules were evaluated, failed ones included.
    public let evaluations: Int
    /// The rules that failed, in file order.
    public let failures: [Failure]
    /// The alerts that took a step, in file order of their rules.
    public let changes: [AlertChange]
}
