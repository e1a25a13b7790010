import Foundation
import Glibc
import Synchronization
import TestSupport

/// A process that a test started: its output as lines, and its end.
///
/// Ended by its own id when the scope that started it is left, whatever happened in it.
final class RunningProcess: Sendable {
    private struct Output {
        var lines: [String] = []
        var waiters: [(@Sendable (String) -> Bool, CheckedContinuation<String?, Never>)] = []
        var openPipes = 2
    }

    private let output = Mutex(Output())
    private let child: ChildProcess

    private init(_ executable: String, _ arguments: [String], environment: [String: String]) throws {
        child = try ChildProcess(executable, arguments, environment: environment)
        if let output = child.output {
            read(output.standardOutput)
            read(output.standardError)
        }
    }

    /// Starts a process, runs `body`, and kills the process if it still runs then.
    static func with<Result>(
        _ executable: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        _ body: (RunningProcess) async throws -> Result
    ) async throws -> Result {
        let process = try RunningProcess(executable, arguments, environment: environment)
        do {
            // A test that ran out of time must not wait for a line that never comes.
            let result = try await withTaskCancellationHandler {
                try await body(process)
            } onCancel: {
                process.send(SIGKILL)
            }
            await process.end()
            return result
        } catch {
            await process.end()
            throw error
        }
    }

    /// Runs a process to its end.
    static func run(_ executable: String, _ arguments: [String], input: String? = nil) async throws -> Finished {
        let shell = input.map { text in (["-c", "printf '%s' \"$0\" | exec \"$@\"", text, executable] + arguments) }
        return try await with(shell == nil ? executable : "/bin/sh", shell ?? arguments) { process in
            let status = await process.exitStatus
            return Finished(status: status, output: await process.allOutput)
        }
    }

    struct Finished: Sendable {
        let status: Int32
        let output: String
    }

    /// The process id.
    var id: Int32 { child.identifier }

    /// Everything written so far, standard output and error mixed.
    var text: String { output.withLock { $0.lines.joined(separator: "\n") } }

    /// Waits for a line, those that were written already included.
    func line(where matches: @escaping @Sendable (String) -> Bool) async throws -> String {
        let line = await withCheckedContinuation { (continuation: CheckedContinuation<String?, Never>) in
            let found: String?? = output.withLock { state in
                if let line = state.lines.first(where: matches) { return .some(line) }
                if state.openPipes == 0 { return .some(nil) }
                state.waiters.append((matches, continuation))
                return nil
            }
            if let found { continuation.resume(returning: found) }
        }
        guard let line else { throw EndedEarly(output: text) }
        return line
    }

    struct EndedEarly: Error, CustomStringConvertible {
        let output: String
        var description: String { "the process ended before the awaited line; it said:\n\(output)" }
    }

    /// Sends a signal.
    func send(_ signal: Int32) { child.send(signal) }

    /// The status with which it ended, as soon as it has.
    var exitStatus: Int32 { get async { await child.exitStatus } }

    /// Everything it ever wrote, once it has closed its output.
    var allOutput: String {
        get async {
            // Never matches: returns once both pipes are closed.
            _ = try? await line { _ in false }  // the end of the output is what is waited for
            return text
        }
    }

    private func end() async {
        send(SIGKILL)
        _ = await exitStatus
    }

    /// Reads a pipe to its end on a thread of its own, which may block.
    private func read(_ handle: FileHandle) {
        Thread.detachNewThread { [self] in
            var pending: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 64 * 1024)
            while true {
                let count = Glibc.read(handle.fileDescriptor, &piece, piece.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                pending += piece[..<count]
                while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                    add(String(decoding: pending[..<end], as: UTF8.self))
                    pending.removeSubrange(...end)
                }
            }
            if !pending.isEmpty { add(String(decoding: pending, as: UTF8.self)) }
            close()
        }
    }

    private func add(_ line: String) {
        let ready = output.withLock { state in
            state.lines.append(line)
            let ready = state.waiters.filter { $0.0(line) }
            state.waiters.removeAll { $0.0(line) }
            return ready
        }
        ready.forEach { $0.1.resume(returning: line) }
    }

    private func close() {
        let waiters = output.withLock { state in
            state.openPipes -= 1
            guard state.openPipes == 0 else {
                return [(@Sendable (String) -> Bool, CheckedContinuation<String?, Never>)]()
            }
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.1.resume(returning: nil) }
    }
}
