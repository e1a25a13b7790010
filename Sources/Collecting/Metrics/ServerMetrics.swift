import PterodactylAPI
import Telemetry

/// Writes the families of one server.
struct ServerMetrics {
    /// What is young enough to be shown.
    struct Shown {
        let utilization: Utilization?
        let backups: BackupSummary?
        /// When the state was last really seen, by source.
        let observations: [ObservationSource: Timestamp]
    }

    let panel: String
    let record: ServerRecord
    let shown: Shown

    private var server: Server { record.server }

    func write(into draft: inout SnapshotDraft) {
        draft.setBlock("\(panel)/\(record.uuid.rawValue)", version: record.labelVersion) { block in
            writeInfo(to: &block)
            writeState(to: &block)
            writeLimits(to: &block)
            write(shown.utilization, to: &block)
            write(shown.backups, to: &block)
        }
    }

    private var labels: LabelSet { ["panel": panel, "node": record.node, "server": record.identifier.rawValue] }

    // MARK: - The families, each series of each always in the same place

    private func writeInfo(to block: inout SeriesBlock) {
        block.set(PanelFamilies.serverInfo, labels.merging(info), 1)
        let limits = server.featureLimits
        block.set(
            PanelFamilies.featureLimit,
            labels.setting("feature", to: "allocations"),
            limits.allocations.map(Double.init)
        )
        block.set(
            PanelFamilies.featureUsed,
            labels.setting("feature", to: "allocations"),
            Double(server.allocations.count)
        )
        block.set(PanelFamilies.featureLimit, labels.setting("feature", to: "backups"), Double(limits.backups))
        block.set(
            PanelFamilies.featureLimit,
            labels.setting("feature", to: "databases"),
            limits.databases.map(Double.init)
        )
    }

    private var info: LabelSet {
        let application = record.application
        return [
            "name": server.name, "uuid": record.uuid.rawValue, "internal_id": server.internalID?.description ?? "",
            "image": server.dockerImage, "allocation": server.primaryAllocation?.description ?? "",
            "external_id": application?.externalID ?? "", "owner_id": application?.owner.description ?? "",
            "nest": application?.nest.description ?? "", "egg": application?.egg.description ?? "",
        ]
    }

    private func writeState(to block: inout SeriesBlock) {
        let tracker = record.tracker
        let state = tracker.state
        block.set(PanelFamilies.serverUp, labels, state.map { $0 == .running ? 1 : 0 })
        let word = ServerRecord.stateWord(state)
        for known in Self.stateWords {
            block.set(PanelFamilies.serverState, labels.setting("state", to: known), known == word ? 1 : 0)
        }
        let status = record.statusWord
        for known in Self.statusWords {
            block.set(PanelFamilies.serverStatus, labels.setting("status", to: known), known == status ? 1 : 0)
        }
        block.set(PanelFamilies.serverDesiredUp, labels, tracker.isDesiredUp.map { $0 ? 1 : 0 })
        block.set(PanelFamilies.startTime, labels, tracker.startTime?.secondsSince1970)
        for source in ObservationSource.allCases {
            let seen = shown.observations[source]?.secondsSince1970
            block.set(PanelFamilies.lastObserved, labels.setting("source", to: source.rawValue), seen)
        }
        for cause in StartCause.allCases {
            block.set(
                PanelFamilies.starts,
                labels.setting("cause", to: cause.rawValue),
                Double(tracker.starts[cause] ?? 0)
            )
        }
        for kind in CrashKind.allCases {
            block.set(
                PanelFamilies.crashes,
                labels.setting("kind", to: kind.rawValue),
                Double(tracker.crashes[kind] ?? 0)
            )
        }
    }

    private func writeLimits(to block: inout SeriesBlock) {
        let limits = server.limits
        block.set(PanelFamilies.cpuLimit, labels, limits.cpu.cores)
        block.set(PanelFamilies.memoryLimit, labels, limits.memory.byteCount?.value)
        block.set(PanelFamilies.swapLimit, labels, limits.swap.byteCount?.value)
        block.set(PanelFamilies.diskLimit, labels, limits.disk.byteCount?.value)
    }

    private func write(_ usage: Utilization?, to block: inout SeriesBlock) {
        block.set(PanelFamilies.cpuUsage, labels, usage?.cpuCores)
        block.set(PanelFamilies.memoryUsage, labels, usage?.memoryBytes)
        block.set(PanelFamilies.diskUsage, labels, usage?.diskBytes)
        block.set(PanelFamilies.networkReceive, labels, usage?.receivedBytes)
        block.set(PanelFamilies.networkTransmit, labels, usage?.sentBytes)
        block.set(PanelFamilies.uptime, labels, usage?.uptimeSeconds)
    }

    private func write(_ backups: BackupSummary?, to block: inout SeriesBlock) {
        for progress in Backup.Progress.allCases {
            let count = backups.map { Double($0.counts[progress] ?? 0) }
            block.set(PanelFamilies.backups, labels.setting("status", to: progress.rawValue), count)
        }
        let success = backups?.lastSuccess
        block.set(PanelFamilies.backupsLocked, labels, backups.map { Double($0.locked) })
        block.set(PanelFamilies.backupsSize, labels, backups?.totalBytes)
        block.set(PanelFamilies.backupLastAttempt, labels, backups?.lastAttemptAt?.timestamp.secondsSince1970)
        block.set(PanelFamilies.backupLastSuccess, labels, success?.completedAt.timestamp.secondsSince1970)
        block.set(PanelFamilies.backupLastSize, labels, success?.bytes)
        block.set(PanelFamilies.backupLastDuration, labels, success?.duration?.inSeconds)
        let used = backups.map { Double(($0.counts[.successful] ?? 0) + ($0.counts[.inProgress] ?? 0)) }
        block.set(PanelFamilies.featureUsed, labels.setting("feature", to: "backups"), used)
    }

    private static let stateWords = ["running", "starting", "stopping", "offline", "unknown"]
    private static let statusWords = [
        "normal", "installing", "install_failed", "reinstall_failed", "suspended", "restoring_backup", "transferring",
        "node_maintenance", "other",
    ]
}

extension ServerRecord {
    /// The word of the `state` label.
    static func stateWord(_ state: PowerState?) -> String {
        switch state {
        case .running: "running"
        case .starting: "starting"
        case .stopping: "stopping"
        case .offline: "offline"
        case .other, nil: "unknown"
        }
    }
}
