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
    var description: String?
    var locationID: Int
    var fqdn: String
    var scheme = "https"
    var isBehindProxy = false
    /// Whether the panel may choose it for a new server by itself.
    var isPublic = true
    /// The panel's maintenance flag, of which Wings is not told.
    var isUnderMaintenance = false
    var memoryMiB: Int
    /// Percent that may be given away beyond the memory; -1 is without limit.
    var memoryOverallocate = 0
    var diskMiB: Int
    /// Percent that may be given away beyond the disk; -1 is without limit.
    var diskOverallocate = 0
    var uploadSizeMiB = 100
    var listenPort = 8_080
    var sftpPort = 2_022
    var volumesPath = Self.defaultVolumesPath
    var tokenID: String
    var token: String
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// The column's default, to which the panel goes back when an update leaves the path out.
    static let defaultVolumesPath = "/var/lib/pterodactyl/volumes"

    // What is below is Wings'.
    /// How Wings behaves; never `maintenance`.
    var mode: NodeMode = .ok
    /// Until when Wings is down because it restarts.
    var wingsDownUntil: Timestamp?
    /// What Wings will tell the panel in its next batch.
    var pendingActivity: [PendingActivity] = []
    /// Whether a batch is on its way.
    var hasBatchScheduled = false
    /// Power actions that arrived while Wings hung.
    var actionsOnWaking: [(server: Int, signal: PowerSignal)] = []
    /// Direct requests that arrived while Wings hung, but for those that only read.
    var requestsOnWaking: [HTTPRequest] = []
    /// When Wings started; tokens from before are dead.
    var wingsBootedAt = Timestamp(millisecondsSince1970: 0)
    /// From when on tokens of an identifier are good again.
    var deniedTokens: [String: Timestamp] = [:]
    /// Until when Docker is down.
    var dockerDownUntil: Timestamp?

    /// The address that its name stands for.
    var hostAddress: String { "10.0.\(id.rawValue).1" }

    /// What is shown of the node: the panel's flag is told only where Wings works.
    func shownMode(at now: Timestamp) -> NodeMode {
        let met = reachability(at: now)
        return met == .ok && isUnderMaintenance ? .maintenance : met
    }

    /// How Wings meets a call of the panel at a time.
    func reachability(at now: Timestamp) -> NodeMode {
        if let wingsDownUntil, now < wingsDownUntil { return .refuse }
        return mode
    }
}
