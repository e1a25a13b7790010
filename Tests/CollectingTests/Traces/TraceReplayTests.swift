import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

/// Every recorded trace, replayed through each set of sources, gives what really happened, as far and as soon as it can be
/// known.
struct TraceReplayTests {
    /// How long it is looked on after a trace's end: longer than every grace.
    private static let calm = Duration.seconds(300)

    @Test func `the truth of every trace is written down, with the states that it has`() throws {
        let traces = try Trace.all()
        for trace in traces {
            let truth = try #require(TraceTruths.truth(of: trace.name), "nobody wrote the truth of \(trace.name) down")
            let states = try RecordedServer(trace).states.map(\.value.word).joined(separator: " ")
            #expect(truth.states == states, "\(trace.name)")
        }
        let written = TraceTruths.all.flatMap(\.traces)
        #expect(written.count == traces.count && Set(written) == Set(traces.map(\.name)))
    }

    @Test(arguments: TraceTruths.all, TraceSources.allCases)
    func `a trace gives what really happened, as far as its sources can know it`(
        truth: TraceTruth,
        sources: TraceSources
    ) throws {
        for trace in truth.traces {
            var replay = try TraceReplay(truth.servers(of: trace), by: sources)
            replay.run(until: replay.end + Self.calm)
            check(replay, of: trace, truth.known(by: sources))
            try checkCrashes(replay, of: trace, truth, by: sources)
        }
    }

    private func check(_ replay: TraceReplay, of trace: String, _ known: TraceTruth.Known) {
        let view = replay.watcher.view(of: replay.servers[0].uuid)
        #expect(view?.situation ?? .unknown == known.situation, "\(trace)")
        #expect(view?.isDesiredUp == TraceTruth.isDesiredUp(in: known.situation), "\(trace)")
        #expect(view == nil || view?.state == replay.servers[0].state(at: replay.now), "\(trace)")
        #expect(replay.counts("pterodactyl_server_crashes_total", by: "kind") == known.crashCounts, "\(trace)")
        #expect(replay.counts("pterodactyl_server_starts_total", by: "cause") == known.startCounts, "\(trace)")
        #expect(replay.violations == [], "a state that it did not have")
    }

    /// What may be restarted is told in time, and nothing else ever.
    private func checkCrashes(
        _ replay: TraceReplay,
        of trace: String,
        _ truth: TraceTruth,
        by sources: TraceSources
    ) throws {
        let crashed = replay.beliefs[0].filter { $0.situation == .crashed }
        guard truth.known(by: sources).situation == .crashed else {
            #expect(crashed.isEmpty, "\(trace)")
            return
        }
        let down = try #require(replay.servers[0].states.last { $0.value == .offline }, "\(trace)")
        #expect(crashed.count == 1, "\(trace)")
        let told = try #require(crashed.first?.at, "\(trace)")
        #expect(told >= down.at && told <= down.at + truth.patience(of: sources), "\(trace): \(told - down.at)")
    }

    @Test func `what Wings says of a crash that it mends is counted half a second later`() throws {
        var count = 0
        for trace in try Trace.all() where TraceTruths.truth(of: trace.name)?.isOfNode == false {
            var assembler = CrashReportAssembler()
            let mended = trace.events.flatMap { event, time in
                assembler.observe(event, at: time).filter { $0.verdict == .restarts }.map { ($0, time) }
            }
            var replay = try TraceReplay([RecordedServer(trace)], by: .stream)
            for (number, (report, time)) in mended.enumerated() {
                replay.run(until: Timestamp(millisecondsSince1970: time.millisecondsSince1970) + .milliseconds(500))
                let starts = replay.counts("pterodactyl_server_starts_total", by: "cause")
                #expect(starts["wings"] == number + 1, "\(trace.name): \(report)")
                let crashes = replay.counts("pterodactyl_server_crashes_total", by: "kind")
                #expect(crashes.values.reduce(0, +) == number + 1, "\(trace.name): \(report)")
                count += 1
            }
        }
        #expect(count == 15)
    }

    /// A panel that is asked for one server after the other cannot see that they ended together.
    @Test(arguments: TraceSources.allCases.filter { $0.hasWings || $0.hasStream })
    func `while a node's Docker is away, none of its servers is said to be down`(sources: TraceSources) throws {
        let truth = try #require(TraceTruths.truth(of: "dockerd_restart"))
        var replay = try TraceReplay(truth.servers(of: "dockerd_restart"), by: sources)
        replay.run(until: replay.end)
        let outage = try #require(replay.servers[0].dockerOutage)
        for (server, beliefs) in zip(replay.servers, replay.beliefs) {
            // The others' ends may be told some hundredths of a second later.
            let settled = beliefs.filter { outage.contains($0.at) && $0.at > outage.lowerBound + .seconds(1) }
            #expect(settled.allSatisfy { $0.situation == .unknown }, "\(server.trace.name): \(settled)")
        }
        var assembler = SnapshotAssembler()
        let snapshot = assembler.assemble(at: replay.now) { replay.watcher.write(into: &$0, at: replay.now) }
        #expect(snapshot.samples(of: "pterodactyl_server_crashes_total").allSatisfy { $0.value == 0 })
    }
}
