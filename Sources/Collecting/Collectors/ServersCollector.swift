import PterodactylAPI
import Telemetry

/// Reads live state and utilization from the panel, one call a server: it has no list with live state.
///
/// Only of servers that no better source tells of.
struct ServersCollector: Collector {
    let kind = CollectorKind.servers

    func plan(_ knowledge: PanelKnowledge, at now: Timestamp) -> [Job] {
        knowledge.servers.values.compactMap { record in
            guard knowledge.isPolledByPanel(record) else { return nil }
            return repeated(.resources(record.uuid), knowledge, node: record.node, at: now)
        }
    }

    mutating func absorb(
        _ answer: PanelAnswer,
        to call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        guard case .resources(let stats) = answer, let uuid = call.server else { return [] }
        var follow: [Job] = []
        let before = knowledge.servers[uuid]?.tracker.state
        // While the node as a whole is in trouble, an answer may be from before, and else says nothing of the server.
        let isBelieved = knowledge.servers[uuid].map { knowledge.outages[$0.node] == nil } ?? false
        knowledge.update(uuid) { record in
            record.wasAskedForState = true
            if record.isHeld {
                record.release(at: now)
                follow.append(once(.server(uuid), at: now))
            }
            record.utilization = Utilization(stats, receivedAt: now)
            let sample = StateSample(state: stats.state, uptime: stats.uptime, receivedAt: now)
            if isBelieved { record.tracker.observe(sample, isDiskOverLimit: record.isDiskOverLimit) }
        }
        if let record = knowledge.servers[uuid] {
            knowledge.unsay { $0 == .unknownToWings(record.identifier, node: record.node) }
            if let job = lookAgain(at: record, before, knowledge, at: now) { follow.append(job) }
        }
        return follow
    }

    /// What just changed, or is about to, is looked at before everything else, as soon as the panel can tell anything new:
    /// its turn may be minutes away when the budget is short.
    private func lookAgain(
        at record: ServerRecord,
        _ before: PowerState?,
        _ knowledge: PanelKnowledge,
        at now: Timestamp
    ) -> Job? {
        let state = record.tracker.state
        let hasChanged = before != nil && before != state
        guard hasChanged || state == .starting || state == .stopping, knowledge.isPolledByPanel(record) else {
            return nil
        }
        return once(.resources(record.uuid), node: record.node, at: now + knowledge.plan.timing.cacheAge)
    }

    mutating func fail(
        _ error: PanelError,
        of call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        guard let uuid = call.server, let record = knowledge.servers[uuid] else { return [] }
        knowledge.update(uuid) { $0.wasAskedForState = true }
        switch error {
        case .conflict(let state, _):
            return heed(state, of: uuid, &knowledge, at: now)
        case .nodeError(status: 404, _):
            knowledge.say(.unknownToWings(record.identifier, node: record.node))
            knowledge.update(uuid) { $0.tracker.lose(at: now) }
        case .notFound, .forbidden:
            knowledge.update(uuid) { $0.tracker.lose(at: now) }
            return [once(.account, at: now)]
        default:
            // One call without an answer says nothing of the server: when panel or node are seen to be away it is lost
            // with all the others, else when its last answer is too old.
            break
        }
        return []
    }
}
