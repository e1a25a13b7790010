import PterodactylAPI
public import Telemetry

extension PanelWatcher {
    /// Writes everything that is known of the panel, and how the asking goes.
    public func write(into draft: inout SnapshotDraft, at now: Timestamp) {
        writePanel(into: &draft)
        writeCollectors(into: &draft)
        statistics.write(into: &draft, panel: name)
        let servers = knowledge.servers.values.sorted { $0.identifier < $1.identifier }
        for server in servers {
            let shown = ServerMetrics.Shown(
                utilization: shownUtilization(of: server, at: now),
                backups: server.backups.flatMap { isFresh($0.receivedAt, .backups, at: now) ? $0 : nil },
                observations: observations(of: server, at: now)
            )
            ServerMetrics(panel: name, record: server, shown: shown).write(into: &draft)
            if knowledge.plan.writesExporterNames {
                ExporterMetrics(panel: name, record: server, shown: shown).write(into: &draft)
            }
        }
        let byNode = Dictionary(grouping: servers, by: \.node)
        for node in Set(byNode.keys).union(knowledge.nodes.keys).sorted() {
            writeNode(node, byNode[node] ?? [], into: &draft, at: now)
        }
    }

    private func writeNode(
        _ node: String,
        _ servers: [ServerRecord],
        into draft: inout SnapshotDraft,
        at now: Timestamp
    ) {
        let record = knowledge.nodes[node]
        let counts = record.flatMap { knowledge.allocations[$0.id] }.flatMap { counts in
            isFresh(counts.receivedAt, every: knowledge.plan.allocationInterval, at: now) ? counts : nil
        }
        let metrics = NodeMetrics(
            panel: name,
            name: node,
            record: record,
            location: record.flatMap { knowledge.locations[$0.location] },
            system: knowledge.access(to: node)?.system,
            allocations: counts,
            isUp: [.panel: isNodeUp(node), .wings: isWingsUp(node)],
            servers: servers,
            used: servers.compactMap { shownUtilization(of: $0, at: now) }
        )
        metrics.write(into: &draft)
        writeSources(of: node, servers, into: &draft)
    }

    // MARK: - What may be shown

    private func shownUtilization(of record: ServerRecord, at now: Timestamp) -> Utilization? {
        guard let utilization = record.utilization else { return nil }
        let isShown =
            knowledge.streams[record.uuid]?.isLive == true || isLive(utilization.receivedAt, on: record.node, at: now)
        return isShown ? utilization : nil
    }

    /// When each source last saw the state, of those that still look.
    private func observations(of record: ServerRecord, at now: Timestamp) -> [ObservationSource: Timestamp] {
        record.tracker.observedBySource.filter { source, time in
            source == .stream
                ? knowledge.streams[record.uuid]?.isLive == true
                : isLive(time, on: record.node, at: now)
        }
    }

    private func writeSources(of node: String, _ servers: [ServerRecord], into draft: inout SnapshotDraft) {
        var tally = SourceTally()
        for record in servers { self.tally(record, in: &tally) }
        let report = report(of: node, tally)
        let labels: LabelSet = ["panel": name, "node": node]
        for source in ObservationSource.allCases {
            let count = Double(report.servers[source] ?? 0)
            draft.set(CollectorFamilies.sourceServers, labels.setting("source", to: source.rawValue), count)
        }
        if let polling = report.polling {
            let choice: LabelSet = ["source": polling.rawValue, "reason": report.pollingReason?.rawValue ?? ""]
            draft.set(CollectorFamilies.sourceInfo, labels.merging(choice), 1)
        }
        draft.set(CollectorFamilies.streamConnections, labels, Double(report.streams))
        draft.set(CollectorFamilies.streamReconnects, labels, Double(knowledge.streams.reconnects[node] ?? 0))
        draft.set(CollectorFamilies.streamGaps, labels, Double(knowledge.streams.gaps[node] ?? 0))
    }

    /// By what each node's servers are known now, by the node's name.
    public var sourceReports: [SourceReport] {
        var tallies: [String: SourceTally] = [:]
        for record in knowledge.servers.values { tally(record, in: &tallies[record.node, default: SourceTally()]) }
        return tallies.map { report(of: $0.key, $0.value) }.sorted { $0.node < $1.node }
    }

    /// How many servers of a node are known by each source, and how many WebSockets are open.
    private struct SourceTally {
        var servers: [ObservationSource: Int] = [:]
        var streams = 0
    }

    private func tally(_ record: ServerRecord, in tally: inout SourceTally) {
        if let source = knowledge.source(of: record) { tally.servers[source, default: 0] += 1 }
        if knowledge.streams[record.uuid]?.isLive == true { tally.streams += 1 }
    }

    private func report(of node: String, _ tally: SourceTally) -> SourceReport {
        let choice = knowledge.choice(of: node)
        return SourceReport(
            node: node,
            polling: choice.source,
            pollingReason: choice.reason,
            servers: tally.servers,
            streams: tally.streams,
            streamReason: knowledge.streams.breakers[node]?.isOpen == true ? .unreachable : knowledge.streams.reason
        )
    }

    /// Whether a node's Wings answers the agent; nil when it was never asked.
    package func isWingsUp(_ node: String) -> Bool? {
        guard let access = knowledge.access(to: node), access.token != nil else { return nil }
        if access.breaker.isOpen { return false }
        return access.listedAt == nil ? nil : true
    }

    /// Whether the panel can reach a node; nil while the panel is not seen or no server of the node was asked for.
    package func isNodeUp(_ node: String) -> Bool? {
        guard isPanelUp, knowledge.askedNodes.contains(node) else { return nil }
        return !(knowledge.nodeBreakers[node]?.isOpen ?? false)
    }

    private func writePanel(into draft: inout SnapshotDraft) {
        draft.set(PanelFamilies.panelUp, ["panel": name], isPanelUp ? 1 : 0)
        for (api, limit) in budgets.lastAnswered.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let labels: LabelSet = ["panel": name, "api": api.rawValue]
            draft.set(PanelFamilies.rateLimit, labels, Double(limit.limit))
            draft.set(PanelFamilies.rateRemaining, labels, Double(limit.remaining))
        }
    }

    private func writeCollectors(into draft: inout SnapshotDraft) {
        for kind in CollectorKind.allCases.sorted(by: { $0.rawValue < $1.rawValue }) where isInUse(kind) {
            guard let interval = knowledge.plan.interval(of: kind) else { continue }
            let labels: LabelSet = ["panel": name, "collector": kind.rawValue]
            let health = health[kind] ?? CollectorHealth()
            let isSuccessful = health.isSuccessful && (isPanelUp || kind == .wings)
            draft.set(CollectorFamilies.success, labels, isSuccessful ? 1 : 0)
            draft.set(CollectorFamilies.duration, labels, health.lastDuration.inSeconds)
            draft.set(CollectorFamilies.lastSuccess, labels, health.lastSuccess?.secondsSince1970)
            draft.set(CollectorFamilies.skipped, labels, Double(agenda.skipped[kind] ?? 0))
            let achieved = agenda.achieved[kind]?.mean ?? interval * agenda.stretch(of: kind.api)
            draft.set(CollectorFamilies.interval, labels, achieved.inSeconds)
        }
    }

    /// Whether a collector has anything to ask for: one that has not neither succeeds nor fails.
    private func isInUse(_ kind: CollectorKind) -> Bool {
        switch kind {
        case .activity: false
        case .inventory, .backups: true
        case .nodes: knowledge.isAdmin == true
        case .wings: knowledge.accesses.values.contains { $0.token != nil }
        case .servers:
            knowledge.servers.isEmpty && !knowledge.mayAskWings
                || knowledge.servers.values.contains { knowledge.choice(of: $0.node).source == .panel }
        }
    }
}
