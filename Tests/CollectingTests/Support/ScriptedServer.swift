import PterodactylAPI
import Telemetry

/// A server of a scripted panel.
struct ScriptedServer {
    let uuid: ServerUUID
    var node: String
    var state = PowerState.running
    var startedAt = Timestamp.second(-1_000)
    /// Whether Wings just started, and does not know yet how long the container has been up.
    var isUptimeUnknown = false
    /// The node that really has it, where that is not the one that the panel places it on.
    var actualNode: String?
    /// Whether its node has it suspended, as during a restore.
    var isSuspendedOnNode = false
    /// The panel's status column.
    var status: String?
    var isTransferring = false
    var isInMaintenance = false
    var diskBytes = 1_000
    var diskLimitMebibytes = 0
    var log: [LogEntry] = []
    var schedules: [JSONValue] = []
    var backups: [JSONValue] = []

    /// An entry of the activity log, and when the panel has it.
    struct LogEntry {
        let entry: JSONValue
        let visibleAt: Timestamp
    }

    init(uuid: ServerUUID, node: String) {
        (self.uuid, self.node) = (uuid, node)
    }

    /// As the server list has it.
    var body: JSONValue {
        .item(
            "server",
            [
                "uuid": .string(uuid.rawValue), "name": "x", "node": .string(node), "status": .text(status),
                "is_transferring": .bool(isTransferring), "is_node_under_maintenance": .bool(isInMaintenance),
                "limits": ["memory": 512, "swap": 0, "disk": .number(diskLimitMebibytes), "io": 500, "cpu": 150],
                "feature_limits": ["databases": 1, "allocations": 2, "backups": 3],
            ]
        )
    }

    /// What it uses at a moment.
    func resources(at now: Timestamp) -> JSONValue {
        let isUp = state == .running || state == .starting
        let uptime = isUp && !isUptimeUnknown ? Int((now - startedAt) / .milliseconds(1)) : 0
        return .item(
            "stats",
            [
                "current_state": .string(state.word),
                "resources": [
                    "memory_bytes": .number(isUp ? 256 * 1_048_576 : 0), "cpu_absolute": .number(isUp ? 50 : 0),
                    "disk_bytes": .number(diskBytes), "network_rx_bytes": 10, "network_tx_bytes": 20,
                    "uptime": .number(uptime),
                ],
            ]
        )
    }

    /// The sentence of the 409 that all but the plain server get; nil while nothing holds it.
    var conflict: String? {
        if isInMaintenance { return "The node of this server is currently under maintenance." }
        if isTransferring { return "This server is currently being transferred to another node." }
        switch status {
        case "suspended": return "This server is currently suspended."
        case "installing", "install_failed": return "This server has not yet completed its installation process."
        case "restoring_backup": return "This server is currently restoring from a backup."
        default: return nil
        }
    }
}
