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
        return view
    }

    /// What to remember of the servers over a restart.
    public var beliefs: [ServerBelief] {
        knowledge.servers.values.map { $0.tracker.belief(of: $0.uuid) }
    }

    /// Whether the inventory is read, and every server and backup list was asked once, or its node is known to be
    /// unreachable.
    public var isReady: Bool {
        guard knowledge.hasInventory else { return false }
        return knowledge.unasked.allSatisfy { uuid in
            knowledge.servers[uuid].flatMap { knowledge.nodeBreakers[$0.node]?.isOpen } ?? false
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
        isFresh(time, every: knowledge.plan.intervals[kind] ?? .zero, at: now)
    }

    /// The same for what is asked for at an interval of its own.
    func isFresh(_ time: Timestamp, every interval: Duration, at now: Timestamp) -> Bool {
        now - time <= max(interval * agenda.stretch * 3, .seconds(60))
    }
}
