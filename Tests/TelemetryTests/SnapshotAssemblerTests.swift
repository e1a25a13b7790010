import Telemetry
import Testing

struct SnapshotAssemblerTests {
    private let now = Timestamp(millisecondsSince1970: 1_000)
    private let first = MetricFamily("a_first", .gauge, "First.")
    private let second = MetricFamily("b_second", .counter, "Second.")
    private let third = MetricFamily("c_third", .histogram, "Third.")

    @Test func `families are sorted by name and their series by labels, values with them`() {
        var assembler = SnapshotAssembler()
        let snapshot = assembler.assemble(at: now) { draft in
            draft.set(second, ["s": "b"], 4)
            draft.set(first, ["s": "z"], 2)
            draft.set(second, ["s": "a"], 3)
            draft.set(first, 1)
        }
        #expect(snapshot.timestamp == now)
        #expect(snapshot.layout.families.map(\.family.name) == ["a_first", "b_second"])
        #expect(snapshot.layout.families.map(\.positions) == [0..<2, 2..<4])
        #expect(snapshot.layout.series.map { $0.labels["s"] } == [nil, "z", "a", "b"])
        #expect(snapshot.values == [1, 2, 3, 4])
        #expect(snapshot.layout.series[3].identity == [LabelSet.metricName: "b_second", "s": "b"])
        #expect(snapshot.value(of: snapshot.layout.series[2].id) == 3)
        #expect(snapshot.samples(of: "b_second").map(\.value) == [3, 4])
    }

    @Test func `the parts of a histogram stay together and in order`() {
        var assembler = SnapshotAssembler()
        var histogram = HistogramAccumulator(bounds: [2, 10])
        for value in [1, 2, 5, 100] as [Double] { histogram.observe(value) }
        let snapshot = assembler.assemble(at: now) { draft in
            draft.set(third, ["n": "b"], histogram)
            draft.set(third, ["n": "a"], histogram)
        }
        let lines = zip(snapshot.layout.series, snapshot.values).map { series, value in
            "\(series.labels["n"] ?? "") \(series.name) \(series.labels["le"] ?? "-") \(Int(value))"
        }
        let parts = ["bucket 2.0 2", "bucket 10.0 3", "bucket +Inf 4", "sum - 108", "count - 4"]
        #expect(lines == ["a", "b"].flatMap { node in parts.map { "\(node) c_third_\($0)" } })
        #expect(snapshot.layout.families.count == 1)
    }

    @Test func `the layout is kept while the same series are written in the same order`() {
        var assembler = SnapshotAssembler()
        let one = assembler.assemble(at: now) { draft in
            draft.set(second, 1)
            draft.set(first, 2)
        }
        let two = assembler.assemble(at: now) { draft in
            draft.set(second, 3)
            draft.set(first, 4)
        }
        #expect(one.layout === two.layout)
        #expect(two.values == [4, 3])
        let turned = assembler.assemble(at: now) { draft in
            draft.set(first, 5)
            draft.set(second, 6)
        }
        #expect(turned.values == [5, 6])
        let fewer = assembler.assemble(at: now) { $0.set(second, 7) }
        #expect(fewer.layout !== two.layout)
        #expect(fewer.values == [7])
        #expect(fewer.layout.position(of: two.layout.series[0].id) == nil)
        #expect(fewer.layout.series[0].id == two.layout.series[1].id)
        #expect(one.values == [2, 1])
    }

    @Test func `series that are gone are forgotten, and what a snapshot shows is right before and after`() {
        var assembler = SnapshotAssembler()
        var history = History(retention: .seconds(10))
        var highest: UInt32 = 0
        for step in 0..<(4 * SnapshotAssembler.tolerance) {
            let at = Timestamp(millisecondsSince1970: Int64(step) * 1_000)
            let snapshot = assembler.assemble(at: at) { draft in
                draft.set(first, ["name": "name \(step)"], Double(step))
                draft.set(second, ["s": "stays"], Double(-step))
            }
            history.record(snapshot)
            #expect(snapshot.values == [Double(step), Double(-step)])
            #expect(snapshot.layout.series.map(\.labels) == [["name": "name \(step)"], ["s": "stays"]])
            highest = max(highest, UInt32(snapshot.layout.series.map(\.id.index).max() ?? 0))
        }
        #expect(highest < 2 * UInt32(SnapshotAssembler.tolerance))
        let kept = history.select(
            name: "b_second",
            where: { _ in true },
            after: Timestamp(millisecondsSince1970: 0),
            through: Timestamp(millisecondsSince1970: .max)
        )
        #expect(kept.map(\.labels) == [[LabelSet.metricName: "b_second", "s": "stays"]])
        #expect(kept.first?.samples.contains { $0.value.isStaleMarker } == false)
    }

    @Test func `of two values for one series the first stands, and nothing known is no series`() {
        var assembler = SnapshotAssembler()
        let unknown: Double? = nil
        let snapshot = assembler.assemble(at: now) { draft in
            draft.set(first, ["s": "a"], 1)
            draft.set(first, ["s": "a", "empty": ""], 2)
            draft.set(second, unknown)
        }
        #expect(snapshot.values == [1])
        #expect(snapshot.layout.families.map(\.family) == [first])
    }

    @Test(
        arguments: [
            (0.0, "0.0"), (1, "1.0"), (0.25, "0.25"), (0.0001, "0.0001"), (0.00001, "1e-05"), (2.5e-7, "2.5e-07"),
            (10, "10.0"),
            (100_000, "100000.0"), (123_456.5, "123456.5"), (1_000_000, "1e+06"), (1_234_567, "1.234567e+06"),
            (1e100, "1e+100"),
            (-1.5, "-1.5"), (-1e-9, "-1e-09"), (1e16, "1e+16"), (0.005, "0.005"),
            (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        ] as [(Double, String)]
    )
    func `a bound is written in canonical text`(number: Double, text: String) {
        #expect(number.canonicalText == text)
    }
}
