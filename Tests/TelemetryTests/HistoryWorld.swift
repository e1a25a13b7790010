import Telemetry
import TestSupport

/// Writes random columns into a history and into its model.
struct HistoryWorld {
    var history: History
    var model: HistoryModel
    private var random: SeededGenerator
    private var assembler = SnapshotAssembler()
    private var present: Set<Int>
    private var values: [Double]
    private var now: Int64 = 1_700_000_000_000
    private let family = MetricFamily("up", .gauge, "Up.")

    init(seed: UInt64, retention: Duration, rowsPerBlock: Int, tileWidth: Int) {
        history = History(
            retention: retention,
            memoryBytes: .max,
            rowsPerBlock: rowsPerBlock,
            tileWidth: tileWidth
        )
        model = HistoryModel(retention: retention)
        random = SeededGenerator(seed: seed)
        present = Set(0..<Self.seriesCount)
        values = (0..<Self.seriesCount).map(Double.init)
    }

    private static let seriesCount = 20
    private static let ruleSources = [History.Source("one"), History.Source("two")]

    /// Values that are easily lost.
    private static let odd: [Double] = [
        .nan, .signalingNaN, .staleMarker, Double(bitPattern: 0xFFF8_0000_0000_1234), -0.0, 0, .infinity, -.infinity,
        .leastNonzeroMagnitude, -.greatestFiniteMagnitude, .pi, 9_007_199_254_740_994, -1e15, 0.1, 12.345, 1e22,
    ]

    private static func identity(_ index: Int) -> LabelSet { [LabelSet.metricName: "up", "s": "\(index)"] }

    /// Writes one column: mostly the next snapshot, sometimes one of the same time or a late one, or what a rule says.
    mutating func step() {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: writeSnapshot(at: now)
        case 1: writeSnapshot(at: now - Int64.random(in: 0...90_000, using: &random))
        case 2...6: writeRule(at: now - [0, 0, 1_000, 60_000][Int.random(in: 0..<4, using: &random)])
        case 7:
            now += Int64.random(in: 60_000...400_000, using: &random)
            writeSnapshot(at: now)
        default:
            now += 15_000 + Int64.random(in: -20...20, using: &random)
            writeSnapshot(at: now)
        }
    }

    private mutating func writeSnapshot(at time: Int64) {
        if Int.random(in: 0..<6, using: &random) == 0 {
            let index = Int.random(in: 0..<Self.seriesCount, using: &random)
            if present.remove(index) == nil { present.insert(index) }
        }
        for index in values.indices { move(index) }
        let time = Timestamp(millisecondsSince1970: time)
        let written = present.sorted()
        history.record(
            assembler.assemble(at: time) { draft in
                for index in written { draft.set(family, ["s": "\(index)"], values[index]) }
            }
        )
        let column = Dictionary(uniqueKeysWithValues: written.map { (Self.identity($0), values[$0]) })
        model.record(column, from: .snapshots, at: time)
    }

    /// Each series has its own way of changing.
    private mutating func move(_ index: Int) {
        switch index % 10 {
        case 0: break
        case 1: values[index] += Double(Int.random(in: -3...3, using: &random))
        case 2: values[index] += 15
        case 3: values[index] = Double.random(in: -1...1, using: &random)
        case 4: values[index] = Self.odd.randomElement(using: &random) ?? 0
        case 5: values[index] = (Double.random(in: 0...400, using: &random) * 1_000).rounded() / 1_000
        case 6: values[index] = Double(bitPattern: random.next())
        case 7: values[index] = Bool.random(using: &random) ? 0 : -0.0
        case 8: if Int.random(in: 0..<9, using: &random) == 0 { values[index] = Double(random.next() >> 20) }
        default: values[index] = values[index] > 900 ? 0 : values[index] + 1.5
        }
    }

    /// Rules write series of their own, and some that snapshots have.
    private mutating func writeRule(at time: Int64) {
        let source = Self.ruleSources[Int.random(in: 0..<2, using: &random)]
        let count = Int.random(in: 0...3, using: &random)
        let indices = Set((0..<count).map { _ in Int.random(in: 15..<25, using: &random) }).sorted()
        let samples = indices.map { (labels: Self.identity($0), value: Double(Int.random(in: 0...2, using: &random))) }
        let time = Timestamp(millisecondsSince1970: time)
        history.record(samples, from: source, at: time)
        model.record(Dictionary(uniqueKeysWithValues: samples.map { ($0.labels, $0.value) }), from: source, at: time)
    }

    /// A window that may begin before what is kept, and end after it.
    mutating func window() -> (after: Timestamp, through: Timestamp) {
        let through = now - Int64.random(in: -30_000...7_200_000, using: &random)
        let after = through - Int64.random(in: -10_000...3_600_000, using: &random)
        return (Timestamp(millisecondsSince1970: after), Timestamp(millisecondsSince1970: through))
    }

    /// The first series whose samples in a window are not those of the model, and both.
    static func difference(
        _ history: History,
        _ model: HistoryModel,
        in window: (after: Timestamp, through: Timestamp)
    ) -> String? {
        let all = history.select(name: "up", where: { _ in true }, after: window.after, through: window.through)
        var found: [LabelSet: [SampleBits]] = [:]
        for (labels, samples) in all {
            guard found.updateValue(samples.map(SampleBits.init), forKey: labels) == nil else {
                return "\(labels) twice"
            }
        }
        let newest = history.newest(
            name: "up",
            where: { _ in true },
            after: window.after,
            through: window.through
        )
        guard newest.map({ SampleBits($0.sample) }) == all.compactMap({ $0.samples.last.map(SampleBits.init) }),
            newest.map(\.labels) == all.map(\.labels)
        else { return "the newest samples are not the last ones: \(newest)" }
        for labels in (0..<25).map(identity) {
            let wanted = model.samples(of: labels, after: window.after, through: window.through).map(SampleBits.init)
            if found[labels] ?? [] != wanted { return "\(labels): \(found[labels] ?? []), not \(wanted)" }
        }
        let listed = history.series(name: "up", where: { _ in true }, after: window.after, through: window.through)
        guard Set(listed).count == listed.count else { return "a series is listed twice" }
        let written = model.written(after: window.after, through: window.through)
        return Set(listed) == written ? nil : "listed are \(listed), not \(written)"
    }
}
