/// Where an observation of a server comes from: the `source` label.
///
/// In the order of their worth: a later one is nearer to the truth.
public enum ObservationSource: String, Sendable, Hashable, CaseIterable, Comparable {
    /// The panel's client API: one request a server, answered from a cache of 20 s.
    case panel
    /// The node's daemon: one request a node, answered live.
    case wings
    /// The server's WebSocket: every change as it happens.
    case stream

    /// Whether the first is further from the truth than the second.
    public static func < (lhs: ObservationSource, rhs: ObservationSource) -> Bool { lhs.rank < rhs.rank }

    private var rank: Int {
        switch self {
        case .panel: 0
        case .wings: 1
        case .stream: 2
        }
    }
}
