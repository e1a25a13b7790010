import Telemetry
import TestSupport
import Testing

struct HistoryModelTests {
    private static let everything = (
        after: Timestamp(millisecondsSince1970: .min), through: Timestamp(millisecondsSince1970: .max)
    )

    @Test(
        arguments: [
            (seed: 1 as UInt64, rows: 1, width: 1), (2, 7, 1), (3, 7, 100), (4, 16, 3), (5, 40, 2), (6, 120, 256),
            (7, 256, 1),
        ]
    )
    func `a history tells what a plain list of columns tells`(seed: UInt64, rows: Int, width: Int) {
        var world = HistoryWorld(seed: seed, retention: .seconds(5_400), rowsPerBlock: rows, tileWidth: width)
        for step in 0..<800 {
            world.step()
            #expect(world.history.size.samples == world.model.sampleCount, "seed \(seed), step \(step)")
            guard step % 6 == 0 else { continue }
            let window = step % 90 == 0 ? Self.everything : world.window()
            let difference = HistoryWorld.difference(world.history, world.model, in: window)
            #expect(difference == nil, "seed \(seed), step \(step)")
            if difference != nil { return }
        }
        #expect(world.history.size.samplesDropped == 0)
    }

    @Test func `series are known as long as a column that is kept knows them`() {
        var world = HistoryWorld(seed: 8, retention: .seconds(600), rowsPerBlock: 10, tileWidth: 2)
        for step in 0..<1_000 {
            let before = world.history.size.samples
            world.step()
            // Series are forgotten when columns go.
            guard world.history.size.samples < before else { continue }
            #expect(world.history.size.series == world.model.series.count, "step \(step)")
        }
    }

    @Test func `a reader's version stays as it was while the writer goes on`() {
        var world = HistoryWorld(seed: 9, retention: .seconds(3_600), rowsPerBlock: 12, tileWidth: 1)
        var versions: [(history: History, model: HistoryModel)] = []
        for step in 0..<300 {
            world.step()
            if step % 3 == 0 { versions.append((world.history, world.model)) }
        }
        for (index, version) in versions.enumerated() {
            let difference = HistoryWorld.difference(version.history, version.model, in: Self.everything)
            #expect(difference == nil, "version \(index)")
            #expect(version.history.size.samples == version.model.sampleCount)
        }
    }
}
