import PterodactylAPI
import Telemetry

/// Reads live state and utilization of all servers of a node with one call to its Wings, and version and machine of the node.
///
/// Wings is asked with the node's token, which stands in the node's configuration: only a root admin's key may read that.
/// When Wings does not accept the token, it was reset: the configuration is read once more.
struct WingsCollector: Collector {
    let kind = CollectorKind.wings

    /// How often version and machine are read: they change when somebody updates the node.
    private static let systemInterval = Duration.seconds(900)
    /// How long a configuration that could not be read, or that brings no better token, is left alone.
    private static let configurationPause = Duration.seconds(30)
    private static let refusalPause = Duration.seconds(300)

    func plan(_ knowledge: PanelKnowledge, at now: Timestamp) -> [Job] {
        guard knowledge.mayAskWings else { return [] }
        return knowledge.nodes.values.flatMap { node -> [Job?] in
            let access = knowledge.accesses[node.id] ?? NodeAccess()
            switch access.key {
            case .unread: return access.hasFailed ? [] : [once(.nodeConfiguration(node.id), at: now)]
            case .known:
                return [
                    repeated(.wingsServers(node.id), knowledge, node: node.name, at: now),
                    repeated(
                        .wingsSystem(node.id),
                        knowledge,
                        atLeast: Self.systemInterval,
                        node: node.name,
                        at: now
                    ),
                ]
            case .denied, .refused: return []
            }
        }.compactMap(\.self)
    }

    mutating func absorb(
        _ answer: PanelAnswer,
        to call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        guard let id = call.nodeID else { return [] }
        switch answer {
        case .nodeConfiguration(let configuration): return take(configuration, of: id, into: &knowledge, at: now)
        case .wingsServers(let servers): return take(servers, of: id, into: &knowledge, sentAt: sent, at: now)
        case .wingsSystem(let system):
            knowledge.updateAccess(id) { $0.system = system }
            guard let name = knowledge.name(of: id), knowledge.outages[name] != nil else { return [] }
            // Docker answers: what is down is down.
            knowledge.endOutage(of: name)
            return [once(.wingsServers(id), node: name, at: now)]
        default: return []
        }
    }

    mutating func fail(
        _ error: PanelError,
        of call: PanelCall,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        guard let id = call.nodeID, let name = knowledge.name(of: id) else { return [] }
        switch (call, error) {
        case (.nodeConfiguration, .forbidden):
            knowledge.updateAccess(id) { $0.key = .denied }
            knowledge.say(
                .missingRight("node configuration", consequence: "servers are known by way of the panel alone")
            )
            return []
        case (.nodeConfiguration, _):
            knowledge.updateAccess(id) { $0.hasFailed = true }
            return [once(call, priority: .routine, at: now + Self.configurationPause)]
        case (_, .unauthenticated):
            guard let since = knowledge.accesses[id]?.tokenSince else { return [] }
            // It went with the token before, and another call has brought the new one meanwhile.
            guard sent >= since else { return [once(call, node: name, at: now)] }
            knowledge.updateAccess(id) { $0.rejectedToken = $0.token }
            return [once(.nodeConfiguration(id), at: now)]
        case (.wingsServers, _) where knowledge.accesses[id]?.breaker.state == .suspect:
            // Once more, at once, before the panel is asked in its place.
            return [once(call, node: name, at: now)]
        case (.wingsSystem, _):
            // While its Docker is away, whether it is back is all that counts.
            let isWaitedFor = knowledge.outages[name] != nil
            return isWaitedFor ? [once(call, node: name, at: now + knowledge.plan.sources.wingsInterval)] : []
        default: return []
        }
    }

    private func take(
        _ configuration: NodeConfiguration,
        of id: NodeID,
        into knowledge: inout PanelKnowledge,
        at now: Timestamp
    ) -> [Job] {
        let name = knowledge.name(of: id)
        var isNew = false
        knowledge.updateAccess(id) { isNew = $0.take(configuration, at: now) }
        guard isNew else {
            if let name { knowledge.say(.tokenRefused(node: name)) }
            return [once(.nodeConfiguration(id), priority: .routine, at: now + Self.refusalPause)]
        }
        if let name { knowledge.unsay { $0 == .tokenRefused(node: name) } }
        // In place of the call that was refused, or the first one of all.
        let list = once(.wingsServers(id), node: name, at: now)
        let isDockerMissed = name.map { knowledge.outages[$0] != nil } ?? false
        return isDockerMissed ? [list, once(.wingsSystem(id), node: name, at: now)] : [list]
    }

    private func take(
        _ listed: [WingsServer],
        of id: NodeID,
        into knowledge: inout PanelKnowledge,
        sentAt sent: Timestamp,
        at now: Timestamp
    ) -> [Job] {
        guard let name = knowledge.name(of: id) else { return [] }
        knowledge.updateAccess(id) { $0.listedAt = now }
        var follow: [Job] = []
        var hasUnknown = false
        for server in listed {
            guard let record = knowledge.servers[server.uuid] else {
                hasUnknown = true
                continue
            }
            let stats = server.stats
            let sample = StateSample(
                state: server.state,
                uptime: stats.uptime,
                source: .wings,
                askedAt: sent,
                receivedAt: now
            )
            knowledge.observe(stats, sample, of: server.uuid)
            // Wings knows of suspensions, restores and deletions first, and tells of them while the panel is away.
            if server.isSuspended, !record.isHeld { knowledge.update(server.uuid) { $0.tracker.holdOnNode(at: now) } }
            if server.isSuspended != record.isSuspendedOnNode {
                knowledge.update(server.uuid) { $0.isSuspendedOnNode = server.isSuspended }
                follow.append(once(.server(server.uuid), at: now))
            }
        }
        follow += missing(Set(listed.map(\.uuid)), on: name, &knowledge, at: now)
        if hasUnknown, let job = inventoryAnew(knowledge, at: now) { follow.append(job) }
        if knowledge.noteVanishing(of: name, at: now) { follow.append(once(.wingsSystem(id), node: name, at: now)) }
        return follow
    }

    /// What the panel places on a node that does not know it: it was moved or deleted, or the node lost it.
    private func missing(
        _ listed: Set<ServerUUID>,
        on node: String,
        _ knowledge: inout PanelKnowledge,
        at now: Timestamp
    ) -> [Job] {
        var follow: [Job] = []
        for (uuid, record) in knowledge.servers where record.node == node {
            let isMissing = !listed.contains(uuid)
            guard isMissing || record.isMissingOnNode else { continue }
            if isMissing, !record.isMissingOnNode {
                follow.append(once(.server(uuid), at: now))
                if !record.isHeld { knowledge.say(.unknownToWings(record.identifier, node: node)) }
            } else if !isMissing {
                knowledge.unsay { $0 == .unknownToWings(record.identifier, node: node) }
            }
            knowledge.update(uuid) { record in
                record.isMissingOnNode = isMissing
                record.wasAskedForState = true
                if isMissing { record.tracker.lose(at: now) }
            }
        }
        return follow
    }

    /// The list of servers once more, when a node has one that is not in it: at most twice a minute, since a key that sees
    /// only some servers will never see it.
    private func inventoryAnew(_ knowledge: PanelKnowledge, at now: Timestamp) -> Job? {
        guard let scope = knowledge.listedScope, let listedAt = knowledge.listedAt, now - listedAt > .seconds(30) else {
            return nil
        }
        return once(.serverList(scope, page: 1), at: now)
    }
}
