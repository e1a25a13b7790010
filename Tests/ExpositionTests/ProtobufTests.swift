import Exposition
import Foundation
import Telemetry
import TestSupport
import Testing

/// Our messages through Google's `protoc`, by the public schema's field numbers.
struct ProtobufTests {
    private let now = Timestamp(millisecondsSince1970: 1_700_000_000_000)
    private let latency = MetricFamily("a_seconds", .histogram, "A.")

    /// Each message of a page as `protoc` prints it.
    private func decoded(_ page: [UInt8]) async throws -> [String] {
        let schema = try Tools.fixture("metrics.proto")
        let options = [
            "--decode=io.prometheus.client.MetricFamily", "--proto_path=\(schema.deletingLastPathComponent().path)",
            schema.path,
        ]
        var texts: [String] = []
        var rest = page[...]
        while !rest.isEmpty {
            var length = 0
            var shift = 0
            while let byte = rest.popFirst() {
                length |= Int(byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 { break }
            }
            try #require(length <= rest.count)
            let output = try await Tools.output(of: "protoc", options, given: rest.prefix(length))
            texts.append(String(decoding: output, as: UTF8.self))
            rest = rest.dropFirst(length)
        }
        return texts
    }

    private func page(_ write: (inout SnapshotDraft) -> Void) -> [UInt8] {
        var assembler = SnapshotAssembler()
        var encoder = PageEncoder(.protobuf)
        return encoder.encode(assembler.assemble(at: now, write)).bytes
    }

    @Test func `counters and gauges are messages of their kind`() async throws {
        let messages = try await decoded(
            page { draft in
                draft.set(MetricFamily("b_bytes_total", .counter, "B \"b\"\n."), ["id": "x", "name": "a\n\"🦖"], 1.5)
                draft.set(MetricFamily("b_bytes_total", .counter, "B \"b\"\n."), ["id": "y"], 0)
                draft.set(MetricFamily("c", .gauge, "C."), .infinity)
            }
        )
        #expect(
            messages == [
                #"""
                name: "b_bytes_total"
                help: "B \"b\"\n."
                type: COUNTER
                metric {
                  label {
                    name: "id"
                    value: "x"
                  }
                  label {
                    name: "name"
                    value: "a\n\"\360\237\246\226"
                  }
                  counter {
                    value: 1.5
                  }
                }
                metric {
                  label {
                    name: "id"
                    value: "y"
                  }
                  counter {
                    value: 0
                  }
                }
                unit: "bytes"

                """#,
                """
                name: "c"
                help: "C."
                type: GAUGE
                metric {
                  gauge {
                    value: inf
                  }
                }

                """,
            ]
        )
    }

    @Test func `a histogram has its classic and its native buckets in one message`() async throws {
        var histogram = HistogramAccumulator(bounds: [1, 2], isNative: true)
        for value in [0, 1, 1, 1.0625, 1.375, 2, 100, -1] { histogram.observe(value) }
        histogram.observe(1.25, exemplar: Exemplar(["path": "/a"], 1.25, at: now + .milliseconds(250)))
        let messages = try await decoded(page { $0.set(latency, ["node": "n"], histogram) })
        let exemplar =
            #"label { name: "path" value: "/a" } value: 1.25 timestamp { seconds: 1700000000 nanos: 250000000 }"#
        let expected = #"""
            name: "a_seconds" help: "A." type: HISTOGRAM
            metric {
              label { name: "node" value: "n" }
              histogram {
                sample_count: 9 sample_sum: 106.6875
                bucket { cumulative_count: 4 upper_bound: 1 }
                bucket { cumulative_count: 8 upper_bound: 2 exemplar { \#(exemplar) } }
                bucket { cumulative_count: 9 upper_bound: inf }
                schema: 3 zero_threshold: 2.9387358770557188e-39 zero_count: 1
                negative_span { offset: 0 length: 1 } negative_delta: 1
                positive_span { offset: 0 length: 5 } positive_span { offset: 3 length: 1 }
                positive_span { offset: 45 length: 1 }
                positive_delta: 2 positive_delta: -1 positive_delta: -1 positive_delta: 1 positive_delta: 0
                positive_delta: 0 positive_delta: 0
                exemplars { \#(exemplar) }
              }
            }
            unit: "seconds"
            """#
        let words = { (text: String) in text.split { $0 == " " || $0 == "\n" } }
        #expect(messages.count == 1)
        #expect(words(messages.joined()) == words(expected))
    }

    @Test func `an empty native histogram is told from a classic one`() async throws {
        let native = HistogramAccumulator(bounds: [], isNative: true)
        let messages = try await decoded(
            page { draft in
                draft.set(latency, native)
                draft.set(MetricFamily("b", .histogram, "B."), HistogramAccumulator(bounds: []))
            }
        )
        #expect(messages.count == 2)
        #expect(messages.first?.contains("positive_span {\n      offset: 0\n      length: 0\n    }") == true)
        #expect(messages.last?.contains("schema") == false && messages.last?.contains("sample_count: 0") == true)
    }

    @Test func `hostile labels are messages, too`() async throws {
        let names = HostileLabels.values
        let messages = try await decoded(
            page { draft in
                for name in names { draft.set(MetricFamily("a_info", .gauge, "A\n\"."), ["name": name], 1) }
            }
        )
        #expect(messages.joined().split(separator: "\n").filter { $0 == "metric {" }.count == names.count)
    }
}
