import Telemetry

/// Something that must never happen, and happened.
package struct Failure: Sendable {
    /// What of it.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An action on a server that had to be left alone, or against what a guard promises.
        case falseAction = "false action"
        /// A start while an earlier one was unverified, or after one had succeeded.
        case duplicateAction = "duplicate action"
        /// A server that should have been up, and stayed down for longer than the bound.
        case missedRecovery = "missed recovery"
        /// A reason in the ledger that does not hold, or none, for a server that was left alone.
        case wrongReason = "wrong reason"
    }

    /// What of it.
    package let kind: Kind
    /// The incident's number in the campaign; that of the episode's first one for a server that nothing befell.
    package let incident: Int
    /// The incident's kind.
    package let row: String
    /// The server.
    package let server: String
    /// So long after the incident's beginning.
    package let after: Duration
    /// What was wrong.
    package let text: String
}
