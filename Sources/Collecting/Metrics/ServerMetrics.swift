import PterodactylAPI
import Telemetry

extension ServerRecord {
    /// Writes the families of one server.
    /// - Parameter isFresh: whether a value answered at a time is young enough to be shown.
    func write(into draft: inout SnapshotDraft, panel: String, isFresh: (Timestamp, CollectorKind) -> Bool) {
        let labels: LabelSet = ["panel": panel, "node": node, "server": identifier.rawValue]
        writeInfo(into: &draft, labels)
        writeState(into: &draft, labels)
        writeLimits(into: &draft, labels)
        if let utilization, isFresh(utilization.receivedAt, .servers) {
            write(utilization, into: &draft, labels)
        }
        if let backups, isFresh(backups.receivedAt, .backups) {
            write(backups, into: &draft, labels)
        }
    }

    private func writeInfo(into draft: inout SnapshotDraft, _ labels: LabelSet) {
        let info: LabelSet = [
            "name": server.name, "uuid": uuid.rawValue, "internal_id": server.internalID?.description ?? "",
            "image": server.dockerImage, "allocation": server.primaryAllocation?.description ?? "",
            "external_id": application?.externalID ?? "", "owner_id": application?.owner.description ?? "",
            "nest": application?.nest.description ?? "", "egg": application?.egg.description ?? "",
        ]
        draft.set(PanelFamilies.serverInfo, labels.merging(info), 1)
        let limits = server.featureLimits
        let features = [
            ("allocations", limits.allocations, server.allocations.count), ("backups", limits.backups, nil),
            ("databases", limits.databases, nil),
        ]
        for (feature, limit, used) in features {
            let labels = labels.setting("feature", to: feature)
            draft.set(PanelFamilies.featureLimit, labels, limit.map(Double.init))
            draft.set(PanelFamilies.featureUsed, labels, used.map(Double.init))
        }
    }

    private func writeState(into draft: inout SnapshotDraft, _ labels: LabelSet) {
        let state = tracker.state
        draft.set(PanelFamilies.serverUp, labels, state.map { $0 == .running ? 1 : 0 })
        let word = Self.stateWord(state)
        for known in ["running", "starting", "stopping", "offline", "unknown"] {
            draft.set(PanelFamilies.serverState, labels.setting("state", to: known), known == word ? 1 : 0)
        }
        for known in Self.statusWords {
            draft.set(PanelFamilies.serverStatus, labels.setting("status", to: known), known == statusWord ? 1 : 0)
        }
        draft.set(PanelFamilies.serverDesiredUp, labels, tracker.isDesiredUp.map { $0 ? 1 : 0 })
        draft.set(PanelFamilies.startTime, labels, tracker.startTime?.secondsSince1970)
        draft.set(
            PanelFamilies.lastObserved,
            labels.setting("source", to: "panel"),
            tracker.observedAt?.secondsSince1970
        )
        for cause in StartCause.allCases {
            let labels = labels.setting("cause", to: cause.rawValue)
            draft.set(PanelFamilies.starts, labels, Double(tracker.starts[cause] ?? 0))
        }
        for kind in CrashKind.allCases {
            let labels = labels.setting("kind", to: kind.rawValue)
            draft.set(PanelFamilies.crashes, labels, Double(tracker.crashes[kind] ?? 0))
        }
    }

    private func writeLimits(into draft: inout SnapshotDraft, _ labels: LabelSet) {
        let limits = server.limits
        draft.set(PanelFamilies.cpuLimit, labels, limits.cpu.cores)
        draft.set(PanelFamilies.memoryLimit, labels, limits.memory.byteCount?.value)
        draft.set(PanelFamilies.swapLimit, labels, limits.swap.byteCount?.value)
        draft.set(PanelFamilies.diskLimit, labels, limits.disk.byteCount?.value)
    }

    private func write(_ usage: Utilization, into draft: inout SnapshotDraft, _ labels: LabelSet) {
        draft.set(PanelFamilies.cpuUsage, labels, usage.cpuCores)
        draft.set(PanelFamilies.memoryUsage, labels, usage.memoryBytes)
        draft.set(PanelFamilies.diskUsage, labels, usage.diskBytes)
        draft.set(PanelFamilies.networkReceive, labels, usage.receivedBytes)
        draft.set(PanelFamilies.networkTransmit, labels, usage.sentBytes)
        draft.set(PanelFamilies.uptime, labels, usage.uptimeSeconds)
    }

    private func write(_ backups: BackupSummary, into draft: inout SnapshotDraft, _ labels: LabelSet) {
        for progress in Backup.Progress.allCases {
            let count = Double(backups.counts[progress] ?? 0)
            draft.set(PanelFamilies.backups, labels.setting("status", to: progress.rawValue), count)
        }
        draft.set(PanelFamilies.backupsLocked, labels, Double(backups.locked))
        draft.set(PanelFamilies.backupsSize, labels, backups.totalBytes)
        draft.set(PanelFamilies.backupLastAttempt, labels, backups.lastAttemptAt?.timestamp.secondsSince1970)
        draft.set(PanelFamilies.backupLastSuccess, labels, backups.lastSuccess?.completedAt.timestamp.secondsSince1970)
        draft.set(PanelFamilies.backupLastSize, labels, backups.lastSuccess?.bytes)
        draft.set(PanelFamilies.backupLastDuration, labels, backups.lastSuccess?.duration?.inSeconds)
        let used = Double((backups.counts[.successful] ?? 0) + (backups.counts[.inProgress] ?? 0))
        draft.set(PanelFamilies.featureUsed, labels.setting("feature", to: "backups"), used)
    }

    static func stateWord(_ state: PowerState?) -> String {
        switch state {
        case .running: "running"
        case .starting: "starting"
        case .stopping: "stopping"
        case .offline: "offline"
        case .other, nil: "unknown"
        }
    }

    private static let statusWords = [
        "normal", "installing", "install_failed", "reinstall_failed", "suspended", "restoring_backup", "transferring",
        "node_maintenance", "other",
    ]
}
