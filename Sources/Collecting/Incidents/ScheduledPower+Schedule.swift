import PterodactylAPI

extension ScheduledPower {
    /// Reads a schedule; nil for one without a power task or a backup-only one.
    init?(_ schedule: Schedule) {
        let signals = schedule.tasks.compactMap(\.powerSignal)
        guard !signals.isEmpty else { return nil }
        self.init(
            stops: signals.contains { $0 == .stop || $0 == .kill } && !signals.contains(.start),
            lastRunAt: schedule.lastRunAt?.timestamp,
            isProcessing: schedule.isProcessing
        )
    }
}
