import Telemetry
import TestSupport
import Testing

struct HistorySizeTests {
    private let family = MetricFamily("walk", .gauge, "A walk.")

    private func at(_ step: Int) -> Timestamp {
        Timestamp(millisecondsSince1970: 1_700_000_000_000 + Int64(step) * 15_000)
    }

    /// Records a column for each step; each series begins at 1,000 and is moved on.
    private func record(
        _ steps: Int,
        series: Int,
        into history: inout History,
        move: (_ series: Int, _ value: inout Double) -> Void,
        then look: (History) -> Void = { _ in }
    ) {
        var assembler = SnapshotAssembler()
        var values = [Double](repeating: 1_000, count: series)
        for step in 0..<steps {
            for index in values.indices { move(index, &values[index]) }
            let snapshot = assembler.assemble(at: at(step)) { draft in
                draft.setBlock("all", version: 1) { block in
                    // Of one length, so that their order is that of the numbers.
                    for (index, value) in values.enumerated() { block.set(family, ["s": "\(1_000 + index)"], value) }
                }
            }
            history.record(snapshot)
            look(history)
        }
    }

    /// How a series of a game panel moves; most never do.
    private enum Movement: CaseIterable {
        case processor, memory, traffic, uptime, seldom

        func callAsFunction(_ value: inout Double, _ random: inout SeededGenerator) {
            switch self {
            case .processor: value = (Double.random(in: 0...200, using: &random) * 1_000).rounded() / 1_000 / 100
            case .memory: value += Double(Int.random(in: -50...50, using: &random)) * 4_096
            case .traffic: value += Double(Int.random(in: 0...20_000, using: &random))
            case .uptime: value += 15
            case .seldom: if Int.random(in: 0..<40, using: &random) == 0 { value += 1 }
            }
        }
    }

    /// Bytes a sample, the newest columns included: the mean of all moments between one block and the one after the next.
    private func bytesPerSample(series: Int, move: (_ series: Int, _ value: inout Double) -> Void) -> Double {
        var history = History(retention: .seconds(86_400))
        var shares: [Double] = []
        record(480 + 96, series: series, into: &history, move: move) { history in
            shares.append(Double(history.size.bytes) / Double(history.size.samples))
        }
        return shares.suffix(96).reduce(0, +) / 96
    }

    @Test func `a walk of small whole numbers takes less than 1.8 bytes a sample`() {
        var random = SeededGenerator(seed: 1)
        let mean = bytesPerSample(series: 200) { _, value in
            value += Double(Int.random(in: -10...10, using: &random))
        }
        print("a walk takes \(mean) bytes a sample")
        #expect(mean < 1.8)
    }

    @Test func `values as those of game servers take less than 0.4 bytes a sample`() {
        var random = SeededGenerator(seed: 2)
        // Fifty series a server, six of which move where the server runs; half of the twenty servers do. Layouts have the
        // series of one metric side by side.
        let mean = bytesPerSample(series: 1_000) { index, value in
            let metric = index / 20
            guard index % 20 < 10, metric < 6 else { return }
            Movement.allCases[min(metric, Movement.allCases.count - 1)](&value, &random)
        }
        print("game servers take \(mean) bytes a sample")
        #expect(mean < 0.4)
    }

    @Test(arguments: [200_000, 400_000, 1_000_000])
    func `the memory bound is kept, the oldest samples go first, and the size tells of it`(bound: Int) {
        var random = SeededGenerator(seed: 3)
        var history = History(retention: .seconds(86_400), memoryBytes: bound, rowsPerBlock: 16)
        for _ in 0..<6 {
            record(100, series: 300, into: &history) { _, value in value = Double.random(in: 0...1, using: &random) }
            #expect(history.size.bytes <= bound)
        }
        let size = history.size
        #expect(size.samplesDropped > 0)
        #expect(size.samples + size.samplesDropped == 6 * 100 * 300)
        let kept = history.select(name: "walk", where: { $0["s"] == "1007" }, after: at(-1), through: at(100))
        #expect(kept.first?.samples.last?.timestamp == at(99))
        // A block is let go of whole; nothing newer than that is missing.
        #expect(size.bytes >= bound / 4)
    }

    @Test func `the newest column stays, however small the bound`() {
        var history = History(retention: .seconds(60), memoryBytes: 1)
        record(10, series: 3, into: &history) { _, value in value += 1 }
        let kept = history.select(name: "walk", where: { _ in true }, after: at(-1), through: at(100))
        #expect(kept.map { $0.samples.map(\.value) } == [[1_010], [1_010], [1_010]])
        #expect(history.size.samples == 3)
        #expect(history.size.samplesDropped == 27)
    }

    @Test func `bytes are given back when samples go`() {
        var history = History(retention: .seconds(1_500), memoryBytes: .max, rowsPerBlock: 20)
        let source = History.Source("rule")
        record(300, series: 50, into: &history) { index, value in value += Double(index) }
        history.record([([LabelSet.metricName: "x"], 1)], from: source, at: at(300))
        history.record([], from: .snapshots, at: at(1_000))
        history.record([], from: source, at: at(1_001))
        history.record([], from: .snapshots, at: at(2_000))
        history.record([], from: source, at: at(2_001))
        #expect(history.size.series == 0)
        #expect(history.size.samples == 0)
        #expect(history.size.bytes < 1_000)
    }
}
