import PterodactylAPI
import Telemetry

/// A server: its row on the panel, what belongs to it there, and its process on Wings.
struct SimulatedServer: Sendable {
    let id: Int
    let uuid: String
    var name: String
    var description: String
    var externalID: String?
    var node: NodeID
    var owner: Int
    var egg: Int
    /// The Docker image.
    var image: String
    /// The start-up command, its placeholders not filled in.
    var startup: String
    /// The values of the egg's variables, by their names; one that is not there has the egg's default.
    var variables: [String: String]
    /// Whether an install runs no script.
    var skipsScripts = false
    var limits: Limits
    /// How many databases there may be; nil is unlimited.
    var databaseLimit: Int? = 3
    /// How many allocations there may be; nil behaves as none more.
    var allocationLimit: Int? = 5
    var backupLimit: Int
    /// The panel's column: nil is normal.
    var status: String?
    var isTransferring = false
    /// When the install that runs was begun; nil for none.
    var installBegunAt: Timestamp?
    /// Whether Wings starts it when its install is done.
    var startsOnceInstalled = false
    /// The primary one first.
    var allocations: [Int]
    let createdAt: Timestamp
    var updatedAt: Timestamp
    var subusers: [Subuser] = []
    var backups: [SimulatedBackup] = []
    /// How many of the next backups fail.
    var failingBackups = 0
    /// When good or running backups were begun, for the throttle; deleted ones stay.
    var backupStarts: [(uuid: String, at: Timestamp)] = []
    var schedules: [SimulatedSchedule] = []
    var databases: [SimulatedDatabase] = []
    /// What is on its disk, beside what the load curve tells.
    var files = SimulatedFileSystem()
    var activity: [ActivityEntry] = []
    var process: WingsProcess
    var load: LoadCurve
    /// What the last container wrote.
    var console = ConsoleLog()
    /// The answer of `resources` that the panel remembers, and until when.
    var cachedStats: (body: JSON, until: Timestamp)?

    /// What a server may use; 0 is unlimited.
    struct Limits: Sendable, Equatable {
        var memoryMiB: Int
        var swapMiB: Int
        var diskMiB: Int
        /// The block-IO weight, 10 to 1000.
        var ioWeight = 500
        var cpuPercent: Int
        /// Pinned CPU threads, as in `0-1,3`.
        var threads: String?
        var isOOMDisabled: Bool
    }

    /// The short id.
    var identifier: String { String(uuid.prefix(8)) }

    /// What a user may do here; nil when the server is hidden from the user.
    func permissions(of user: SimulatedUser) -> [String]? {
        if user.isRootAdmin {
            return ["*", "admin.websocket.errors", "admin.websocket.install", "admin.websocket.transfer"]
        }
        if owner == user.id { return ["*"] }
        return subusers.first { $0.userID == user.id }?.permissions
    }

    /// What the server uses at a time; nothing but disk while there is no process.
    func usage(at now: Timestamp) -> LoadCurve.Usage {
        var usage = LoadCurve.Usage(diskBytes: diskBytes(at: process.diskMeasuredAt(now)))
        guard let startedAt = process.containerStartedAt, now > startedAt else { return usage }
        if let unknownUntil = process.statsUnknownUntil, now < unknownUntil { return usage }
        let uptime = now - startedAt
        usage.uptimeMilliseconds = uptime.wholeMilliseconds
        usage.memoryBytes = load.memoryBytes(at: now, uptime: uptime, limits: limits)
        usage.cpuPercent = load.cpuPercent(at: now, isBooting: process.state == .starting, limits: limits)
        usage.networkReceivedBytes = load.networkBytes(from: startedAt, to: now, bytesPerSecond: load.receivedPerSecond)
        usage.networkSentBytes = load.networkBytes(from: startedAt, to: now, bytesPerSecond: load.sentPerSecond)
        return usage
    }

    /// Whether Wings would refuse a start for want of disk.
    func isDiskFull(at now: Timestamp) -> Bool {
        limits.diskMiB > 0 && diskBytes(at: now) > Int64(limits.diskMiB) * 1_048_576
    }
}
