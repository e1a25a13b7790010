import PterodactylAPI
import Telemetry

/// Writes one server's series under the names of pterodactyl_exporter, from what our own series are written from.
///
/// Two panels that have a server of the same name and id make one series, which is the first panel's: that exporter knows one
/// panel and has no label for it.
struct ExporterMetrics {
    let panel: String
    let record: ServerRecord
    let shown: ServerMetrics.Shown

    func write(into draft: inout SnapshotDraft) {
        draft.setBlock("\(panel)/\(record.uuid.rawValue)/exporter", version: record.labelVersion) { block in
            write(shown.utilization, to: &block)
            writeLimits(to: &block)
            block.set(ExporterFamilies.lastBackup, labels, lastBackup)
        }
    }

    private var labels: LabelSet { ["server_name": record.server.name, "id": record.identifier.rawValue] }

    private func write(_ usage: Utilization?, to block: inout SeriesBlock) {
        block.set(ExporterFamilies.memory, labels, usage?.memoryBytes.map(Self.mebibytes))
        block.set(ExporterFamilies.cpu, labels, usage?.cpuPercent)
        block.set(ExporterFamilies.disk, labels, usage?.diskBytes.map(Self.mebibytes))
        block.set(ExporterFamilies.received, labels, usage?.receivedBytes.map(Self.mebibytes))
        block.set(ExporterFamilies.sent, labels, usage?.sentBytes.map(Self.mebibytes))
        // Whole milliseconds, as Wings counts them: seconds as a fraction hold them not quite.
        block.set(ExporterFamilies.uptime, labels, usage.map { ($0.uptimeSeconds * 1_000).rounded() })
    }

    private func writeLimits(to block: inout SeriesBlock) {
        let limits = record.server.limits
        block.set(ExporterFamilies.memoryLimit, labels, Double(limits.memory.panelNumber))
        block.set(ExporterFamilies.swapLimit, labels, Double(limits.swap.panelNumber))
        block.set(ExporterFamilies.diskLimit, labels, Double(limits.disk.panelNumber))
        block.set(ExporterFamilies.ioWeight, labels, Double(limits.ioWeight))
        block.set(ExporterFamilies.cpuLimit, labels, Double(limits.cpu.panelNumber))
    }

    /// 0 stays that exporter's word for a server without a backup, so that rules on old backups tell of it; a list that is not
    /// known has no value.
    private var lastBackup: Double? {
        shown.backups.map { $0.lastSuccess?.completedAt.timestamp.secondsSince1970 ?? 0 }
    }

    private static func mebibytes(_ bytes: Double) -> Double { bytes / 1_048_576 }
}
