import PterodactylAPI
import Telemetry

/// Everything that the panel and its nodes know: no request, no limit, no key is in here.
struct World: Sendable {
    /// What happens by itself.
    enum Event: Sendable {
        case beginStart(server: Int, generation: Int, attempt: Int)
        case finishBoot(server: Int, generation: Int)
        case processEnds(server: Int, generation: Int, thenStart: Bool)
        case startFails(server: Int, generation: Int)
        case crashHandler(server: Int, generation: Int)
        case plannedCrash(server: Int, generation: Int)
        case diskCheck(server: Int)
        case deliverActivity(node: NodeID)
        case wingsIsUp(node: NodeID, at: Timestamp)
        case schedule(server: Int, schedule: Int, due: Timestamp)
        case task(server: Int, schedule: Int, index: Int)
        case backupEnds(server: Int, backup: String)
        case restoreEnds(server: Int, backup: String, isTruncating: Bool)
        case installEnds(server: Int, begunAt: Timestamp)
        case pullEnds(server: Int, path: String, url: String)
        case daemon(DaemonState.Event)
    }

    let options: SimulatorOptions
    let epoch: Timestamp
    var random: SplitMix64
    var users: [SimulatedUser] = []
    var locations: [SimulatedLocation] = []
    /// By id, ascending.
    var nodes: [SimulatedNode] = []
    var servers: [Int: SimulatedServer] = [:]
    /// Server ids, ascending.
    var serverOrder: [Int] = []
    var serverIDs: [String: Int] = [:]
    /// By id, ascending; deleted ones leave gaps.
    var allocations: [SimulatedAllocation] = []
    /// What belongs to users' own accounts, by user id.
    var accounts: [Int: SimulatedAccount] = [:]
    var databaseHosts: [SimulatedDatabaseHost] = []
    /// What was handed out for nodes and not yet redeemed, by token.
    var signedURLs: [String: SignedURL] = [:]
    var events = EventQueue<Event>()
    var nextUserID = 1
    var nextLocationID = 1
    var nextNodeID = 1
    var nextAllocationID = 1
    var nextServerID = 1
    var nextScheduleID = 1
    var nextTaskID = 1
    var nextSubuserID = 1
    var nextDatabaseID = 1
    var nextActivityRow = 1
    /// Whether Wings can reach the panel, which it must before each start.
    var isPanelUp = true
    /// The panel's URL as the nodes know it (`APP_URL`, the configuration's `remote`).
    var panelURL = SimulatedTransport.panelURL
    /// The time to which the world has come.
    private(set) var now: Timestamp
    /// What Wings keep for those who are connected to them.
    var daemon: DaemonState

    /// An empty world.
    init(options: SimulatorOptions, epoch: Timestamp) {
        self.options = options
        self.epoch = epoch
        self.random = SplitMix64(seed: SplitMix64.mix(options.seed))
        now = epoch
        daemon = DaemonState(random: SplitMix64(seed: SplitMix64.mix(options.seed ^ 0x7769_6E67)))
    }

    /// A simulated duration.
    func scaled(_ duration: Duration) -> Duration { options.scaled(duration) }

    /// A server by short id or UUID, as client paths name it.
    func serverID(named text: String) -> Int? { serverIDs[text] }

    /// The servers in the order of their ids.
    var orderedServers: [SimulatedServer] { serverOrder.compactMap { servers[$0] } }

    /// The servers of a node, in the order of their ids.
    func servers(on node: NodeID) -> [SimulatedServer] {
        serverOrder.compactMap { id in
            // Looked at before it is copied: nearly all are elsewhere.
            servers[id]?.node == node ? servers[id] : nil
        }
    }

    /// The node of a number.
    func node(_ id: NodeID) -> SimulatedNode? { nodes.first { $0.id == id } }

    /// Changes a node.
    mutating func updateNode(_ id: NodeID, _ change: (inout SimulatedNode) -> Void) {
        guard let index = nodes.firstIndex(where: { $0.id == id }) else { return }
        change(&nodes[index])
    }

    /// The user of a number.
    func user(_ id: Int) -> SimulatedUser? { users.first { $0.id == id } }

    /// Changes a user.
    mutating func updateUser(_ id: Int, _ change: (inout SimulatedUser) -> Void) {
        guard let index = users.firstIndex(where: { $0.id == id }) else { return }
        change(&users[index])
    }

    /// The location of a number.
    func location(_ id: Int) -> SimulatedLocation? { locations.first { $0.id == id } }

    /// What the limits of a node's servers sum up to.
    func allocatedResources(of node: NodeID) -> (memoryMiB: Int, diskMiB: Int) {
        var sum = (memoryMiB: 0, diskMiB: 0)
        for server in servers.values where server.node == node {
            sum.memoryMiB += server.limits.memoryMiB
            sum.diskMiB += server.limits.diskMiB
        }
        return sum
    }

    /// What the next event's time is.
    var nextEvent: Timestamp? { events.first }

    /// Lets everything happen that is due.
    mutating func advance(to now: Timestamp) {
        while let (time, event) = events.next(through: now) {
            self.now = max(self.now, time)
            happen(event, at: time)
        }
        self.now = max(self.now, now)
    }

    private mutating func happen(_ event: Event, at now: Timestamp) {
        switch event {
        case .beginStart(let server, let generation, let attempt):
            guard isCurrent(server, generation) else { return }
            beginStart(server, attempt: attempt, at: now)
        case .finishBoot(let server, let generation):
            guard isCurrent(server, generation) else { return }
            finishBoot(server, at: now)
        case .processEnds(let server, let generation, let thenStart):
            guard isCurrent(server, generation) else { return }
            endProcess(server, thenStart: thenStart, at: now)
        case .startFails(let server, let generation):
            guard isCurrent(server, generation), let process = servers[server]?.process else { return }
            let exitCode = process.losesDocker ? 0 : process.failedStartExitCode
            servers[server]?.process.losesDocker = false
            crash(server, exitCode: exitCode, isOOM: false, cause: Self.failedStart, at: now)
        case .crashHandler(let server, let generation):
            guard isCurrent(server, generation) else { return }
            handleCrash(server, at: now)
        case .plannedCrash(let server, let generation):
            guard isCurrent(server, generation), let process = servers[server]?.process else { return }
            crash(server, exitCode: process.crashExitCode, isOOM: process.crashIsOOM, cause: "crash", at: now)
        case .diskCheck(let server): checkDisk(server, at: now)
        case .deliverActivity(let node): deliverActivity(of: node, at: now)
        case .wingsIsUp(let node, let planned): wingsIsUp(node, planned: planned, at: now)
        case .schedule(let server, let schedule, let due): runDue(server, schedule: schedule, due: due, at: now)
        case .task(let server, let schedule, let index): runTask(server, schedule: schedule, index: index, at: now)
        case .backupEnds(let server, let backup): finishBackup(server, backup: backup, at: now)
        case .restoreEnds(let server, let backup, let isTruncating):
            finishRestore(of: server, backup: backup, isTruncating: isTruncating, at: now)
        case .installEnds(let server, let begunAt): finishInstall(server, begunAt: begunAt, at: now)
        case .pullEnds(let server, let path, let url): finishPull(of: url, to: path, on: server, at: now)
        case .daemon(let event): happen(event, at: now)
        }
    }

    func isCurrent(_ server: Int, _ generation: Int) -> Bool {
        servers[server]?.process.generation == generation
    }
}
