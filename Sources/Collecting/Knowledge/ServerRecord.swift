import PterodactylAPI
import Telemetry

/// All that is known of one server of a panel.
struct ServerRecord: Sendable {
    /// As the inventory has it; status and flags are also renewed by what the sub-routes answer.
    var server: Server
    var application: ApplicationDetails? { didSet { noteLabels() } }
    /// Another number whenever a label of its series is another one.
    private(set) var labelVersion = 0
    var tracker: ServerTracker
    var utilization: Utilization?
    var backups: BackupSummary?
    /// Whether its node has it suspended, which holds during a restore and a deletion, too.
    var isSuspendedOnNode = false
    /// Whether the panel's last list lacked it.
    var isMissingInList = false
    /// Whether its node did not have it in its last list.
    var isMissingOnNode = false
    /// Whether state or backup list were asked once, whatever came.
    var wasAskedForState = false
    var wasAskedForBackups = false

    var uuid: ServerUUID { server.uuid }
    var identifier: ServerIdentifier { server.identifier }
    var node: String { server.node }

    /// Whether the panel keeps the server from running, so that its sub-routes answer 409.
    var isHeld: Bool { server.isBlocked }

    /// Whether it uses more disk than it may.
    var isDiskOverLimit: Bool {
        guard let limit = server.limits.disk.byteCount, let used = utilization?.diskBytes else { return false }
        return used > limit.value
    }

    /// Takes in what the panel says of the server now.
    mutating func renew(_ server: Server, at now: Timestamp) {
        let wasHeld = isHeld
        self.server = server
        noteLabels()
        if isHeld {
            tracker.hold(isPassing: isHeldByNodeOnly, at: now)
        } else if wasHeld {
            tracker.release(at: now)
        }
    }

    private mutating func noteLabels() {
        var hasher = Hasher()
        hasher.combine(server.name)
        hasher.combine(server.node)
        hasher.combine(server.internalID)
        hasher.combine(server.dockerImage)
        hasher.combine(server.primaryAllocation?.description)
        hasher.combine(application)
        labelVersion = hasher.finalize()
    }

    /// Notes what a 409 of a sub-route says of the server.
    mutating func hold(_ state: PanelError.ConflictState, at now: Timestamp) {
        switch state {
        case .suspended: server.status = .suspended
        case .nodeMaintenance: server.isNodeUnderMaintenance = true
        case .notInstalled: if server.status != .installFailed { server.status = .installing }
        case .restoringBackup: server.status = .restoringBackup
        case .transferring: server.isTransferring = true
        case .other: server.status = .other("conflict")
        }
        tracker.hold(isPassing: isHeldByNodeOnly, at: now)
    }

    /// Whether nothing but the node's maintenance holds it, which leaves the process alone.
    private var isHeldByNodeOnly: Bool {
        var elsewhere = server
        elsewhere.isNodeUnderMaintenance = false
        return isHeld && !elsewhere.isBlocked
    }

    /// Notes that a sub-route answered, so that nothing holds the server any more.
    mutating func release(at now: Timestamp) {
        server.status = .normal
        server.isTransferring = false
        server.isNodeUnderMaintenance = false
        tracker.release(at: now)
    }

    /// The word of the `status` label.
    var statusWord: String {
        if server.isTransferring { return "transferring" }
        switch server.status {
        case .installing: return "installing"
        case .installFailed: return "install_failed"
        case .suspended: return "suspended"
        case .restoringBackup: return "restoring_backup"
        case .reinstallFailed: return server.isNodeUnderMaintenance ? "node_maintenance" : "reinstall_failed"
        case .normal: return server.isNodeUnderMaintenance ? "node_maintenance" : "normal"
        case .other: return "other"
        }
    }
}
