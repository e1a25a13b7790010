import PterodactylAPI
import Telemetry

// What nodes tell of their servers themselves.
extension PanelKnowledge {
    /// Takes in an observation that a node's Wings made of a server.
    mutating func observe(_ stats: WingsStats, _ sample: StateSample, of uuid: ServerUUID) {
        guard let record = servers[uuid] else { return }
        let before = record.tracker.state
        // What the panel holds has no state that anybody should act upon; Wings does not know of holds.
        let isObserved = !record.isHeld && !isInOutage(record.node, sample)
        update(uuid) { record in
            record.wasAskedForState = true
            record.utilization = Utilization(stats, receivedAt: sample.receivedAt)
            if isObserved { record.tracker.observe(sample, isDiskOverLimit: record.isDiskOverLimit) }
        }
        if isObserved { noteDrop(of: uuid, before: before, at: sample.receivedAt) }
    }

    /// Takes in a state that was told without anything else.
    mutating func observe(_ sample: StateSample, of uuid: ServerUUID) {
        guard let record = servers[uuid], !record.isHeld, !isInOutage(record.node, sample) else { return }
        let before = record.tracker.state
        update(uuid) { record in
            record.wasAskedForState = true
            record.tracker.observe(sample, isDiskOverLimit: record.isDiskOverLimit)
        }
        noteDrop(of: uuid, before: before, at: sample.receivedAt)
    }

    /// Takes in what a followed WebSocket told while it did not count: the panel held the server, or its node was in trouble.
    ///
    /// Wings tells a state once, when it changes.
    mutating func resume(_ uuid: ServerUUID, at now: Timestamp) {
        guard let stream = streams[uuid], stream.isLive, let state = stream.state, let record = servers[uuid],
            record.tracker.state == nil, !record.isMissingOnNode
        else { return }
        observe(StateSample(state: state, uptime: nil, source: .stream, receivedAt: now), of: uuid)
    }

    // MARK: - Nodes whose servers vanish

    /// Whether a sample says nothing of the server, since its node as a whole is in trouble; one that is up ends that.
    ///
    /// At first Wings tries to restart what ended, and says `starting` though its Docker is on its way down
    /// (`recorded/wings/observe60-dockerd_two`).
    private mutating func isInOutage(_ node: String, _ sample: StateSample) -> Bool {
        guard let end = outages[node] else { return false }
        let isTried = sample.receivedAt > end - NodeDrops.longestOutage + NodeDrops.window
        guard sample.state == .running || sample.state == .starting && isTried else { return true }
        endOutage(of: node)
        return false
    }

    /// Takes in what Wings said of a crash; nothing that it says while its node is in trouble is about the server.
    mutating func observe(_ reports: [CrashReport], of uuid: ServerUUID, at now: Timestamp) {
        guard !reports.isEmpty, let node = servers[uuid]?.node, outages[node] == nil else { return }
        update(uuid) { record in
            for report in reports { record.tracker.observe(report, at: now) }
        }
    }

    private mutating func noteDrop(of uuid: ServerUUID, before: PowerState?, at now: Timestamp) {
        guard before == .running || before == .starting, let record = servers[uuid],
            record.tracker.state == .offline
        else { return }
        drops[record.node, default: NodeDrops()].note(uuid, at: now)
    }

    /// Finds out whether all servers of a node went down together: then that is one event, and none of them crashed.
    ///
    /// - Returns: whether so; its Docker is then to be asked for.
    mutating func noteVanishing(of node: String, at now: Timestamp) -> Bool {
        guard let drops = drops[node], let first = drops.first(at: now) else { return false }
        let recent = drops.recent(at: now)
        guard recent.count >= NodeDrops.least, outages[node] == nil else { return false }
        let others = servers.values.filter { $0.node == node && !recent.contains($0.uuid) }
        guard !others.contains(where: { isSeenUp($0, since: first, at: now) }) else { return false }
        self.drops[node] = nil
        outages[node] = now + NodeDrops.longestOutage
        for uuid in recent { update(uuid) { $0.tracker.distrust(at: now) } }
        // What was not seen since may be down as well; and of what went down before, and is undecided, nobody can tell what it
        // would have become.
        for record in others where record.tracker.state != .offline || record.tracker.situation == .undecided {
            update(record.uuid) { $0.tracker.lose(at: now) }
        }
        say(.serversVanished(node: node, recent.count))
        return true
    }

    /// The nodes whose outage ended since the last call.
    mutating func takeEndedOutages() -> Set<String> {
        defer { endedOutages = [] }
        return endedOutages
    }

    /// Whether a server that is up speaks against an outage of its node: only if it was seen since the others went down.
    private func isSeenUp(_ record: ServerRecord, since first: Timestamp, at now: Timestamp) -> Bool {
        guard record.tracker.state == .running || record.tracker.state == .starting else { return false }
        if streams[record.uuid]?.isLive == true || record.tracker.lastAnswerAt == now { return true }
        return record.tracker.observedBySource[.wings].map { $0 >= first } ?? false
    }

    /// Whether Docker of a node in trouble can be asked for, so that nothing is guessed.
    func isDockerAwaited(_ node: String) -> Bool {
        access(to: node).map { $0.token != nil && $0.breaker.isClosed } ?? false
    }

    /// Looks at a node's servers one by one again.
    mutating func endOutage(of node: String) {
        guard outages.removeValue(forKey: node) != nil else { return }
        endedOutages.insert(node)
        unsay { if case .serversVanished(node, _) = $0 { true } else { false } }
        announce(.serversLookedAtAgain(node: node))
    }
}
