import Exposition
import Telemetry
import TestSupport
import Testing

/// An encoder keeps what it can from page to page; nothing of it may show.
struct PageEncoderTests {
    private let now = Timestamp(millisecondsSince1970: 1_700_000_000_000)
    private static let families = (0..<4).map { MetricFamily("family_\($0)", .gauge, "Family \($0).") }
    private static let histogram = MetricFamily("family_2a_seconds", .histogram, "A histogram.")

    /// Series that come and go, with numbers of which most stay.
    private struct World {
        var random: SeededGenerator
        var series: [(family: Int, labels: LabelSet, value: Double)] = []
        var histogram = HistogramAccumulator(bounds: [1, 10], isNative: true)
        var hasHistogram = true

        mutating func change() {
            if UInt64.random(in: 0..<3, using: &random) == 0 { changeSeries() }
            if !series.isEmpty {
                for _ in 0..<Int.random(in: 0...20, using: &random) {
                    series[Int.random(in: 0..<series.count, using: &random)].value = random.number()
                }
            }
            guard UInt64.random(in: 0..<2, using: &random) == 0 else { return }
            let value = Double.random(in: 0...20, using: &random)
            let isShown = Bool.random(using: &random)
            histogram.observe(value, exemplar: isShown ? Exemplar(["id": random.text()], value) : nil)
            hasHistogram = UInt64.random(in: 0..<4, using: &random) > 0
        }

        private mutating func changeSeries() {
            series.removeAll { _ in UInt64.random(in: 0..<10, using: &random) == 0 }
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                let labels: LabelSet = ["id": "\(random.next())", "a": random.text()]
                series.append((Int.random(in: 0..<4, using: &random), labels, random.number()))
            }
        }

        func write(into draft: inout SnapshotDraft) {
            for (family, labels, value) in series { draft.set(PageEncoderTests.families[family], labels, value) }
            if hasHistogram { draft.set(PageEncoderTests.histogram, ["a": "b"], histogram) }
        }
    }

    @Test(arguments: ScrapeFormat.allCases, 0..<4 as Range<UInt64>)
    func `each page is what an encoder would write that has seen nothing before`(format: ScrapeFormat, seed: UInt64) {
        var world = World(random: SeededGenerator(seed: seed))
        var assembler = SnapshotAssembler()
        var encoder = PageEncoder(format)
        for step in 0..<60 {
            world.change()
            // A catalog of its own gives other numbers to the same series.
            if step == 40 { assembler = SnapshotAssembler() }
            let snapshot = assembler.assemble(at: now) { world.write(into: &$0) }
            var fresh = PageEncoder(format)
            #expect(encoder.encode(snapshot).bytes == fresh.encode(snapshot).bytes, "step \(step), seed \(seed)")
        }
    }

    @Test(arguments: ScrapeFormat.allCases, ContentEncoding.allCases)
    func `what did not change is the same memory on the next page`(format: ScrapeFormat, encoding: ContentEncoding) {
        var assembler = SnapshotAssembler()
        var encoder = PageEncoder(format)
        var compressor = PageCompressor(encoding)
        var pages: [PreparedPage] = []
        for value in [1.0, 2] {
            let snapshot = assembler.assemble(at: now) { draft in
                for index in 0..<9_000 { draft.set(Self.families[0], ["id": "\(index)"], index == 4_999 ? value : 0) }
            }
            pages.append(compressor.prepare(encoder.encode(snapshot)))
        }
        let places = pages.map { $0.parts.suffix(3).map { part in part.withUnsafeBytes { $0.baseAddress } } }
        #expect(zip(places[0], places[1]).map { $0 == $1 }.filter { $0 }.count == 2)
    }

    @Test(arguments: ScrapeFormat.allCases)
    func `a page of many thousand lines changes where a number did`(format: ScrapeFormat) {
        var assembler = SnapshotAssembler()
        var encoder = PageEncoder(format)
        var values = (0..<4_100).map { Double($0) }
        for changed in [[], [0], [4_095, 4_096], Array(0..<4_100)] {
            for index in changed { values[index] += 0.5 }
            let snapshot = assembler.assemble(at: now) { draft in
                for (index, value) in values.enumerated() { draft.set(Self.families[0], ["id": "\(index)"], value) }
            }
            var fresh = PageEncoder(format)
            #expect(encoder.encode(snapshot).bytes == fresh.encode(snapshot).bytes)
        }
    }
}
