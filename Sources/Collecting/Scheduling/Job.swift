import Telemetry

/// A call that is due at a time, once or again and again.
struct Job: Sendable {
    /// How urgent a call is; the lower ones go first.
    enum Priority: Int, Sendable, Comparable {
        /// Power actions, and what must be seen anew before one.
        case action
        /// What just changed, and probes.
        case urgent
        /// Everything else.
        case routine

        static func < (lhs: Priority, rhs: Priority) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    let call: PanelCall
    let collector: CollectorKind?
    var due: Timestamp
    /// Nil for a call that is made once.
    let interval: Duration?
    var priority: Priority
    /// The node whose concurrency and breaker it counts for.
    let node: String?
    var sentAt: Timestamp?
    /// Where in its interval a repeated call has its slot: 0 up to 1.
    let phase: Double
}
