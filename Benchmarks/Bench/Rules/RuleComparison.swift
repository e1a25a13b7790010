import Foundation
import Settings
import Telemetry

/// The shipped rules and 500 generated ones over two hours of a fleet's series: our engine, and a real Prometheus.
struct RuleComparison: Sendable {
    let ours: RuleEngineSide
    let peer: PrometheusSide

    /// How many servers there are; the environment may ask for fewer, while one works on the bench.
    static let servers = ProcessInfo.processInfo.environment["PTEROWATCH_BENCH_SERVERS"].flatMap { Int($0) } ?? 10_000
    private static let columns = 480
    private static let evaluations = 3
    private static let seed: UInt64 = 20_261_126

    static func measure(in folder: URL) async throws -> RuleComparison {
        let recording = folder.appendingPathComponent("recording")
        var load = RuleLoad(
            recording: recording,
            ruleFiles: try writeRules(in: folder),
            columns: columns,
            evaluations: evaluations
        )
        let total = columns + evaluations * load.columnsPerEvaluation
        try await record(total, in: recording)
        let (peer, shift) = try await measurePeer(load, in: folder)
        load.shiftMilliseconds = shift.wholeMilliseconds
        Console.say("rules: our engine")
        let ours = try await RuleEngineSide.measure(load, in: folder)
        let comparison = RuleComparison(ours: ours, peer: peer)
        comparison.tell()
        try comparison.check()
        return comparison
    }

    private static func writeRules(in folder: URL) throws -> [URL] {
        let shipped = BuiltinRules.files.map { (name: $0.name, text: $0.text) }
        return try (shipped + [("generated.yml", GeneratedRules.file(seed: seed))]).map { name, text in
            let url = folder.appendingPathComponent(name)
            try text.write(to: url, atomically: true, encoding: .utf8)
            return url
        }
    }

    private static func record(_ columns: Int, in recording: URL) async throws {
        if let kept = ProcessInfo.processInfo.environment["PTEROWATCH_BENCH_RECORDING"] {
            return try FileManager.default.createSymbolicLink(
                at: recording,
                withDestinationURL: URL(fileURLWithPath: kept)
            )
        }
        let writer = try RecordingWriter(recording)
        // On a whole interval, as the columns of the history are.
        let now = (Date.now.timeIntervalSince1970 / 60).rounded() * 60
        let start = Timestamp(secondsSince1970: now) - VirtualFleet.interval * columns
        Console.say("rules: a simulated fleet of \(servers) servers")
        var fleet = try await VirtualFleet(servers: servers, startingAt: start)
        for column in 1...columns {
            try Task.checkCancellation()
            if column % 60 == 0 { Console.say("rules: \(column) of \(columns) snapshots") }
            try writer.write(await fleet.nextSnapshot())
        }
        try writer.close()
    }

    private static func measurePeer(_ load: RuleLoad, in folder: URL) async throws -> (PrometheusSide, Duration) {
        let reader = try RecordingReader(load.recording)
        var history = History(retention: .seconds(86_400), memoryBytes: 4 << 30)
        var last: Snapshot?
        for _ in 0..<load.columns {
            guard let snapshot = try reader.next() else { break }
            history.record(snapshot)
            last = snapshot
        }
        guard let last else { throw BenchError("the recording is empty") }
        return try await PrometheusSide.measure(load, history, through: last, in: folder)
    }

    /// Says what the rows are read from.
    private func tell() {
        func mebibytes(_ bytes: Int) -> Int { bytes >> 20 }
        Console.say(
            """
            rules: ours: \(ours.series) series, \(ours.samples) samples in \(mebibytes(ours.historyBytes)) MiB \
            (\(ours.bytesPerSample) bytes a sample over time); after the evaluations \(ours.samplesDropped) dropped, \(mebibytes(ours.residentBytes)) MiB resident, \(ours.alerts) alerts; \
            ingestion \(ours.ingestSeconds) s, at most \(ours.longestIngestSeconds) s, \
            assembly and reading \(ours.assembleSeconds) s; evaluations \(ours.evaluationSeconds) s
            rules: \(PrometheusSide.name): \(peer.series) series, \(mebibytes(peer.residentBytes)) MiB resident; \
            scrape \(peer.scrapeSeconds) s; \
            evaluations \(peer.evaluationSeconds) s
            """
        )
    }

    /// Both must have computed the same.
    private func check() throws {
        guard ours.failures.isEmpty else { throw BenchError("rules failed: \(ours.failures)") }
        guard ours.samplesDropped == 0 else { throw BenchError("\(ours.samplesDropped) samples found no room") }
        guard ours.series == peer.series else {
            throw BenchError("ours has \(ours.series) series, \(PrometheusSide.name) \(peer.series)")
        }
        for (ours, theirs) in zip(ours.answers, peer.answers) {
            let difference = abs(ours.value - theirs.value) / max(abs(theirs.value), 1)
            guard difference < 1e-9 else {
                throw BenchError("\(ours.expression): ours \(ours.value), \(PrometheusSide.name) \(theirs.value)")
            }
        }
    }
}
