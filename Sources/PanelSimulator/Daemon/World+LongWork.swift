import PterodactylAPI
import Telemetry

/// What takes Wings a while: waiting for the power lock, and what it says while it installs and restores.
extension World {
    /// How often a waiting power action tries again.
    private static let lockRetry: Duration = .milliseconds(200)
    /// What the simulated install scripts write.
    private static let installOutput = [
        "Preparing the installation", "Downloading the server files", "Unpacking", "Writing the configuration",
        "Setting permissions", "Installation completed",
    ]
    /// Carries out a power action that waits for the lock; the one who holds it may take until a time.
    mutating func tryPower(_ signal: PowerSignal, _ id: Int, until end: Timestamp, at now: Timestamp) {
        guard let server = servers[id] else { return }
        guard server.process.isLocked, signal != .kill else {
            power(signal, id, cause: "\(signal.rawValue) through Wings", at: now)
            return
        }
        guard now < end else { return }
        plan(.daemon(.waitingPower(server: id, signal: signal, until: end)), in: Self.lockRetry, from: now)
    }

    /// Plans what Wings says while it installs; who listens at the end hears that, too.
    mutating func tellInstall(of id: Int, begunAt: Timestamp, from start: Duration, at now: Timestamp) {
        let messages = ["Starting installation process, this could take a few minutes..."]
        let events =
            [(Duration.zero, WingsEvent.installStarted)] + messages.map { (.milliseconds(1_100), .daemonMessage($0)) }
            + Self.installOutput.enumerated().map { (.milliseconds(1_200 + 3_000 * $0), .installOutput($1)) }
        for (offset, event) in events {
            plan(.daemon(.install(server: id, begunAt: begunAt, event)), in: start + offset, from: now)
        }
    }

    /// Tells of the files that a restoration has brought back, and of its end: the same when it failed.
    mutating func tellRestore(of id: Int, files: SimulatedFileSystem?, at now: Timestamp) {
        for path in files?.paths(below: ["/"], in: "/") ?? [] where files?.entry(path)?.isDirectory == false {
            emit(.daemonMessage("(restoring): \(path.dropFirst())"), of: id, at: now)
        }
        emit(.daemonMessage("Completed server restoration from local backup."), of: id, at: now)
        emit(.backupRestoreCompleted, of: id, at: now)
    }
}
