import PterodactylAPI
import Telemetry

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
    /// How the port meets clients that are not the panel.
    var block: NodeBlock = .none
    /// The secret that Wings still has since the panel's row got another one; nil while they agree.
    var staleToken: String?
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

    /// Whether Docker cannot be asked.
    func isDockerDown(at now: Timestamp) -> Bool { dockerDownUntil.map { now < $0 } ?? false }

    /// What is shown of the node: the panel's flag is told only where Wings works.
    func shownMode(at now: Timestamp) -> NodeMode {
        let met = reachability(at: now)
        return met == .ok && isUnderMaintenance ? .maintenance : met
    }

    /// The secret that Wings knows.
    var wingsToken: String { staleToken ?? token }

    /// Gives the panel's row another secret, of which Wings is not told.
    mutating func resetPanelToken(identifier: String, token: String) {
        staleToken = wingsToken
        tokenID = identifier
        self.token = token
    }

    /// How Wings meets a client that is not the panel, at a time.
    func openness(at now: Timestamp) -> NodeMode {
        switch block {
        case .none: reachability(at: now)
        case .refuse: .refuse
        case .hang: .hang
        }
    }

    /// How Wings meets a call of the panel at a time.
    func reachability(at now: Timestamp) -> NodeMode {
        if let wingsDownUntil, now < wingsDownUntil { return .refuse }
        return mode
    }
}
