import Collecting
import TestSupport
import Testing

/// What a watcher keeps to whatever happens, over many random times.
struct WatcherPropertyTests {
    /// A few seeds at a time, so that a run of many is no list of many.
    private static let batches = Soak.isOn ? 500 : 5
    private static let seedsPerBatch: UInt64 = Soak.isOn ? 10 : 6

    @Test(arguments: StormSources.allCases, 0..<batches)
    func `in a storm nothing is taken for a crash that is none, and in the calm after it everything is known`(
        sources: StormSources,
        batch: Int
    ) {
        let first = UInt64(batch) * Self.seedsPerBatch + 1
        for seed in first..<first + Self.seedsPerBatch {
            var storm = WatcherStorm(seed: seed, sources: sources)
            storm.run(seconds: 500)
            storm.calmDown()
            storm.run(seconds: 300)
            storm.checkCalm()
            #expect(storm.violations.isEmpty, "seed \(seed)")
        }
    }
}
