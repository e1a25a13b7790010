import PterodactylAPI
import Telemetry

/// All that is known of one panel.
struct PanelKnowledge: Sendable {
    let plan: PanelPlan
    private(set) var servers: [ServerUUID: ServerRecord] = [:]
    private var uuids: [ServerIdentifier: ServerUUID] = [:]
    private(set) var nodes: [String: Node] = [:]
    var allocations: [NodeID: AllocationCounts] = [:]
    private(set) var locations: [LocationID: String] = [:]
    /// What only the application API tells, kept apart until the server list has the server.
    private(set) var applications: [ServerUUID: ApplicationDetails] = [:]
    /// Whether the key's owner is a root admin; nil before the account was read.
    var isAdmin: Bool?
    var hasInventory = false
    var panelBreaker = CircuitBreaker()
    var nodeBreakers: [String: CircuitBreaker] = [:]
    /// Nodes that were asked at least once, by way of one of their servers.
    var askedNodes: Set<String> = []
    var beliefs: [ServerUUID: ServerBelief] = [:]
    /// Servers of which an unexplained drop or start is open.
    private(set) var openCases: Set<ServerUUID> = []
    /// Servers whose state or backup list was not asked for yet.
    private(set) var unasked: Set<ServerUUID> = []
    private var touched: Set<ServerUUID> = []
    private var membership = Membership()
    private(set) var notices: [Notice] = []
    private var noticed: Set<Notice> = []

    init(plan: PanelPlan) { self.plan = plan }

    /// Which servers and nodes came, went or moved since somebody looked.
    struct Membership: Sendable {
        /// Servers that are not listed any more.
        var gone: Set<ServerUUID> = []
        /// Servers that stand on another node now.
        var moved: Set<ServerUUID> = []
        /// Nodes that are not listed any more.
        var goneNodes: Set<NodeID> = []
        /// Whether a server or node is listed that was not.
        var hasNew = false

        /// Whether nothing changed.
        var isUnchanged: Bool { gone.isEmpty && moved.isEmpty && goneNodes.isEmpty && !hasNew }
    }

    // MARK: - Servers

    /// Changes one server's record, and notes what follows: whether its case is open, and that it was touched.
    mutating func update(_ uuid: ServerUUID, _ change: (inout ServerRecord) -> Void) {
        guard let index = servers.index(forKey: uuid) else { return }
        let node = servers.values[index].node
        change(&servers.values[index])
        let record = servers.values[index]
        touched.insert(uuid)
        if record.node != node { membership.moved.insert(uuid) }
        if record.tracker.clarificationDue == nil { openCases.remove(uuid) } else { openCases.insert(uuid) }
        let isAsked =
            (record.wasAskedForState || plan.intervals[.servers] == nil)
            && (record.wasAskedForBackups || plan.intervals[.backups] == nil)
        if isAsked { unasked.remove(uuid) }
    }

    /// Takes in a listed server: a new one, or what is new of a known one.
    mutating func list(_ server: Server, at now: Timestamp) {
        if servers[server.uuid] == nil {
            servers[server.uuid] = ServerRecord(
                server: server,
                application: applications[server.uuid],
                tracker: ServerTracker(timing: plan.timing, belief: beliefs[server.uuid], at: now)
            )
            uuids[server.identifier] = server.uuid
            unasked.insert(server.uuid)
            membership.gone.remove(server.uuid)
            membership.hasNew = true
        }
        update(server.uuid) { $0.renew(server, at: now) }
    }

    /// Forgets the servers that are not listed any more.
    mutating func keep(only listed: Set<ServerUUID>) {
        for (uuid, record) in servers where !listed.contains(uuid) {
            servers[uuid] = nil
            uuids[record.identifier] = nil
            openCases.remove(uuid)
            unasked.remove(uuid)
            touched.remove(uuid)
            membership.gone.insert(uuid)
            unsay { $0.isAbout(record.identifier) }
        }
    }

    /// The server of a short id.
    func uuid(of identifier: ServerIdentifier) -> ServerUUID? { uuids[identifier] }

    /// The servers whose record was written since the last call.
    mutating func takeTouched() -> Set<ServerUUID> {
        defer { touched = [] }
        return touched
    }

    /// What became of the list since the last call.
    mutating func takeMembership() -> Membership {
        defer { membership = Membership() }
        return membership
    }

    // MARK: - What the application API tells

    /// Takes in all nodes.
    mutating func list(_ listed: [Node]) {
        let before = Set(nodes.values.map(\.id))
        nodes = Dictionary(listed.map { ($0.name, $0) }) { first, _ in first }
        let after = Set(nodes.values.map(\.id))
        guard before != after else { return }
        membership.goneNodes = membership.goneNodes.union(before).subtracting(after)
        membership.hasNew = membership.hasNew || !after.isSubset(of: before)
        for gone in before.subtracting(after) { allocations[gone] = nil }
    }

    /// Takes in all locations.
    mutating func list(_ listed: [Location]) {
        locations = Dictionary(listed.map { ($0.id, $0.short) }) { first, _ in first }
    }

    /// Takes in all servers as the application API has them.
    mutating func list(_ listed: [ApplicationServer]) {
        applications = Dictionary(listed.map { ($0.uuid, ApplicationDetails($0)) }) { first, _ in first }
        for (uuid, record) in servers {
            let details = applications[uuid]
            if record.application != details { update(uuid) { $0.application = details } }
        }
    }

    /// Forgets what only an administrator may know.
    mutating func forgetApplicationAPI() {
        list([Node]())
        list([Location]())
        list([ApplicationServer]())
    }

    // MARK: - Reachability

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

    // MARK: - Notices

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
