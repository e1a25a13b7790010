import Collecting
import Foundation
import Telemetry
import TestSupport
import Testing

/// The table of what every trace of a real Wings is taken for, by three sets of sources, as it was last reviewed.
struct TraceVerdictTests {
    /// All signals; the list of Wings and the log alone; the panel's cached answers alone.
    private static let columns: [TraceSources] = [.all, .wingsEach10, .panel]
    /// How long it is looked on after a trace's end: longer than every grace.
    private static let calm = Duration.seconds(300)

    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/trace-verdicts.md")

    /// What one replay came to.
    private struct Verdict {
        let situation: Situation
        let counts: [String]
        /// Whether the server's restart was due at any time.
        let hasAskedForStart: Bool

        init(_ replay: TraceReplay) {
            let view = replay.watcher.view(of: replay.servers[0].uuid)
            situation = view?.situation ?? .unknown
            let crashes = replay.counts("pterodactyl_server_crashes_total", by: "kind").map { "\($1) × crash (\($0))" }
            let starts = replay.counts("pterodactyl_server_starts_total", by: "cause").map { "\($1) × start by \($0)" }
            counts = crashes.sorted() + starts.sorted()
            hasAskedForStart = replay.beliefs[0].contains { $0.situation == .crashed }
        }

        /// The words of the table.
        var text: String {
            let action = hasAskedForStart ? ["asks for a start"] : []
            return (["**\(situation.words)**"] + counts + action).joined(separator: "; ")
        }
    }

    @Test func `every trace is taken for what the reviewed table says, and none asks for what its truth forbids`()
        throws
    {
        var rows = ["| Trace | Truth | All signals | Without WebSocket | Panel alone |", "|---|---|---|---|---|"]
        for trace in try Trace.all() {
            let truth = try #require(TraceTruths.truth(of: trace.name))
            let isStartAllowed = truth.situation == .crashed
            var cells = [trace.name, truth.states.isEmpty ? "nothing seen" : truth.states]
            for sources in Self.columns {
                var replay = try TraceReplay(truth.servers(of: trace.name), by: sources)
                replay.run(until: replay.end + Self.calm)
                let verdict = Verdict(replay)
                #expect(isStartAllowed || !verdict.hasAskedForStart, "\(trace.name) by \(sources)")
                #expect(isStartAllowed || verdict.situation != .crashed, "\(trace.name) by \(sources)")
                cells.append(verdict.text)
            }
            rows.append("| \(cells.joined(separator: " | ")) |")
        }
        let table = rows.joined(separator: "\n") + "\n"
        print(table)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try table.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let reviewed = (try? String(contentsOf: Self.file, encoding: .utf8)) ?? ""
        let changed = zip(rows, reviewed.split(separator: "\n").map(String.init)).first { $0 != $1 }
        #expect(ProcessInfo.processInfo.environment["RECORD"] != "1", "the table was written anew; look it over")
        #expect(table == reviewed, "RECORD=1 writes it anew; the first change: \(changed?.0 ?? "the number of rows")")
    }
}

extension Situation {
    /// For the table.
    fileprivate var words: String {
        switch self {
        case .unknown: "cannot know"
        case .down(.undecidable): "down, cannot know why"
        case .down(.sinceFirstSeen): "down since first seen"
        case .down(let cause): "down by \(cause.rawValue)"
        case .up, .starting, .stopping, .undecided, .crashed, .held: "\(self)"
        }
    }
}
