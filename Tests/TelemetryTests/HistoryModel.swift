import Telemetry

/// What a history means, in the plainest words: a list of columns in order of time.
struct HistoryModel {
    struct Column {
        let timestamp: Timestamp
        let source: History.Source
        let values: [LabelSet: Double]
        let ended: Set<LabelSet>
    }

    let retention: Duration
    private(set) var columns: [Column] = []
    private var newest: [History.Source: Set<LabelSet>] = [:]

    init(retention: Duration) { self.retention = retention }

    mutating func record(_ values: [LabelSet: Double], from source: History.Source, at now: Timestamp) {
        let ended = (newest[source] ?? []).subtracting(values.keys)
        newest[source] = Set(values.keys)
        let place = columns.firstIndex { $0.timestamp > now } ?? columns.count
        columns.insert(Column(timestamp: now, source: source, values: values, ended: ended), at: place)
        let horizon = now - retention
        if let first = columns.first, first.timestamp < horizon - retention / 4 {
            columns.removeAll { $0.timestamp < horizon }
        }
    }

    var sampleCount: Int { columns.reduce(0) { $0 + $1.values.count } }

    var series: Set<LabelSet> {
        columns.reduce(into: newest.values.reduce(into: []) { $0.formUnion($1) }) { series, column in
            series.formUnion(column.values.keys)
            series.formUnion(column.ended)
        }
    }

    /// The series that a column in a window has a value of.
    func written(after: Timestamp, through: Timestamp) -> Set<LabelSet> {
        columns.filter { $0.timestamp > after && $0.timestamp <= through }
            .reduce(into: []) { $0.formUnion($1.values.keys) }
    }

    func samples(of labels: LabelSet, after: Timestamp, through: Timestamp) -> [Sample] {
        var samples: [Sample] = []
        var writer: History.Source?
        for column in columns where column.timestamp > after && column.timestamp <= through {
            guard let value = column.values[labels] ?? (column.ended.contains(labels) ? .staleMarker : nil) else {
                continue
            }
            if samples.last?.timestamp == column.timestamp {
                guard !value.isStaleMarker || writer == column.source else { continue }
                samples.removeLast()
            }
            samples.append(Sample(column.timestamp, value))
            writer = column.source
        }
        return samples
    }
}

/// A sample that is equal to another when its bits are.
struct SampleBits: Hashable, CustomStringConvertible {
    let milliseconds: Int64
    let pattern: UInt64

    init(_ sample: Sample) {
        milliseconds = sample.timestamp.millisecondsSince1970
        pattern = sample.value.bitPattern
    }

    var description: String { "\(milliseconds):\(Double(bitPattern: pattern))(\(String(pattern, radix: 16)))" }
}
