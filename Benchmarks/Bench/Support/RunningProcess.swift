import Foundation

/// A process that was started to be measured; what it writes goes into a file.
///
/// Ended by its own id when the scope that started it is left, whatever happened in it.
final class RunningProcess: Sendable {
    private let process: Process
    private let log: URL
    private let name: String

    private init(_ program: URL, _ arguments: [String], log: URL, name: String) throws {
        self.log = log
        self.name = name
        guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
            throw BenchError("\(log.path) cannot be written")
        }
        let output = try FileHandle(forWritingTo: log)
        process = Process()
        process.executableURL = program
        process.arguments = arguments
        // Nothing else of the environment: a proxy set there would come between a side and the simulated panel.
        process.environment = ["PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try output.close()
    }

    /// Starts a program, runs `body`, and kills the program.
    /// - Parameters:
    ///   - log: the folder of its output.
    ///   - name: the output's name there, and how errors call it.
    static func with<Value>(
        _ program: URL,
        _ arguments: [String],
        log folder: URL,
        _ name: String,
        _ body: (RunningProcess) async throws -> Value
    ) async throws -> Value {
        let log = folder.appendingPathComponent("\(name).log")
        let process = try RunningProcess(program, arguments, log: log, name: name)
        defer { process.end() }
        return try await body(process)
    }

    /// Sends a signal.
    func send(_ signal: Int32) {
        if process.isRunning { kill(process.processIdentifier, signal) }
    }

    /// The lines that it wrote so far, the one that it is writing now left out.
    func lines() throws -> [String] {
        let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// Waits for a line, those that were written already included.
    func line(within limit: Duration, where matches: (String) -> Bool) async throws -> String {
        var line: String?
        try await wait(within: limit, for: "a line of output") {
            line = try lines().first(where: matches)
            return line != nil
        }
        return line ?? ""
    }

    /// Looks again and again until something holds.
    /// - Throws: `BenchError` with the output when the time is over or the process ended; `CancellationError`.
    func wait(
        within limit: Duration,
        every pause: Duration = .milliseconds(20),
        for what: String,
        until holds: () throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + limit
        while true {
            let isRunning = process.isRunning
            if try holds() { return }
            guard isRunning, .now < end else {
                let why = isRunning ? "\(what) did not come in \(limit)" : "it ended before \(what) came"
                let output = try lines().suffix(20).joined(separator: "\n")
                throw BenchError("\(name): \(why); its output ends with:\n\(output)")
            }
            try await Task.sleep(for: pause)
        }
    }

    /// Processor time that it used so far, in user and kernel mode, all threads (`/proc/PID/stat`, fields 14 and 15).
    func cpuSeconds() throws -> Double {
        let stat = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
        // The name in field 2 may hold blanks and brackets; field 3 follows the last bracket.
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ").dropFirst()
        let ticks = fields.dropFirst(11).prefix(2).compactMap { Double($0) }
        guard ticks.count == 2 else { throw BenchError("/proc/PID/stat is not as expected: \(stat)") }
        return (ticks[0] + ticks[1]) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// What it has in memory now.
    func residentBytes() throws -> Int { try ResidentMemory.bytes(of: "\(process.processIdentifier)") }

    private func end() {
        send(SIGKILL)
        process.waitUntilExit()
    }
}
