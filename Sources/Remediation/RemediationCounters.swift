public import Telemetry

/// What happened since the agent started, for the metrics `pterowatch_remediation…`.
public struct RemediationCounters: Sendable, Equatable {
    /// Labels of `pterowatch_remediations_total`.
    public struct Attempt: Sendable, Hashable {
        /// The policy.
        public let policy: String
        /// The step's label.
        public let step: String
        /// The outcome.
        public let outcome: Outcome

        /// Makes the labels.
        public init(policy: String, step: String, outcome: Outcome) {
            self.policy = policy
            self.step = step
            self.outcome = outcome
        }
    }

    /// Labels of `pterowatch_remediations_refused_total`.
    public struct Refusal: Sendable, Hashable {
        /// The policy asked for, as configured; empty for one that is not, so that rules cannot make up label values.
        public let policy: String
        /// The guard's reason.
        public let reason: RefusalReason

        /// Makes the labels.
        public init(policy: String, reason: RefusalReason) {
            self.policy = policy
            self.reason = reason
        }
    }

    /// The bucket bounds of `pterowatch_remediation_recovery_seconds`.
    public static let recoveryBounds: [Double] = [15, 30, 60, 120, 180, 300, 600, 1_200, 3_600]

    /// Closed attempts.
    public internal(set) var attempts: [Attempt: Int] = [:]
    /// Refusals: once for each change of reason of an incident.
    public internal(set) var refusals: [Refusal: Int] = [:]
    /// Seconds from when a server was seen broken, its incident being open, until it was seen running after the act, by policy.
    public internal(set) var recoverySeconds: [String: HistogramAccumulator] = [:]

    mutating func count(_ intent: Intent, _ outcome: Outcome) {
        attempts[Attempt(policy: intent.incident.policy, step: intent.action.label, outcome: outcome), default: 0] += 1
    }

    mutating func countRefusal(policy: String, _ reason: RefusalReason) {
        refusals[Refusal(policy: policy, reason: reason), default: 0] += 1
    }

    mutating func countRecovery(policy: String, after duration: Duration) {
        recoverySeconds[policy, default: HistogramAccumulator(bounds: Self.recoveryBounds)]
            .observe(max(0, duration.inSeconds))
    }
}
