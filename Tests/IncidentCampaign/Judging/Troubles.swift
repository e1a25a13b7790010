import PanelSimulator
import PterodactylAPI
import Telemetry

/// What goes on around the servers, as the campaign did it.
struct Troubles {
    private var nodes: [NodeID: Timestamp] = [:]
    /// Nodes that answer everybody but the panel, whose token they do not take.
    private var lockedOut: Set<NodeID> = []
    /// The panel's last outage; without an end while it lasts.
    private var outage: (since: Timestamp, until: Timestamp?)?
    /// Whether the panel does not answer.
    var isPanelDown: Bool { outage.map { $0.until == nil } ?? false }
    var isStopped = false
    var isLedgerBroken = false
    let isObserving: Bool

    init(isObserving: Bool) { self.isObserving = isObserving }

    /// Whether a node cannot start anything, or nobody could know.
    func isTroubled(_ node: NodeID, at now: Timestamp) -> Bool { nodes[node].map { now < $0 } ?? false }

    /// Whether the panel answered for no more than a while at a time between a moment and now.
    func isPanelHidden(since start: Timestamp, until now: Timestamp, butFor interval: Duration) -> Bool {
        guard let outage, outage.until ?? now >= start else { return false }
        return outage.since - start < interval && now - (outage.until ?? now) < interval
    }

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
            let isDown = if case .slow = mode { false } else { mode != .ok }
            if isDown, !isPanelDown {
                outage = (now, nil)
            } else if !isDown, isPanelDown {
                outage?.until = now
            }
        default: break
        }
    }
}
