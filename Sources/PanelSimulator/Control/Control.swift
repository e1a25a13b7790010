public import PterodactylAPI

/// Something done to the simulated world that no panel route does.
public enum Control: Sendable, Equatable {
    /// By which way a power action comes, which decides what the activity log shows of it, and when.
    public enum Way: String, Sendable, CaseIterable {
        /// The web console: logged when done, up to 60 s late, `is_api` false.
        case web
        /// The client API with the owner's key: logged at once, `is_api` true.
        case api
        /// A schedule: nothing is logged, the schedule's `last_run_at` moves.
        case schedule
        /// The stop command typed in the web console: a late `server:console.command`.
        case console
        /// Inside the game, unseen by Wings: the process exits with 0, which Wings takes for a crash.
        case game
    }

    /// The process ends by itself; again soon after each of Wings' restarts until it has crashed `times` times.
    case crash(ServerIdentifier, exitCode: Int = 1, isOutOfMemory: Bool = false, times: Int = 1)
    /// The server is told to stop.
    case stop(ServerIdentifier, via: Way)
    /// The server is started by its owner.
    case start(ServerIdentifier, via: Way)
    /// The server is restarted by its owner.
    case restart(ServerIdentifier, via: Way)
    /// The server is killed by its owner.
    case kill(ServerIdentifier, via: Way)
    /// The process is put into a state and stays there: `starting` and `stopping` are then hangs.
    case setState(ServerIdentifier, PowerState)
    /// Whether stops are ignored (until the kill after 10 min) and whether starts never finish.
    case setHangs(ServerIdentifier, ignoresStop: Bool, hangsInStarting: Bool)
    /// How long the server's boots take from now on, from the container's start to the "done" line.
    case setBootTime(ServerIdentifier, Duration)
    /// The panel's status column: `installing`, `install_failed`, `reinstall_failed`, `restoring_backup`, nil, any text.
    case setStatus(ServerIdentifier, String?)
    /// Whether an unfinished transfer exists.
    case setTransferring(ServerIdentifier, Bool)
    /// Suspends; a running process is stopped.
    case suspend(ServerIdentifier)
    /// Ends a suspension; the server stays offline.
    case unsuspend(ServerIdentifier)
    /// Fills the disk to a percentage of its limit; Wings notices within 150 s.
    case fillDisk(ServerIdentifier, percent: Double)
    /// Takes back what `fillDisk` did; Wings notices, and allows a start, within 150 s.
    case freeDisk(ServerIdentifier)
    /// Gives it a startup variable; one that its egg does not have is added to what the panel shows of the server.
    case setVariable(ServerIdentifier, String, String)
    /// Fixes memory and CPU at percentages of their limits; nil gives the load curve back.
    case setLoad(ServerIdentifier, memoryPercent: Double?, cpuPercent: Double?)
    /// Lets the next starts fail.
    case failStarts(ServerIdentifier, count: Int, exitCode: Int = 1)
    /// Puts a finished backup of an age into the list.
    case addBackup(ServerIdentifier, isSuccessful: Bool, age: Duration = .zero)
    /// Lets the next backups fail.
    case failBackups(ServerIdentifier, count: Int)
    /// Removes all backups.
    case removeBackups(ServerIdentifier)
    /// The server's user takes it back to its newest good backup, or to one of this moment where there is none.
    case restore(ServerIdentifier)
    /// Changes the display name.
    case rename(ServerIdentifier, String)
    /// Adds a stopped server; on the first node unless told otherwise.
    case addServer(name: String, node: NodeID? = nil)
    /// Deletes a server.
    case deleteServer(ServerIdentifier)
    /// Whether Wings restarts the server after crashes.
    case setCrashDetection(ServerIdentifier, Bool)
    /// Whether the node's Wings knows the server.
    case setKnownToWings(ServerIdentifier, Bool)
    /// How a node behaves.
    case setNodeMode(NodeID, NodeMode)
    /// Restarts a node's Wings; the servers go on.
    case restartWings(NodeID, downFor: Duration = .seconds(8))
    /// Docker of a node stops: all its servers are offline at once, and none starts before it is back.
    case stopDocker(NodeID, downFor: Duration = .zero)
    /// Ends all WebSockets of a node without a close frame; Wings goes on.
    case dropSockets(NodeID)
    /// Gives a node a new secret, as an administrator's reset does: the old one and all tokens made with it are refused.
    case resetNodeToken(NodeID)
    /// Gives a node a new secret on the panel alone, as an administrator's reset does of which Wings was not told.
    case resetPanelToken(NodeID)
    /// Gives Wings of a node the panel's secret: heals what `resetPanelToken` did.
    case configureWings(NodeID)
    /// How a node's port meets clients while the panel reaches the node; a block ends all WebSockets.
    case setNodeBlock(NodeID, NodeBlock)
    /// Loses the next events that a server's WebSockets would have carried.
    case loseEvents(ServerIdentifier, count: Int)
    /// How the panel behaves.
    case setPanelMode(PanelMode)
}

/// Why a control did nothing.
public enum ControlError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is no such server.
    case unknownServer(String)
    /// There is no such node.
    case unknownNode(String)
    /// A process that is not up cannot crash.
    case notRunning(String)
    /// The control API's request is not understood; `allowed` says what would be.
    case badRequest(found: String, allowed: String)

    /// A sentence for the control API's answer.
    public var description: String {
        switch self {
        case .unknownServer(let name): "there is no server “\(name)”"
        case .unknownNode(let name): "there is no node “\(name)”"
        case .notRunning(let name): "server “\(name)” is not up, so it cannot crash"
        case .badRequest(let found, let allowed): "found \(found); allowed: \(allowed)"
        }
    }
}
