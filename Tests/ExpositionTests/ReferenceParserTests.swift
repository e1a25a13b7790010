import Exposition
import Foundation
import Telemetry
import TestSupport
import Testing

/// Our pages through the parsers of Python's `prometheus_client`, the strict one of OpenMetrics among them.
struct ReferenceParserTests {
    /// A sample as the parser gives it back.
    private struct Sample: Equatable {
        var family: String
        var type: String
        var unit: String
        var help: String
        var name: String
        var labels: [String: String]
        var value: String
        var exemplar: [String: String]?

        init(line: Substring) throws {
            let parts = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
            try #require(parts.count == 8)
            let texts = try [0, 1, 2, 3, 4, 6].map { try #require(parts[$0] as? String) }
            (family, type, unit, help, name, value) = (texts[0], texts[1], texts[2], texts[3], texts[4], texts[5])
            labels = try #require(parts[5] as? [String: String])
            exemplar = (parts[7] as? [Any])?.first as? [String: String]
        }
    }

    private let now = Timestamp(millisecondsSince1970: 1_700_000_000_000)

    private func read(_ page: [UInt8], as format: String) async throws -> [Sample] {
        let script = try Tools.fixture("read_page.py").path
        let output = try await Tools.output(of: "python", [script, format], given: page)
        return try String(decoding: output, as: UTF8.self).split(separator: "\n").map { try Sample(line: $0) }
    }

    private func hostileSnapshot() -> Snapshot {
        let families = [
            MetricFamily("a_info", .gauge, "Help: \" \\ \n 🦖 # EOF"), MetricFamily("b_bytes_total", .counter, "B."),
            MetricFamily("c_ratio", .gauge, "C."),
        ]
        var assembler = SnapshotAssembler()
        return assembler.assemble(at: now) { draft in
            for family in families {
                for name in HostileLabels.values { draft.set(family, ["id": "x", "name": name], 1) }
            }
        }
    }

    @Test(arguments: [(ScrapeFormat.text, "text"), (.openMetrics, "openmetrics")])
    func `a page of hostile labels reads back`(format: ScrapeFormat, name: String) async throws {
        let snapshot = hostileSnapshot()
        var encoder = PageEncoder(format)
        let samples = try await read(encoder.encode(snapshot).bytes, as: name)
        try #require(samples.count == snapshot.layout.series.count)
        for (sample, series) in zip(samples, snapshot.layout.series) {
            let labels = Dictionary(uniqueKeysWithValues: series.labels.labels.map { ($0.name, $0.value) })
            #expect(sample.name == series.name && sample.value == "1.0")
            #expect(sample.labels.mapValues { Array($0.utf8) } == labels.mapValues { Array($0.utf8) })
            #expect(sample.help == series.family.help)
        }
    }

    @Test func `types, units, exemplars and numbers read back as they were meant`() async throws {
        var assembler = SnapshotAssembler(notesCreation: true)
        var histogram = HistogramAccumulator(bounds: [0.5, 1, 2_500_000], isNative: true)
        // Newer versions of the parser count the quotes, those that are escaped among them.
        histogram.observe(0.1, exemplar: Exemplar(["path": "/a\"b\"\n\\c"], 0.1, at: now))
        histogram.observe(7e6, exemplar: Exemplar(["path": String(repeating: "🦖", count: 124)], 7e6))
        let numbers = [
            0, -0.5, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity, .nan, 0.1 + 0.2, 1e15, 1_700_000_000.123,
        ]
        let snapshot = assembler.assemble(at: now) { draft in
            draft.set(MetricFamily("a_seconds", .histogram, "A."), ["node": "n"], histogram)
            draft.set(MetricFamily("b_info", .gauge, "B."), ["version": "1"], 1)
            draft.set(MetricFamily("c_cores_total", .counter, "C."), 1e16)
            draft.set(MetricFamily("c_cores_total", .counter, "C."), ["new": "yes"], 0)
            for (index, number) in numbers.enumerated() {
                draft.set(MetricFamily("d", .gauge, "D."), ["index": "\(index)"], number)
            }
        }
        var encoder = PageEncoder(.openMetrics, writesCreation: true)
        let samples = try await read(encoder.encode(snapshot).bytes, as: "openmetrics")
        let families = samples.map { "\($0.family) \($0.type) \($0.unit)" }
        #expect(Set(families) == ["a_seconds histogram seconds", "b info ", "c_cores counter cores", "d gauge "])
        #expect(samples.compactMap(\.exemplar).count == 2)
        #expect(samples.first?.exemplar == ["path": "/a\"b\"\n\\c"])
        #expect(
            samples.filter { $0.name == "a_seconds_bucket" }.map { $0.labels["le"] } == [
                "0.5", "1.0", "2.5e+06", "+Inf",
            ]
        )
        #expect(samples.filter { $0.family == "c_cores" }.map(\.value) == ["1e+16", "0.0", "1700000000.0"])
        let read = samples.filter { $0.name == "d" }.compactMap { Double($0.value) }
        #expect(zip(read, numbers).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) })
        #expect(read.count == numbers.count)
    }

    @Test func `two segments are one page`() async throws {
        var assembler = SnapshotAssembler()
        var first = PageEncoder(.openMetrics, isLast: false)
        var second = PageEncoder(.openMetrics)
        let fresh = assembler.assemble(at: now) { $0.set(MetricFamily("z", .gauge, "Z."), 2) }
        let page = first.encode(hostileSnapshot()).bytes + second.encode(fresh).bytes
        #expect(try await read(page, as: "openmetrics").last?.name == "z")
    }
}
