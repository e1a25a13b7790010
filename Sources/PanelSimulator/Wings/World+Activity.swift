import PterodactylAPI
import Telemetry

extension World {
    /// How often Wings sends what it wrote down.
    static let activityInterval: Duration = .seconds(60)
    /// How many entries of a server the panel keeps here.
    static let keptActivity = 500

    /// Writes an entry into the panel's log.
    mutating func log(
        _ event: String,
        of server: Int,
        actor: Int?,
        isAPI: Bool,
        properties: [(String, JSON)] = [],
        at now: Timestamp
    ) {
        let entry = ActivityEntry(
            row: nextActivityRow,
            event: event,
            isAPI: isAPI,
            ip: actor == nil ? nil : "127.0.0.1",
            actor: actor,
            properties: properties,
            timestamp: now
        )
        nextActivityRow += 1
        servers[server]?.activity.append(entry)
        if let count = servers[server]?.activity.count, count > Self.keptActivity {
            servers[server]?.activity.removeFirst(count - Self.keptActivity)
        }
    }

    /// Writes an entry on the node; the panel gets it with the node's next batch.
    mutating func note(
        _ event: String,
        of server: Int,
        actor: Int?,
        properties: [(String, JSON)] = [],
        at now: Timestamp
    ) {
        guard let node = servers[server]?.node else { return }
        let entry = PendingActivity(server: server, event: event, actor: actor, properties: properties, timestamp: now)
        var isNew = false
        updateNode(node) {
            $0.pendingActivity.append(entry)
            isNew = !$0.hasBatchScheduled
            $0.hasBatchScheduled = true
        }
        if isNew { events.add(.deliverActivity(node: node), at: nextBatch(of: node, after: now)) }
    }

    /// What was done in the web console is written down when it has come about.
    mutating func settleWebAction(of id: Int, at now: Timestamp) {
        guard let action = servers[id]?.process.webAction else { return }
        servers[id]?.process.webAction = nil
        note("server:power.\(action.signal.rawValue)", of: id, actor: action.actor, at: now)
    }

    /// The node's batch arrives: at most 100 entries; not while the panel or Wings is down, or the panel refuses its token.
    mutating func deliverActivity(of id: NodeID, at now: Timestamp) {
        guard let node = node(id) else { return }
        let canSend = isPanelUp && node.staleToken == nil && node.wingsDownUntil == nil && node.mode != .hang
        let batch = canSend ? Array(node.pendingActivity.prefix(100)) : []
        updateNode(id) { $0.pendingActivity.removeFirst(batch.count) }
        for entry in batch {
            log(
                entry.event,
                of: entry.server,
                actor: entry.actor,
                isAPI: false,
                properties: entry.properties,
                at: entry.timestamp
            )
        }
        let hasMore = self.node(id)?.pendingActivity.isEmpty == false
        updateNode(id) { $0.hasBatchScheduled = hasMore }
        if hasMore { events.add(.deliverActivity(node: id), at: nextBatch(of: id, after: now)) }
    }

    /// Batches of a node leave at fixed times, each node's with its own phase.
    private func nextBatch(of node: NodeID, after now: Timestamp) -> Timestamp {
        let interval = max(1, scaled(Self.activityInterval).wholeMilliseconds)
        let phase = Int64(SplitMix64.mix(options.seed &+ UInt64(node.rawValue)) % UInt64(interval))
        let ticks = (now.millisecondsSince1970 - phase).flooredQuotient(by: interval) + 1
        return Timestamp(millisecondsSince1970: ticks * interval + phase)
    }
}
