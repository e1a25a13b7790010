import PterodactylAPI

extension CrashReport {
    /// The kind of crash, as far as Wings told it.
    var kind: CrashKind {
        if isOutOfMemory == true { return .oom }
        guard let exitCode else { return .unknown }
        return exitCode == 0 ? .cleanExit : .exit
    }

    /// Whether Wings leaves it down, so that somebody has to start it.
    var leavesItDown: Bool {
        switch verdict {
        case .gaveUp, .detectionDisabled, .failed: true
        case .restarts, .unknown: false
        }
    }

    /// Whether it alone tells that the server crashed and stays down.
    ///
    /// Not when Wings failed to handle the crash: that is as often its node's trouble as the server's own, and where few of
    /// a node's servers are seen nothing else tells (`recorded/wings/dockerd_restart`).
    var tellsAll: Bool { leavesItDown && verdict != .failed && isSurelyUnwanted }

    /// Whether nobody can have wanted the end: the process ended by itself with an exit code that no stop leads to.
    ///
    /// 0 is also that of a stop inside the game or of a stop command that Wings does not know; 130, 137 and 143 are those of
    /// signals, as `docker stop`, a kill or a stop that raced with the end leave them. Then the activity log is asked.
    var isSurelyUnwanted: Bool {
        if isOutOfMemory == true { return true }
        guard let exitCode else { return false }
        return ![0, 130, 137, 143].contains(exitCode)
    }
}
