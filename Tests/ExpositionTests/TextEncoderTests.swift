import Exposition
import Telemetry
import TestSupport
import Testing

struct TextEncoderTests {
    private let now = Timestamp(millisecondsSince1970: 1_700_000_000_000)
    private let up = MetricFamily("panel_up", .gauge, "Whether the panel answers.")
    private let requests = MetricFamily("panel_requests_total", .counter, "Requests, \"all\" of them:\n\\ any.")
    private let latency = MetricFamily("panel_latency_seconds", .histogram, "Time to answer.")

    private func page(_ encoder: inout TextEncoder, _ snapshot: Snapshot) -> String {
        String(decoding: encoder.encode(snapshot), as: UTF8.self)
    }

    @Test func `a snapshot is one page: families sorted, headers first, values exact`() {
        var assembler = SnapshotAssembler()
        var histogram = HistogramAccumulator(bounds: [0.5, 1, 2_500_000])
        for value in [0.1, 0.75, 3] { histogram.observe(value) }
        let snapshot = assembler.assemble(at: now) { draft in
            draft.set(up, 1)
            draft.set(requests, ["code": "200", "server": "a \"b\"\\c\nd 🦖"], 12)
            draft.set(requests, ["code": "503"], .nan)
            draft.set(latency, ["node": "n"], histogram)
        }
        var encoder = TextEncoder()
        #expect(
            page(&encoder, snapshot) == #"""
                # HELP panel_latency_seconds Time to answer.
                # TYPE panel_latency_seconds histogram
                panel_latency_seconds_bucket{le="0.5",node="n"} 1
                panel_latency_seconds_bucket{le="1.0",node="n"} 2
                panel_latency_seconds_bucket{le="2.5e+06",node="n"} 3
                panel_latency_seconds_bucket{le="+Inf",node="n"} 3
                panel_latency_seconds_sum{node="n"} 3.85
                panel_latency_seconds_count{node="n"} 3
                # HELP panel_requests_total Requests, "all" of them:\n\\ any.
                # TYPE panel_requests_total counter
                panel_requests_total{code="200",server="a \"b\"\\c\nd 🦖"} 12
                panel_requests_total{code="503"} NaN
                # HELP panel_up Whether the panel answers.
                # TYPE panel_up gauge
                panel_up 1

                """#
        )
    }

    @Test func `a snapshot without series is an empty page`() {
        var assembler = SnapshotAssembler()
        var encoder = TextEncoder()
        #expect(encoder.encode(assembler.assemble(at: now) { _ in }).isEmpty)
    }

    @Test func `the next snapshots of a layout, and of another one, are encoded right`() {
        var assembler = SnapshotAssembler()
        var encoder = TextEncoder()
        let header = "# HELP panel_up Whether the panel answers.\n# TYPE panel_up gauge\n"
        for value in [1.0, 0, 0.5] {
            let snapshot = assembler.assemble(at: now) { $0.set(up, value) }
            #expect(page(&encoder, snapshot) == header + "panel_up \(value == 0.5 ? "0.5" : "\(Int(value))")\n")
        }
        let other = assembler.assemble(at: now) { $0.set(up, ["panel": "b"], 1) }
        #expect(page(&encoder, other) == header + "panel_up{panel=\"b\"} 1\n")
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `what is encoded reads back, whatever the labels and numbers`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var assembler = SnapshotAssembler()
        var encoder = TextEncoder()
        let families = (0..<5).map { MetricFamily("family_\($0)", .gauge, random.text()) }
        let snapshot = assembler.assemble(at: now) { draft in
            for index in 0..<200 {
                let labels = LabelSet([
                    Label("index", "\(index)"), Label("a", random.text()), Label("b", random.text()),
                ])
                draft.set(families[index % families.count], labels, random.number())
            }
        }
        let read = try TextReader.read(encoder.encode(snapshot))
        #expect(read.order == families.map(\.name))
        for range in snapshot.layout.families {
            let expected = range.positions.map { position in
                let series = snapshot.layout.series[position]
                let pairs = series.labels.labels.map { ($0.name, $0.value) }
                return TextReader.Sample(
                    name: series.name,
                    labels: Dictionary(uniqueKeysWithValues: pairs),
                    value: snapshot.values[position]
                )
            }
            let family = try #require(read.families[range.family.name])
            #expect(family == TextReader.Family(help: range.family.help, type: "gauge", samples: expected))
        }
    }
}
