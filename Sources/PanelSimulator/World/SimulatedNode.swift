import PterodactylAPI
import Telemetry

/// How a node behaves towards the panel.
public enum NodeMode: Sendable, Equatable {
    /// It works.
    case ok
    /// Nothing listens on Wings' port: the panel answers 504 at once.
    case refuse
    /// Wings takes connections and is silent: the panel answers 504 after 15 s, and what was asked is done later.
    case hang
    /// Wings answers every call with this status.
    case error(Int)
    /// The panel's maintenance flag is set; Wings works.
    case maintenance

    /// The word of the control API.
    public var word: String {
        switch self {
        case .ok: "ok"
        case .refuse: "refuse"
        case .hang: "hang"
        case .error: "error"
        case .maintenance: "maintenance"
        }
    }
}

/// A node: its row on the panel, and what Wings there keeps for itself.
struct SimulatedNode: Sendable {
    let id: NodeID
    let uuid: String
    var name: String
    let locationID: Int
    let fqdn: String
    var memoryMiB: Int
    var diskMiB: Int
    let tokenID: String
    let token: String
    let createdAt: Timestamp
    var mode: NodeMode = .ok
    /// Until when Wings is down because it restarts.
    var wingsDownUntil: Timestamp?
    /// What Wings will tell the panel in its next batch.
    var pendingActivity: [PendingActivity] = []
    /// Whether a batch is on its way.
    var hasBatchScheduled = false
    /// Power actions that arrived while Wings hung.
    var actionsOnWaking: [(server: Int, signal: PowerSignal)] = []

    /// How Wings meets a call of the panel at a time.
    func reachability(at now: Timestamp) -> NodeMode {
        if let wingsDownUntil, now < wingsDownUntil { return .refuse }
        return mode == .maintenance ? .ok : mode
    }
}

/// A place where nodes stand.
struct SimulatedLocation: Sendable {
    let id: Int
    let short: String
    let long: String
    let createdAt: Timestamp
}

/// An address and port of a node.
struct SimulatedAllocation: Sendable {
    let id: Int
    let node: NodeID
    let ip: String
    let alias: String?
    let port: Int
    let notes: String?
    /// The server that has it.
    var server: Int?
}
