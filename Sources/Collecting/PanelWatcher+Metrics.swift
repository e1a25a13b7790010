import PterodactylAPI
public import Telemetry

extension PanelWatcher {
    /// Writes everything that is known of the panel, and how the asking goes.
    public func write(into draft: inout SnapshotDraft, at now: Timestamp) {
        let isFresh = { (time: Timestamp, kind: CollectorKind) in self.isFresh(time, kind, at: now) }
        writePanel(into: &draft)
        writeCollectors(into: &draft)
        statistics.write(into: &draft, panel: name)
        let servers = knowledge.servers.values.sorted { $0.identifier < $1.identifier }
        for server in servers { server.write(into: &draft, panel: name, isFresh: isFresh) }
        let byNode = Dictionary(grouping: servers, by: \.node)
        for node in Set(byNode.keys).union(knowledge.nodes.keys).sorted() {
            let record = knowledge.nodes[node]
            let counts = record.flatMap { knowledge.allocations[$0.id] }.flatMap { counts in
                self.isFresh(counts.receivedAt, every: knowledge.plan.allocationInterval, at: now) ? counts : nil
            }
            let metrics = NodeMetrics(
                panel: name,
                name: node,
                record: record,
                location: record.flatMap { knowledge.locations[$0.location] },
                allocations: counts,
                isUp: isNodeUp(node),
                servers: byNode[node] ?? [],
                isFresh: isFresh
            )
            metrics.write(into: &draft)
            let known = (byNode[node] ?? []).count { $0.tracker.state != nil }
            draft.set(
                CollectorFamilies.sourceServers,
                ["panel": name, "node": node, "source": "panel"],
                Double(known)
            )
        }
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
        for (kind, interval) in knowledge.plan.intervals.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard kind != .nodes || knowledge.isAdmin == true else { continue }
            let labels: LabelSet = ["panel": name, "collector": kind.rawValue]
            let health = health[kind] ?? CollectorHealth()
            let isSuccessful = health.isSuccessful && isPanelUp
            draft.set(CollectorFamilies.success, labels, isSuccessful ? 1 : 0)
            draft.set(CollectorFamilies.duration, labels, health.lastDuration.inSeconds)
            draft.set(CollectorFamilies.lastSuccess, labels, health.lastSuccess?.secondsSince1970)
            draft.set(CollectorFamilies.skipped, labels, Double(agenda.skipped[kind] ?? 0))
            draft.set(CollectorFamilies.interval, labels, (interval * agenda.stretch).inSeconds)
        }
    }
}
