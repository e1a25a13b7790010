import PterodactylAPI
import Telemetry

/// The breakers that stand before calls: what does not answer is left alone, but for a probe now and then.
struct CallGates {
    private let panel: CircuitBreaker
    private let nodes: [String: CircuitBreaker]
    private let accesses: [NodeID: NodeAccess]
    private let streams: [String: CircuitBreaker]
    /// Nodes whose WebSockets are tried by a job that was let through.
    private var probed: Set<String> = []

    init(_ knowledge: PanelKnowledge) {
        panel = knowledge.panelBreaker
        nodes = knowledge.nodeBreakers
        accesses = knowledge.accesses
        streams = knowledge.streams.breakers
    }

    /// Whether a job may go now; what holds for it holds for its whole lane.
    /// - Parameter inFlight: how many calls to its node are under way.
    mutating func pass(_ job: Job, inFlight: Int, at now: Timestamp) -> Bool {
        if job.call.isForWings {
            guard let id = job.call.nodeID, let due = accesses[id]?.breaker.probeDue(at: now) else { return true }
            return due <= now && inFlight == 0
        }
        if let due = panel.probeDue(at: now) { return job.call == .account && due <= now }
        guard let node = job.node else { return true }
        if case .credentials = job.call {
            guard !job.isRenewal, let due = streams[node]?.probeDue(at: now) else { return true }
            return due <= now && probed.insert(node).inserted
        }
        guard job.call.asksNode, let due = nodes[node]?.probeDue(at: now) else { return true }
        return due <= now && inFlight == 0
    }
}
