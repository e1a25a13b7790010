import PterodactylAPI
import Telemetry

/// What Wings keeps of a server: the process, the power lock and the crash handler's memory.
struct WingsProcess: Sendable {
    /// The state that Wings reports.
    var state: PowerState = .offline
    /// When the state was entered.
    var since: Timestamp
    /// When the container started; nil without one.
    var containerStartedAt: Timestamp?
    /// Seconds from the container's start to the egg's "done" line.
    var boot: Duration
    /// Counts what makes planned events of this process void.
    var generation = 0
    /// Whether a power action, or the crash handler's start, holds the lock.
    var isLocked = false
    /// When the crash handler last restarted the server; Wings forgets it when it restarts.
    var lastHandledCrash: Timestamp?
    /// Until when Wings has no figures because it restarted.
    var statsUnknownUntil: Timestamp?
    /// How many of the next starts fail.
    var failingStarts = 0
    /// What they end with; 128 is Docker's for a port that is taken.
    var failedStartExitCode = 1
    /// Whether the next start finds Docker on its way down.
    var losesDocker = false
    /// How often the server crashes again soon after each boot.
    var crashesToCome = 0
    /// What the planned crashes look like.
    var crashExitCode = 1
    var crashIsOOM = false
    /// Whether the server ignores a stop.
    var ignoresStop = false
    /// Whether the "done" line never comes.
    var hangsInStarting = false
    /// Whether the node's Wings knows the server at all.
    var isKnown = true
    /// Whether Wings restarts this server after crashes.
    var isCrashDetectionOn = true
    /// What is written down on the node when the process has come to rest (actions of the web console).
    var webAction: (signal: PowerSignal, actor: Int)?
    /// Whether the start that is under way is the crash handler's.
    var isCrashRestart = false
    /// Whether Wings runs the egg's install script.
    var isInstalling = false
    /// Whether Wings unpacks a backup.
    var isRestoring = false
    /// What the truth says.
    var starts = 0
    var crashes = 0
    var lastCause = "running since before the simulation"
    var lastExitCode: Int?
    var lastWasOOM = false
    /// Whether the crash handler gave up.
    var hasGivenUp = false

    /// Whether there is a process that can end.
    var isUp: Bool { state == .running || state == .starting }

    /// The time of the last disk measure: while nothing runs, the disk is not looked at.
    func diskMeasuredAt(_ now: Timestamp) -> Timestamp {
        state == .offline ? max(since, .init(millisecondsSince1970: 0)) : now
    }
}
