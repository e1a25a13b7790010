import PterodactylAPI
import Telemetry

/// What a server uses, in base units, and when it was answered; nil where the node gave no sensible number.
struct Utilization: Sendable, Equatable {
    /// Percent of one core, as the panel says it.
    let cpuPercent: Double?
    let memoryBytes: Double?
    let diskBytes: Double?
    let receivedBytes: Double?
    let sentBytes: Double?
    let uptimeSeconds: Double
    let receivedAt: Timestamp

    init(_ resources: ServerResources, receivedAt now: Timestamp) {
        cpuPercent = resources.cpuPercent
        memoryBytes = resources.memory?.value
        diskBytes = resources.disk?.value
        receivedBytes = resources.received?.value
        sentBytes = resources.sent?.value
        uptimeSeconds = resources.uptime.inSeconds
        receivedAt = now
    }

    init(_ stats: WingsStats, receivedAt now: Timestamp) {
        cpuPercent = stats.cpuPercent
        memoryBytes = stats.memory?.value
        diskBytes = stats.disk?.value
        receivedBytes = stats.received?.value
        sentBytes = stats.sent?.value
        uptimeSeconds = stats.uptime.inSeconds
        receivedAt = now
    }

    var cpuCores: Double? { cpuPercent.map { $0 / 100 } }
}
