import Exposition
import Telemetry
import TestSupport
import Testing

struct OpenMetricsTests {
    private let now = Timestamp(millisecondsSince1970: 1_700_000_000_000)
    private let latency = MetricFamily("panel_latency_seconds", .histogram, "Time to answer.")

    private func page(_ snapshot: Snapshot, isLast: Bool = true) -> String {
        var encoder = PageEncoder(.openMetrics, isLast: isLast)
        return String(decoding: encoder.encode(snapshot).bytes, as: UTF8.self)
    }

    @Test func `a snapshot is one page, with the types and names of OpenMetrics`() {
        var assembler = SnapshotAssembler()
        var histogram = HistogramAccumulator(bounds: [0.5, 1])
        histogram.observe(0.1, exemplar: Exemplar(["path": "/a\"b"], 0.1, at: now + .milliseconds(125)))
        histogram.observe(3, exemplar: Exemplar(.empty, 3))
        let snapshot = assembler.assemble(at: now) { draft in
            draft.set(MetricFamily("panel_up", .gauge, "Whether \"it\" answers.\n\\"), 1)
            draft.set(MetricFamily("panel_cpu_seconds_total", .counter, "Time."), ["node": "a \"b\"\\c\nd 🦖"], 12.5)
            draft.set(MetricFamily("panel_crashes_total", .counter, "Crashes."), 2)
            draft.set(MetricFamily("panel_turns", .counter, "A counter of another name."), 2)
            draft.set(MetricFamily("panel_info", .gauge, "What it is."), ["version": "1.11"], 1)
            draft.set(MetricFamily("panel_state", .gauge, "What it does."), ["state": "running"], 1)
            draft.set(MetricFamily("panel_memory_bytes", .gauge, "Memory."), .infinity)
            draft.set(latency, ["node": "n"], histogram)
        }
        #expect(
            page(snapshot) == #"""
                # TYPE panel_cpu_seconds counter
                # UNIT panel_cpu_seconds seconds
                # HELP panel_cpu_seconds Time.
                panel_cpu_seconds_total{node="a \"b\"\\c\nd 🦖"} 12.5
                # TYPE panel_crashes counter
                # HELP panel_crashes Crashes.
                panel_crashes_total 2
                # TYPE panel info
                # HELP panel What it is.
                panel_info{version="1.11"} 1
                # TYPE panel_latency_seconds histogram
                # UNIT panel_latency_seconds seconds
                # HELP panel_latency_seconds Time to answer.
                panel_latency_seconds_bucket{le="0.5",node="n"} 1 # {path="/a\"b"} 0.1 1700000000.125
                panel_latency_seconds_bucket{le="1.0",node="n"} 1
                panel_latency_seconds_bucket{le="+Inf",node="n"} 2 # {} 3
                panel_latency_seconds_sum{node="n"} 3.1
                panel_latency_seconds_count{node="n"} 2
                # TYPE panel_memory_bytes gauge
                # UNIT panel_memory_bytes bytes
                # HELP panel_memory_bytes Memory.
                panel_memory_bytes +Inf
                # TYPE panel_state gauge
                # HELP panel_state What it does.
                panel_state{state="running"} 1
                # TYPE panel_turns unknown
                # HELP panel_turns A counter of another name.
                panel_turns 2
                # TYPE panel_up gauge
                # HELP panel_up Whether \"it\" answers.\n\\
                panel_up 1
                # EOF

                """#
        )
    }

    @Test func `the end stands on the last segment alone, and on an empty page`() {
        var assembler = SnapshotAssembler()
        let empty = assembler.assemble(at: now) { _ in }
        #expect(page(empty) == "# EOF\n")
        #expect(page(empty, isLast: false).isEmpty)
        let one = assembler.assemble(at: now) { $0.set(MetricFamily("up", .gauge, "Up."), 1) }
        #expect(page(one, isLast: false) == "# TYPE up gauge\n# HELP up Up.\nup 1\n")
    }

    @Test func `an exemplar comes, changes and goes with its histogram`() {
        var assembler = SnapshotAssembler()
        var encoder = PageEncoder(.openMetrics)
        var histogram = HistogramAccumulator(bounds: [1])
        var lines: [String] = []
        for exemplar in [nil, Exemplar(["id": "a"], 0.5), nil, Exemplar(["id": "b"], 0.5)] {
            histogram.observe(0.5, exemplar: exemplar)
            let snapshot = assembler.assemble(at: now) { $0.set(latency, histogram) }
            let page = String(decoding: encoder.encode(snapshot).bytes, as: UTF8.self)
            lines += page.split(separator: "\n").filter { $0.contains("1.0") }.map(String.init)
        }
        let without = assembler.assemble(at: now) { $0.set(latency, HistogramAccumulator(bounds: [1])) }
        let page = String(decoding: encoder.encode(without).bytes, as: UTF8.self)
        let line = "panel_latency_seconds_bucket{le=\"1.0\"}"
        #expect(
            lines == [
                "\(line) 1", "\(line) 2 # {id=\"a\"} 0.5", "\(line) 3 # {id=\"a\"} 0.5", "\(line) 4 # {id=\"b\"} 0.5",
            ]
        )
        #expect(page.contains("\(line) 0\n"))
    }

    @Test func `text has no exemplars`() {
        var assembler = SnapshotAssembler()
        var histogram = HistogramAccumulator(bounds: [])
        histogram.observe(1, exemplar: Exemplar(["id": "a"], 1))
        var encoder = PageEncoder(.text)
        let snapshot = assembler.assemble(at: now) { $0.set(latency, histogram) }
        #expect(!String(decoding: encoder.encode(snapshot).bytes, as: UTF8.self).contains("} 1 #"))
    }

    @Test func `times of creation stand beside what counts, when asked for and known`() {
        let crashes = MetricFamily("crashes_total", .counter, "Crashes.")
        let turns = MetricFamily("turns", .counter, "No counter there.")
        var assembler = SnapshotAssembler(notesCreation: true)
        var encoder = PageEncoder(.openMetrics, writesCreation: true)
        var histogram = HistogramAccumulator(bounds: [])
        histogram.observe(2, exemplar: Exemplar(["id": "a"], 2))
        var pages: [String] = []
        // First all is old or new; then one more comes that is not at its beginning, and a histogram; then one falls.
        for (second, counts, hasHistogram) in [(0, [5, 0], false), (1, [6, 1, 7], true), (2, [2, 1, 8], true)] {
            let snapshot = assembler.assemble(at: now + .seconds(second)) { draft in
                for (index, count) in counts.enumerated() { draft.set(crashes, ["id": "\(index)"], Double(count)) }
                draft.set(turns, 0)
                if hasHistogram { draft.set(latency, ["n": "1"], histogram) }
            }
            let page = String(decoding: encoder.encode(snapshot).bytes, as: UTF8.self)
            pages.append(page.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n"))
        }
        #expect(
            pages == [
                """
                crashes_total{id="0"} 5
                crashes_total{id="1"} 0
                crashes_created{id="1"} 1700000000
                turns 0
                """,
                """
                crashes_total{id="0"} 6
                crashes_total{id="1"} 1
                crashes_created{id="1"} 1700000000
                crashes_total{id="2"} 7
                panel_latency_seconds_bucket{le="+Inf",n="1"} 1 # {id="a"} 2
                panel_latency_seconds_sum{n="1"} 2
                panel_latency_seconds_count{n="1"} 1
                panel_latency_seconds_created{n="1"} 1700000000
                turns 0
                """,
                """
                crashes_total{id="0"} 2
                crashes_created{id="0"} 1700000002
                crashes_total{id="1"} 1
                crashes_created{id="1"} 1700000000
                crashes_total{id="2"} 8
                panel_latency_seconds_bucket{le="+Inf",n="1"} 1 # {id="a"} 2
                panel_latency_seconds_sum{n="1"} 2
                panel_latency_seconds_count{n="1"} 1
                panel_latency_seconds_created{n="1"} 1700000000
                turns 0
                """,
            ]
        )
    }
}
