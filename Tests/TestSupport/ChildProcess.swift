public import Foundation
import Glibc
import Synchronization

/// A process that a test started, and its end.
///
/// Started and awaited by the system's own calls: `Foundation.Process` was seen to miss ends when several processes are
/// started at once, and a test then waits for ever.
public final class ChildProcess: Sendable {
    /// Why a process could not be started.
    public struct NotStarted: Error {
        /// What was to be run.
        public let executable: String
        /// The system's error number.
        public let code: Int32
    }

    private final class Ended: Sendable {
        let flag = Atomic(false)
    }

    /// The process id.
    public let identifier: Int32
    /// What it writes; nil where nobody reads it.
    public let output: (standardOutput: FileHandle, standardError: FileHandle)?
    private let end: Task<Int32, Never>
    private let hasEnded = Ended()

    /// Starts a process.
    /// - Parameters:
    ///   - executable: the path.
    ///   - arguments: without the name of the program.
    ///   - environment: what is added to this process' own.
    ///   - isRead: whether its output is read; else it goes nowhere.
    public init(
        _ executable: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        isRead: Bool = true
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        if isRead {
            let pipes = [Pipe(), Pipe()]
            for (pipe, target) in zip(pipes, [Int32(1), 2]) {
                posix_spawn_file_actions_adddup2(&actions, pipe.fileHandleForWriting.fileDescriptor, target)
            }
            output = (pipes[0].fileHandleForReading, pipes[1].fileHandleForReading)
            identifier = try Self.spawn(executable, arguments, environment, &actions)
            for pipe in pipes { try pipe.fileHandleForWriting.close() }
        } else {
            for target in [Int32(1), 2] {
                posix_spawn_file_actions_addopen(&actions, target, "/dev/null", O_WRONLY, 0)
            }
            output = nil
            identifier = try Self.spawn(executable, arguments, environment, &actions)
        }
        end = Task { [identifier, hasEnded] in
            await apart { Self.wait(for: identifier, telling: hasEnded) }
        }
    }

    /// The status with which it ended, as soon as it has; 128 and the signal's number when a signal ended it.
    public var exitStatus: Int32 {
        get async { await end.value }
    }

    /// Sends a signal, unless it has ended.
    public func send(_ signal: Int32) {
        if !hasEnded.flag.load(ordering: .acquiring) { kill(identifier, signal) }
    }

    private static func spawn(
        _ executable: String,
        _ arguments: [String],
        _ environment: [String: String],
        _ actions: inout posix_spawn_file_actions_t
    ) throws -> Int32 {
        let variables = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + settings).forEach { free($0) } }
        // Sockets of this process must not live on in the child, where nobody would answer on them.
        for descriptor in Int32(3)..<2_048 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var identifier: pid_t = 0
        let code = posix_spawn(&identifier, executable, &actions, nil, &words, &settings)
        guard code == 0 else { throw NotStarted(executable: executable, code: code) }
        return identifier
    }

    private static func wait(for identifier: Int32, telling hasEnded: Ended) -> Int32 {
        // Told before its id is let go of, which then may be another's.
        var end = siginfo_t()
        while waitid(P_PID, id_t(identifier), &end, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        hasEnded.flag.store(true, ordering: .releasing)
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }
}
