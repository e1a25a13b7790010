import Telemetry
import Testing

struct HistogramAccumulatorTests {
    private let now = Timestamp(millisecondsSince1970: 0)
    private let family = MetricFamily("a_seconds", .histogram, "A.")

    @Test(
        arguments: [
            (1, 0), (1.05, 1), (1.0905077326652577, 1), (1.0905077326652579, 2), (2, 8), (2.1, 9), (0.75, -3),
            (0.5, -8),
            (1.99, 8), (0x1p-127, -1_016), (.greatestFiniteMagnitude, 8_192), (.infinity, 8_193),
        ] as [(Double, Int)]
    )
    func `a number falls into the native bucket`(value: Double, index: Int) {
        var buckets = NativeBuckets()
        buckets.observe(value)
        buckets.observe(-value)
        #expect(buckets.positiveCounts.map(\.index) == [index])
        #expect(buckets.negativeCounts.map(\.index) == [index])
        #expect(buckets.zeroCount == 0)
    }

    @Test func `what is as good as zero, and what is no number, is in no bucket`() {
        var buckets = NativeBuckets()
        for value in [0, -0.0, 0x1p-128, -0x1p-128, .leastNonzeroMagnitude, .nan] { buckets.observe(value) }
        #expect(buckets.zeroCount == 5)
        #expect(buckets.positiveCounts.isEmpty && buckets.negativeCounts.isEmpty)
    }

    @Test func `the newest exemplar of each bucket stays`() {
        var histogram = HistogramAccumulator(bounds: [1, 2])
        histogram.observe(0.5)
        #expect(histogram.exemplars.isEmpty)
        let exemplars = [0.5, 0.75, 5].map { Exemplar(["id": "\($0)"], $0, at: now) }
        for exemplar in exemplars { histogram.observe(exemplar?.value ?? 0, exemplar: exemplar) }
        histogram.observe(0.9)
        #expect(histogram.exemplars == [exemplars[1], nil, exemplars[2]])
    }

    @Test func `an exemplar has at most 128 code points in its labels`() {
        #expect(Exemplar(["ab": String(repeating: "🦖", count: 126)], 1) != nil)
        #expect(Exemplar(["ab": String(repeating: "🦖", count: 127)], 1) == nil)
        #expect(Exemplar(["ab": String(repeating: "e\u{301}", count: 63), "c": "d"], 1) == nil)
    }

    @Test func `a snapshot tells what a histogram has beyond its values, and where it stands`() {
        var plain = HistogramAccumulator(bounds: [1])
        plain.observe(1)
        var rich = HistogramAccumulator(bounds: [1], isNative: true)
        rich.observe(1, exemplar: Exemplar(["id": "x"], 1))
        var assembler = SnapshotAssembler()
        let snapshot = assembler.assemble(at: now) { draft in
            draft.set(family, ["node": "c"], rich)
            draft.set(family, ["node": "b"], plain)
            draft.set(family, ["node": "a"], rich)
            draft.set(family, ["node": "a"], rich)
            draft.set(MetricFamily("a", .gauge, "A."), 1)
        }
        #expect(snapshot.histograms.map(\.position) == [1, 9])
        #expect(snapshot.histograms.allSatisfy { $0.exemplars == rich.exemplars && $0.native == rich.native })
        for histogram in snapshot.histograms {
            let series = snapshot.layout.series[histogram.position]
            #expect(series.name == "a_seconds_bucket" && series.labels["le"] == "1.0")
        }
    }
}
