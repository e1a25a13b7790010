import Telemetry

/// The message of a family of histograms, as far as its layout tells.
struct HistogramPlan: Sendable {
    /// One histogram: its labels, written already, and where its parts stand in the layout.
    private struct Entry: Sendable {
        let labels: [UInt8]
        var bounds: [Double] = []
        let firstBucket: Int
        var sum: Int?
        var count: Int?
    }

    private let family: MetricFamily
    private let entries: [Entry]

    init(_ range: SnapshotLayout.FamilyRange, of layout: SnapshotLayout) {
        var entries: [Entry] = []
        var isBucketLast = false
        for position in range.positions {
            let series = layout.series[position]
            let bound = series.labels["le"].flatMap { Double($0) }
            if !isBucketLast || entries.isEmpty, bound != nil {
                var labels = ProtobufWriter()
                labels.append(series.labels, without: "le")
                entries.append(Entry(labels: labels.bytes, firstBucket: position))
            }
            isBucketLast = bound != nil
            guard !entries.isEmpty else { continue }
            if let bound {
                entries[entries.count - 1].bounds.append(bound)
            } else if series.name.hasSuffix("_sum") {
                entries[entries.count - 1].sum = position
            } else {
                entries[entries.count - 1].count = position
            }
        }
        self.family = range.family
        self.entries = entries
    }

    /// The family's message with its length before it.
    /// - Parameter details: of the snapshot, by the position of the first bucket.
    func message(of snapshot: Snapshot, _ details: [Int: HistogramDetail]) -> [UInt8] {
        var message = family.protobufHead
        for entry in entries {
            var metric = ProtobufWriter()
            metric.append(entry.labels)
            metric.append(family.protobufValueField, histogram(entry, snapshot.values, details[entry.firstBucket]))
            message.append(4, metric)
        }
        message.append(family.protobufTail.bytes)
        var delimited = ProtobufWriter()
        delimited.appendVarint(UInt64(message.bytes.count))
        delimited.append(message.bytes)
        return delimited.bytes
    }

    private func histogram(_ entry: Entry, _ values: [Double], _ detail: HistogramDetail?) -> ProtobufWriter {
        var message = ProtobufWriter()
        if let count = entry.count { message.append(1, Self.whole(values[count])) }
        if let sum = entry.sum { message.append(2, values[sum]) }
        let exemplars = detail?.exemplars ?? []
        for (index, bound) in entry.bounds.enumerated() {
            var bucket = ProtobufWriter()
            bucket.append(1, Self.whole(values[entry.firstBucket + index]))
            bucket.append(2, bound)
            if index < exemplars.count, let exemplar = exemplars[index] { bucket.append(3, Self.message(exemplar)) }
            message.append(3, bucket)
        }
        if let native = detail?.native {
            message.append(native)
            for exemplar in exemplars.compactMap({ $0 }) where exemplar.timestamp != nil {
                message.append(16, Self.message(exemplar))
            }
        }
        return message
    }

    private static func whole(_ value: Double) -> UInt64 {
        UInt64(exactly: value.rounded(.towardZero)) ?? 0
    }

    private static func message(_ exemplar: Exemplar) -> ProtobufWriter {
        var message = ProtobufWriter()
        message.append(exemplar.labels)
        message.append(2, exemplar.value)
        guard let milliseconds = exemplar.timestamp?.millisecondsSince1970 else { return message }
        let seconds = milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000
        var time = ProtobufWriter()
        time.append(1, UInt64(bitPattern: seconds))
        time.append(2, UInt64((milliseconds - seconds * 1_000) * 1_000_000))
        message.append(3, time)
        return message
    }
}
