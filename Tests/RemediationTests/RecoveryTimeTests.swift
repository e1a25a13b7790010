import Collecting
import Remediation
import Telemetry
import Testing

/// From when a recovery is counted.
struct RecoveryTimeTests {
    /// The seconds of all recoveries together.
    private static func seconds(_ bench: Bench) -> Double? {
        bench.remediator.counters.recoverySeconds["restart-crashed"]?.sum
    }

    /// Starts the server, and sees it running after a time.
    private static func recover(_ bench: inout Bench, after duration: Duration) throws {
        let act = try #require(bench.reachAct().act)
        _ = bench.handle(.actAnswered(act.intentID, .success(())))
        bench.pass(duration)
        bench.see(runningView(at: bench.now))
        #expect(bench.verify().closing?.outcome == .recovered)
    }

    @Test func `it counts from when the server was seen down, however long somebody had asked for it by then`() throws {
        var bench = Bench(views: [runningView()])
        _ = bench.consider()
        #expect(bench.remediator.incidents.first?.refusal == .notDown)
        bench.pass(.seconds(3_600))
        bench.see(crashedView(at: bench.now))
        let detectedAt = bench.remediator.incidents.first?.header.detectedAt
        try Self.recover(&bench, after: .seconds(70))
        #expect(Self.seconds(bench) == 130)
        #expect(detectedAt == start, "the incident is the same one")
    }

    @Test func `attempts that failed count in, and what was mended before does not`() throws {
        var bench = Bench()
        bench.failOnce()
        bench.pass(.seconds(400))
        try Self.recover(&bench, after: .seconds(70))
        #expect(Self.seconds(bench) == 771)
        // The alert still asks, so that the incident is open, and the server crashes again.
        bench.pass(.seconds(1_000))
        bench.see(crashedView(at: bench.now))
        try Self.recover(&bench, after: .seconds(30))
        #expect(Self.seconds(bench) == 861)
    }

    @Test func `a crash that somebody else mended is not part of a later one`() throws {
        var bench = Bench()
        bench.failOnce()
        bench.pass(.seconds(400))
        bench.see(runningView(at: bench.now))
        _ = bench.consider()
        bench.pass(.seconds(2_000))
        bench.see(crashedView(at: bench.now))
        try Self.recover(&bench, after: .seconds(30))
        #expect(Self.seconds(bench) == 90)
    }

    @Test func `of an attempt that an earlier run left open it is known since when there was reason to act`() throws {
        var old = Bench(alerts: [alert(at: start - .seconds(40_000))])
        let intent = try #require(old.consider().intent)
        var bench = Bench(history: LedgerHistory(openIntents: [intent]), at: start + .seconds(20))
        bench.pass(.seconds(30))
        bench.see(runningView(at: bench.now))
        #expect(bench.verify().closing?.outcome == .recovered)
        #expect(Self.seconds(bench) == 50)
    }
}
