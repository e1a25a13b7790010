import PterodactylAPI
import Telemetry

/// Plans calls of one kind, and turns their answers into what is known.
///
/// A value without IO: it is handed the answers and gives jobs. Failures that concern the panel, the node or the budget
/// were dealt with before `fail` is called.
protocol Collector: Sendable {
    /// Its name.
    var kind: CollectorKind { get }

    /// The calls to begin with, or to add because the knowledge changed; those already planned are not planned twice.
    mutating func plan(_ knowledge: PanelKnowledge, at now: Timestamp) -> [Job]

    /// Takes an answer in.
    /// - Parameter sent: when it was asked for.
    /// - Returns: calls that follow from it.
    mutating func absorb(
        _ answer: PanelAnswer,
        to call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job]

    /// Takes in that a call failed.
    /// - Parameter sent: when it was asked for.
    /// - Returns: calls that follow from it.
    mutating func fail(
        _ error: PanelError,
        of call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job]

    /// Drops what it keeps of servers that are gone.
    mutating func forget(_ gone: Set<ServerUUID>)
}

extension Collector {
    func forget(_ gone: Set<ServerUUID>) {}

    /// A call that is repeated at the collector's interval, or another one's; due at once, later in its own slot.
    ///
    /// - Parameter shortest: the least time between two calls, when that is more than the interval.
    func repeated(
        _ call: PanelCall,
        _ knowledge: PanelKnowledge,
        every kind: CollectorKind? = nil,
        atLeast shortest: Duration = .zero,
        node: String? = nil,
        at now: Timestamp
    ) -> Job? {
        knowledge.plan.interval(of: kind ?? self.kind).map { interval in
            let subject = call.server?.rawValue ?? call.nodeID.map { "node \($0)" } ?? knowledge.plan.name
            return Job(
                call: call,
                collector: call.collector,
                due: now,
                interval: max(interval, shortest),
                priority: .routine,
                node: node,
                phase: Phase.of("\(subject)/\(self.kind)")
            )
        }
    }

    /// Goes on with a list after one of its pages: asks for the rest, or hands the whole over once it is there.
    ///
    /// - Parameter spread: the time over which the rest is asked for, page by page.
    func proceed<Item>(
        _ outcome: PageSweep<Item>.Outcome,
        of call: PanelCall,
        priority: Job.Priority = .urgent,
        spread: Duration = .zero,
        at now: Timestamp,
        whole: ([Item]) -> Void
    ) -> [Job] {
        switch outcome {
        case .ask(let pages):
            return pages.enumerated().map { index, page in
                let due = now + spread * (Double(index) / Double(pages.count))
                return once(call.turned(to: page), priority: priority, at: due)
            }
        case .complete(let items):
            whole(items)
            return []
        }
    }

    /// Takes in a 409: the panel holds the server, since then everything about it but itself and its WebSocket answers so.
    ///
    /// It does not tell an install from a failed one; the server itself can be read in every state.
    func heed(
        _ state: PanelError.ConflictState,
        of uuid: ServerUUID,
        _ knowledge: inout PanelKnowledge,
        at now: Timestamp
    ) -> [Job] {
        let wasHeld = knowledge.servers[uuid]?.isHeld ?? true
        knowledge.update(uuid) { $0.hold(state, at: now) }
        return wasHeld ? [] : [once(.server(uuid), at: now)]
    }

    /// A call that is made once; its answer goes to whoever understands it.
    func once(_ call: PanelCall, priority: Job.Priority = .urgent, node: String? = nil, at due: Timestamp) -> Job {
        Job(call: call, collector: call.collector, due: due, priority: priority, node: node)
    }
}
