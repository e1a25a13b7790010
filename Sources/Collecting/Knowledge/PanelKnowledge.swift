import PterodactylAPI
import Telemetry

/// All that is known of one panel.
struct PanelKnowledge: Sendable {
    let plan: PanelPlan
    var servers: [ServerUUID: ServerRecord] = [:]
    var nodes: [String: Node] = [:]
    var locations: [LocationID: String] = [:]
    /// What only the application API tells, kept apart until the server list has the server.
    var applications: [ServerUUID: ApplicationDetails] = [:]
    /// Whether the key's owner is a root admin; nil before the account was read.
    var isAdmin: Bool?
    var hasInventory = false
    var panelBreaker = CircuitBreaker()
    var nodeBreakers: [String: CircuitBreaker] = [:]
    /// Nodes that were asked at least once, by way of one of their servers.
    var askedNodes: Set<String> = []
    var beliefs: [ServerUUID: ServerBelief] = [:]
    /// Servers of which an unexplained drop or start is open.
    var openCases: Set<ServerUUID> = []
    private(set) var notices: [Notice] = []
    private var noticed: Set<Notice> = []

    init(plan: PanelPlan) { self.plan = plan }

    /// Changes one server's record, and notes whether its case is open.
    mutating func update(_ uuid: ServerUUID, _ change: (inout ServerRecord) -> Void) {
        guard var record = servers[uuid] else { return }
        change(&record)
        servers[uuid] = record
        if record.tracker.clarificationDue == nil { openCases.remove(uuid) } else { openCases.insert(uuid) }
    }

    /// Whether the panel's answers for a node's servers can be trusted to be about the servers.
    func isNodeReachable(_ node: String) -> Bool {
        askedNodes.contains(node) && (nodeBreakers[node]?.isClosed ?? true)
    }

    /// Forgets the live state of a node's servers, or of all.
    mutating func lose(node: String?, at now: Timestamp) {
        for (uuid, record) in servers where node == nil || record.node == node {
            update(uuid) { $0.tracker.lose(at: now) }
        }
    }

    /// Says something to the operator, once for as long as it stays true.
    mutating func say(_ notice: Notice) {
        if noticed.insert(notice).inserted { notices.append(notice) }
    }

    /// Takes back what was said, so that it is said anew when it happens again.
    mutating func unsay(where isOver: (Notice) -> Bool) {
        noticed = noticed.filter { !isOver($0) }
    }

    /// The notices since the last call.
    mutating func takeNotices() -> [Notice] {
        defer { notices = [] }
        return notices
    }
}
