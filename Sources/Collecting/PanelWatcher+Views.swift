public import PterodactylAPI
public import Telemetry

extension PanelWatcher {
    /// What is known of each server now, in no order.
    public var views: [ServerView] { knowledge.servers.values.map(view) }

    /// How many servers the panel has.
    public var serverCount: Int { knowledge.servers.count }

    /// What is known of one server.
    public func view(of uuid: ServerUUID) -> ServerView? { knowledge.servers[uuid].map(view) }

    /// The server of a short id; nil when none is listed.
    public func uuid(of identifier: ServerIdentifier) -> ServerUUID? { knowledge.uuid(of: identifier) }

    /// The number that the application API knows a server by; nil where the key may not know it.
    public func applicationID(of uuid: ServerUUID) -> InternalServerID? { knowledge.servers[uuid]?.server.internalID }

    private func view(_ record: ServerRecord) -> ServerView {
        let tracker = record.tracker
        var view = ServerView(
            panel: name,
            identifier: record.identifier,
            uuid: record.uuid,
            name: record.server.name,
            node: record.node,
            at: tracker.situationSince
        )
        view.status = record.server.status
        view.isTransferring = record.server.isTransferring
        view.isNodeInMaintenance = record.server.isNodeUnderMaintenance
        view.state = tracker.state
        view.observedAt = tracker.observedAt
        view.situation = tracker.situation
        view.isDesiredUp = tracker.isDesiredUp
        view.isPanelReachable = knowledge.panelBreaker.isClosed
        view.isNodeReachable = knowledge.isNodeReachable(record.node)
        view.isDiskOverLimit = record.isDiskOverLimit
        view.lastIntervention = tracker.lastIntervention
        view.activityAccess = ServerEvidence.Access(tracker.evidence.activityAccess)
        view.downSince = tracker.downSince
        view.startedAt = tracker.startTime
        view.lastBackupAt = record.backups?.lastSuccess?.completedAt.timestamp
        view.backupsSeenAt = record.backups?.receivedAt
        view.ownerWish = OwnerWish(record.server.variables ?? [])
        return view
    }

    /// Whether an answer to a call can tell something of one of some servers; what is about the panel as a whole can.
    public func concerns(_ call: PanelCall, _ servers: Set<ServerUUID>) -> Bool {
        guard !servers.isEmpty else { return false }
        if let server = call.server { return servers.contains(server) }
        guard case .wingsServers(let id) = call else { return true }
        let node = knowledge.name(of: id)
        return servers.contains { knowledge.servers[$0]?.node == node }
    }

    /// What to remember of the servers over a restart.
    ///
    /// As long as the inventory is not read, what an earlier run remembered of servers that nobody has listed yet stays true:
    /// a run that ends while the panel is away loses nothing.
    public var beliefs: [ServerBelief] {
        let seen = knowledge.servers.values.map { $0.tracker.belief(of: $0.uuid) }
        guard !knowledge.hasInventory else { return seen }
        return seen + knowledge.beliefs.values.filter { knowledge.servers[$0.uuid] == nil }
    }

    /// Whether the inventory is read, and every server and backup list was asked once, or its node is known to be
    /// unreachable.
    public var isReady: Bool {
        guard knowledge.hasInventory else { return false }
        return knowledge.unasked.allSatisfy { uuid in
            knowledge.servers[uuid].flatMap { knowledge.nodeBreakers[$0.node]?.isOpen } ?? false
        }
    }

    /// Whether every server was looked at since the start and since ``sweepAnew(at:)``, or its node is known to be
    /// unreachable: only then is anything done.
    public var isSwept: Bool {
        isReady
            && knowledge.unsweptAnew.allSatisfy { uuid in
                guard let record = knowledge.servers[uuid] else { return true }
                return record.isHeld || knowledge.nodeBreakers[record.node]?.isOpen ?? false
            }
    }

    /// Whether the panel answers.
    public var isPanelUp: Bool { !knowledge.panelBreaker.isOpen && knowledge.isAdmin != nil }

    /// Whether the request budget would let a power action pass.
    public func canAct(at now: Timestamp) -> Bool { budgets.canAct(at: now) }

    /// What an operator should read in the log, since the last call.
    public mutating func takeNotices() -> [Notice] { knowledge.takeNotices() }

    /// Whether something answered at a time is young enough to be shown: three achieved intervals, at least 60 s.
    func isFresh(_ time: Timestamp, _ kind: CollectorKind, at now: Timestamp) -> Bool {
        isFresh(time, every: knowledge.plan.interval(of: kind) ?? .zero, of: kind.api, at: now)
    }

    /// The same for what is asked for at an interval of its own.
    func isFresh(_ time: Timestamp, every interval: Duration, of api: APICall.API = .client, at now: Timestamp) -> Bool
    {
        now - time <= max(interval * agenda.stretch(of: api) * 3, .seconds(60))
    }

    /// Whether what a server's state and use were last seen to be may still be shown.
    ///
    /// An open WebSocket tells every change: there, no news is that nothing changed.
    func isStateFresh(_ record: ServerRecord, at now: Timestamp) -> Bool {
        if knowledge.streams[record.uuid]?.isLive == true { return true }
        guard let seen = record.tracker.lastAnswerAt else { return false }
        return isLive(seen, on: record.node, at: now)
    }

    /// Whether something that was told of a node's servers is young enough by the source that is in use.
    func isLive(_ time: Timestamp, on node: String, at now: Timestamp) -> Bool {
        knowledge.choice(of: node).source == .wings
            ? isFresh(time, every: knowledge.plan.sources.wingsInterval, of: .wings, at: now)
            : isFresh(time, .servers, at: now)
    }
}
