import Telemetry

extension ProtobufWriter {
    /// Writes the fields of a native histogram: schema, zero bucket, spans of buckets, and counts as differences.
    ///
    /// A run of at most two empty buckets is written out, as a new span would take more, and an empty histogram has one
    /// span of nothing, which is what tells it from a classic one (client_golang, `makeBuckets`).
    mutating func append(_ native: NativeBuckets) {
        append(5, signed: Int64(NativeBuckets.schema))
        append(6, NativeBuckets.zeroThreshold)
        append(7, native.zeroCount)
        let positive = native.positiveCounts
        let negative = native.negativeCounts
        append(negative, spanField: 9)
        append(positive, spanField: 12)
        if positive.isEmpty, negative.isEmpty { append(12, Self.span(offset: 0, length: 0)) }
    }

    private mutating func append(_ buckets: [(index: Int, count: UInt64)], spanField: Int) {
        var spans: [(offset: Int, length: Int)] = []
        var deltas: [Int64] = []
        var next = 0
        var last: Int64 = 0
        for (index, count) in buckets {
            let gap = index - next
            if spans.isEmpty || gap > 2 {
                spans.append((offset: gap, length: 1))
            } else {
                for _ in 0..<gap {
                    deltas.append(-last)
                    last = 0
                }
                spans[spans.count - 1].length += gap + 1
            }
            let count = Int64(clamping: count)
            deltas.append(count - last)
            last = count
            next = index + 1
        }
        for span in spans { append(spanField, Self.span(offset: span.offset, length: span.length)) }
        for delta in deltas { append(spanField + 1, signed: delta) }
    }

    private static func span(offset: Int, length: Int) -> ProtobufWriter {
        var span = ProtobufWriter()
        span.append(1, signed: Int64(offset))
        span.append(2, UInt64(length))
        return span
    }
}
