import PterodactylAPI
import Telemetry

/// All that is known of one panel.
struct PanelKnowledge: Sendable {
    let plan: PanelPlan
    private(set) var servers: [ServerUUID: ServerRecord] = [:]
    private var uuids: [ServerIdentifier: ServerUUID] = [:]
    private(set) var nodes: [String: Node] = [:]
    /// Whether the key may not read the nodes.
    var areNodesDenied = false
    var allocations: [NodeID: AllocationCounts] = [:]
    private(set) var locations: [LocationID: String] = [:]
    /// What an earlier run of the agent did to servers that are not listed yet.
    var recalled: [ServerUUID: [OwnAction]] = [:]
    /// What only the application API tells, kept apart until the server list has the server.
    private(set) var applications: [ServerUUID: ApplicationDetails] = [:]
    /// Whether the key's owner is a root admin; nil before the account was read.
    var isAdmin: Bool? { didSet { areChoicesStale = true } }
    private(set) var hasInventory = false
    /// Which servers were listed, and when last as a whole.
    private(set) var listedScope: ServerScope?
    private(set) var listedAt: Timestamp?
    var panelBreaker = CircuitBreaker()
    var nodeBreakers: [String: CircuitBreaker] = [:]
    /// Nodes that were asked at least once, by way of one of their servers.
    var askedNodes: Set<String> = []
    /// The ways to the nodes' Wings.
    var accesses: [NodeID: NodeAccess] = [:]
    /// What tells state and use of each node's servers.
    var choices: [String: SourceChoice] = [:]
    /// Whether something changed on which the choices rest, and when they are to be made anew without that.
    var areChoicesStale = true
    var choicesDue: Timestamp?
    var startedAt: Timestamp?
    /// Whether something changed on which it depends who is followed.
    var areStreamsStale = true
    /// The WebSockets that are followed.
    var streams = StreamBook()
    /// The drops of late by node, and until when at most all servers of a node count as vanished.
    var drops: [String: NodeDrops] = [:]
    var outages: [String: Timestamp] = [:]
    var endedOutages: Set<String> = []
    var beliefs: [ServerUUID: ServerBelief] = [:]
    /// Servers of which an unexplained drop or start is open.
    private(set) var openCases: Set<ServerUUID> = []
    /// Servers whose state or backup list was not asked for yet.
    private(set) var unasked: Set<ServerUUID> = []
    /// Servers whose state was not asked for again since the clock was set or the machine slept.
    private(set) var unsweptAnew: Set<ServerUUID> = []
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
        let (node, wasHeld) = (servers.values[index].node, servers.values[index].isHeld)
        change(&servers.values[index])
        let record = servers.values[index]
        touched.insert(uuid)
        if record.isHeld != wasHeld { areStreamsStale = true }
        if record.node != node {
            membership.moved.insert(uuid)
            areChoicesStale = true
        }
        if record.tracker.hasOpenCase { openCases.insert(uuid) } else { openCases.remove(uuid) }
        let isAsked =
            (record.wasAskedForState || plan.intervals[.servers] == nil)
            && (record.wasAskedForBackups || plan.intervals[.backups] == nil)
        if isAsked { unasked.remove(uuid) }
        if record.wasAskedForState { unsweptAnew.remove(uuid) }
    }

    /// Wants every server's state asked for again before anything is done.
    mutating func sweepAnew() {
        for index in servers.values.indices { servers.values[index].wasAskedForState = false }
        unsweptAnew = Set(servers.keys)
    }

    /// Takes in a listed server: a new one, or what is new of a known one.
    mutating func list(_ server: Server, at now: Timestamp) {
        if servers[server.uuid] == nil {
            servers[server.uuid] = ServerRecord(
                server: server,
                application: applications[server.uuid],
                tracker: newTracker(of: server.uuid, at: now)
            )
            uuids[server.identifier] = server.uuid
            unasked.insert(server.uuid)
            membership.gone.remove(server.uuid)
            membership.hasNew = true
            areChoicesStale = true
        }
        renew(server, at: now)
    }

    /// Takes in what the panel says of a known server now.
    mutating func renew(_ server: Server, at now: Timestamp) {
        update(server.uuid) { $0.renew(server, at: now) }
        resume(server.uuid, at: now)
    }

    /// Takes in a whole list: what it lacks a second time is forgotten.
    /// - Returns: what it lacks for the first time.
    mutating func compare(with listed: Set<ServerUUID>) -> [ServerUUID] {
        var missing: [ServerUUID] = []
        for (uuid, record) in servers {
            switch (listed.contains(uuid), record.isMissingInList) {
            case (true, true): update(uuid) { $0.isMissingInList = false }
            case (true, false): break
            case (false, true): forget(uuid)
            case (false, false):
                update(uuid) { $0.isMissingInList = true }
                missing.append(uuid)
            }
        }
        return missing
    }

    /// Notes that the list of servers is whole.
    mutating func listed(_ scope: ServerScope, at now: Timestamp) {
        hasInventory = true
        listedScope = scope
        listedAt = now
    }

    /// Forgets a server.
    mutating func forget(_ uuid: ServerUUID) {
        guard let record = servers.removeValue(forKey: uuid) else { return }
        uuids[record.identifier] = nil
        openCases.remove(uuid)
        unasked.remove(uuid)
        unsweptAnew.remove(uuid)
        touched.remove(uuid)
        areChoicesStale = true
        membership.gone.insert(uuid)
        unsay { $0.isAbout(record.identifier) }
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
        areChoicesStale = true
        let before = Set(nodes.values.map(\.id))
        nodes = Dictionary(listed.map { ($0.name, $0) }) { first, _ in first }
        let after = Set(nodes.values.map(\.id))
        guard before != after else { return }
        membership.goneNodes = membership.goneNodes.union(before).subtracting(after)
        membership.hasNew = membership.hasNew || !after.isSubset(of: before)
        for gone in before.subtracting(after) {
            allocations[gone] = nil
            accesses[gone] = nil
        }
    }

    private mutating func newTracker(of uuid: ServerUUID, at now: Timestamp) -> ServerTracker {
        var tracker = ServerTracker(timing: plan.timing, belief: beliefs[uuid], at: now)
        tracker.ownActions = recalled.removeValue(forKey: uuid) ?? []
        return tracker
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

    /// Forgets the live state of a node's servers, or of all, where it is the panel that tells it.
    mutating func lose(node: String?, at now: Timestamp) {
        for (uuid, record) in servers where node == nil || record.node == node {
            guard streams[uuid]?.isLive != true, choice(of: record.node).source != .wings else { continue }
            update(uuid) { $0.tracker.lose(at: now) }
        }
    }

    /// Waits for what nodes could not tell the panel while it was away.
    mutating func awaitLateEntries(at now: Timestamp) {
        for uuid in openCases { update(uuid) { $0.tracker.awaitLateEntries(at: now) } }
    }

    // MARK: - Notices

    /// Says something to the operator, once for as long as it stays true.
    mutating func say(_ notice: Notice) {
        if noticed.insert(notice).inserted { notices.append(notice) }
    }

    /// Says something each time that it happens.
    mutating func announce(_ notice: Notice) { notices.append(notice) }

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
