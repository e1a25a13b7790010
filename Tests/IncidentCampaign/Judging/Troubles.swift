import PanelSimulator
import PterodactylAPI
import Telemetry

/// What goes on around the servers, as the campaign did it.
struct Troubles {
    private var nodes: [NodeID: Timestamp] = [:]
    /// Nodes that answer everybody but the panel, whose token they do not take.
    private var lockedOut: Set<NodeID> = []
    private(set) var isPanelDown = false
    var isStopped = false
    var isLedgerBroken = false
    let isObserving: Bool

    init(isObserving: Bool) { self.isObserving = isObserving }

    /// Whether a node cannot start anything, or nobody could know.
    func isTroubled(_ node: NodeID, at now: Timestamp) -> Bool { nodes[node].map { now < $0 } ?? false }

    /// Whether a node takes nothing that goes through the panel.
    func isLockedOut(_ node: NodeID) -> Bool { lockedOut.contains(node) }

    mutating func heed(_ control: Control, at now: Timestamp) {
        let forever = Timestamp(millisecondsSince1970: .max)
        switch control {
        case .setNodeMode(let node, let mode): nodes[node] = mode == .ok ? now : forever
        case .restartWings(let node, let length), .stopDocker(let node, let length):
            // A moment longer, until Wings has told of everything.
            nodes[node] = max(nodes[node] ?? now, now + length + .seconds(5))
        case .resetPanelToken(let node): lockedOut.insert(node)
        case .configureWings(let node): lockedOut.remove(node)
        case .setPanelMode(let mode):
            if case .slow = mode { isPanelDown = false } else { isPanelDown = mode != .ok }
        default: break
        }
    }
}
