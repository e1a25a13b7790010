import Alerting
import Foundation
import PromQL
import Settings
import Telemetry

/// Our side: history and rule engine of the product, in a process of their own, so that memory is theirs alone.
struct RuleEngineSide: Codable, Sendable {
    /// What of the rules' answers both sides are compared by.
    struct Answer: Codable, Sendable, Equatable {
        let expression: String
        let value: Double
    }

    /// Of the fleet, before any rule has written.
    let series: Int
    let samples: Int
    let historyBytes: Int
    /// The mean of the moments of a block's life.
    let bytesPerSample: Double
    /// At the end.
    let samplesDropped: Int
    /// The median of one snapshot's ingestion, the longest one, and what it takes to make the snapshot before.
    let ingestSeconds: Double
    let longestIngestSeconds: Double
    let assembleSeconds: Double
    /// For each evaluation of all groups: the sum over the groups.
    let evaluationSeconds: [Double]
    let failures: [String]
    let alerts: Int
    let residentBytes: Int
    let answers: [Answer]

    /// The first argument of the process.
    static let command = "rule-engine"

    /// Runs the process and reads its answer.
    static func measure(_ load: RuleLoad, in folder: URL) async throws -> RuleEngineSide {
        let program = URL(fileURLWithPath: CommandLine.arguments[0])
        let text = try String(decoding: JSONEncoder().encode(load), as: UTF8.self)
        return try await RunningProcess.with(program, [command, text], log: folder, "rule-engine") { process in
            let line = try await process.line(within: .seconds(900)) { $0.hasPrefix("{") }
            return try JSONDecoder().decode(RuleEngineSide.self, from: Data(line.utf8))
        }
    }

    /// What the process does: takes the recording in, evaluates all groups several times, and prints itself.
    static func run(_ text: String) throws {
        let load = try JSONDecoder().decode(RuleLoad.self, from: Data(text.utf8))
        let result = try RuleEngineSide(load)
        print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
    }

    private init(_ load: RuleLoad) throws {
        let clock = ContinuousClock()
        let reader = try RecordingReader(load.recording, shift: load.shift)
        let files = RuleFileReader(sources: .files(environment: [:]))
        let groups = try load.ruleFiles.flatMap { try files.ruleFile(named: $0.path).groups }
        var history = History(retention: load.retention)
        var (ingests, assemblies, shares): ([Double], [Double], [Double]) = ([], [], [])
        func ingest() throws -> Timestamp? {
            let begin = clock.now
            guard let snapshot = try reader.next() else { return nil }
            assemblies.append((clock.now - begin) / .seconds(1))
            ingests.append(clock.measure { history.record(snapshot) } / .seconds(1))
            shares.append(Double(history.size.bytes) / Double(history.size.samples))
            return snapshot.timestamp
        }
        for _ in 1..<load.columns { _ = try ingest() }
        guard let start = try ingest() else { throw BenchError("the recording has no columns") }
        let size = history.size
        series = size.series
        samples = size.samples
        historyBytes = size.bytes
        bytesPerSample = shares.suffix(96).reduce(0, +) / Double(min(96, shares.count))
        answers = try load.answers(over: history, at: start + .seconds(1), by: Evaluator())
        var engine = RuleEngine(
            groups,
            options: RuleEngine.Options(evaluationInterval: load.evaluationInterval),
            startingAt: start
        )
        var (sums, failures): ([Double], Set<String>) = ([], [])
        for _ in 0..<load.evaluations {
            var now = start
            for _ in 0..<load.columnsPerEvaluation { now = try ingest() ?? now }
            var sum = 0.0
            for group in engine.dueGroups(at: now) {
                let duration = clock.measure {
                    let evaluation = engine.evaluate(group, at: now, over: &history)
                    for failure in evaluation?.failures ?? [] { failures.insert("\(failure)") }
                }
                sum += duration / .seconds(1)
            }
            sums.append(sum)
        }
        samplesDropped = history.size.samplesDropped
        ingestSeconds = median(Array(ingests.suffix(96)))
        longestIngestSeconds = ingests.suffix(96).max() ?? .nan
        assembleSeconds = median(Array(assemblies.suffix(96)))
        evaluationSeconds = sums
        self.failures = failures.sorted()
        alerts = engine.alerts.count
        residentBytes = try ResidentMemory.bytes(of: "self")
    }
}

/// What a process has in memory, as Linux counts it.
enum ResidentMemory {
    /// `VmRSS` of `/proc/PID/status`.
    static func bytes(of process: String) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        guard let kilobytes = line.split(separator: " ").dropLast().last.flatMap({ Int($0) }) else {
            throw BenchError("/proc/\(process)/status is not as expected")
        }
        return kilobytes * 1_024
    }
}
