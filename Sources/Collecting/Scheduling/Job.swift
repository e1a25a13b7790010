import PterodactylAPI
package import Telemetry

/// A call that is due at a time, once or again and again.
package struct Job: Sendable {
    /// How urgent a call is; the lower ones go first.
    package enum Priority: Int, Sendable, Comparable {
        /// Power actions, and what must be seen anew before one.
        case action
        /// What just changed, and probes.
        case urgent
        /// Everything else.
        case routine

        /// Whether the first goes before the second.
        package static func < (lhs: Priority, rhs: Priority) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// What to ask.
    package let call: PanelCall
    /// Who wants the answer; nil for actions.
    package let collector: CollectorKind?
    /// When it may go.
    package var due: Timestamp
    /// Nil for a call that is made once.
    package var interval: Duration?
    /// How urgent it is.
    package var priority: Priority
    /// The node whose concurrency and breaker it counts for.
    package let node: String?
    /// Where in its interval a repeated call has its slot: 0 up to 1.
    package var phase: Double
    /// Nil while it waits.
    package var sentAt: Timestamp?
    /// When it was sent last, for a repeated call.
    var lastSentAt: Timestamp?
    /// Whether it must be made again as soon as its answer is there, because that answer may be from before it was wanted.
    var isWantedAnew = false
    /// Which entry of the queues is its current one.
    var stamp = 0

    /// Makes a job that waits.
    package init(
        call: PanelCall,
        collector: CollectorKind?,
        due: Timestamp,
        interval: Duration? = nil,
        priority: Priority = .routine,
        node: String? = nil,
        phase: Double = 0
    ) {
        self.call = call
        self.collector = collector
        self.due = due
        self.interval = interval
        self.priority = priority
        self.node = node
        self.phase = phase
    }

    /// Whether it renews the token of a WebSocket that is open: that tries no node, and cannot wait for one.
    var isRenewal: Bool {
        if case .credentials = call { priority < .routine } else { false }
    }

    /// What decides whether it may go: of two calls of one lane, if the first may not, the second may not either.
    struct Lane: Hashable, Sendable {
        let priority: Priority
        let api: APICall.API
        let node: String?
        let way: Way
    }

    /// Which breaker stands before it.
    enum Way: Hashable, Sendable {
        case panel, panelProbe, node, stream
    }

    var lane: Lane { Lane(priority: priority, api: call.api, node: node, way: way) }

    private var way: Way {
        switch call {
        case .account: .panelProbe
        case .credentials: .stream
        default: call.asksNode ? .node : .panel
        }
    }
}
