internal import PromQL
internal import Telemetry

/// The series of a test, which enter the history as its time goes on.
struct TestInput {
    private struct Batch {
        let time: Timestamp
        let source: History.Source
        let samples: [(labels: LabelSet, value: Double)]
    }

    private var batches: [Batch] = []
    private var next = 0

    /// Spreads the values of series over time, the first of each at 1970-01-01.
    ///
    /// Of two notations of the same series the later one stands. Without an interval all values have the same time, of
    /// which only the first is taken, as Prometheus' storage does.
    init(_ series: [SeriesNotation], interval: Duration) {
        var order: [LabelSet] = []
        var values: [LabelSet: [Double?]] = [:]
        for one in series {
            if values.updateValue(one.values, forKey: one.labels) == nil { order.append(one.labels) }
        }
        // A source that leaves out a series ends it, so that series share one only if they have values at the same times.
        var sources: [[Bool]: [LabelSet]] = [:]
        for labels in order { sources[Self.places(values[labels] ?? []), default: []].append(labels) }
        for (number, (places, members)) in sources.sorted(by: { $0.value[0] < $1.value[0] }).enumerated() {
            let source = History.Source("input;\(number)")
            let taken = places.indices.filter { places[$0] }
            for index in interval > .zero ? taken : Array(taken.prefix(1)) {
                let samples = members.compactMap { labels in
                    (values[labels] ?? [])[index].map { (labels: labels, value: $0) }
                }
                batches.append(
                    Batch(time: .start + interval * index, source: source, samples: samples)
                )
            }
        }
        batches.sort { $0.time < $1.time }
    }

    /// Where there are values.
    private static func places(_ values: [Double?]) -> [Bool] {
        var places = values.map { $0 != nil }
        while places.last == false { places.removeLast() }
        return places
    }

    /// Writes what lies at or before a time and was not written yet.
    /// - Returns: the values at this very time.
    mutating func load(through time: Timestamp, into history: inout History) -> [LabelSet: Double] {
        var present: [LabelSet: Double] = [:]
        while next < batches.count, batches[next].time <= time {
            let batch = batches[next]
            history.record(batch.samples, from: batch.source, at: batch.time)
            if batch.time == time { present.merge(batch.samples.map { ($0.labels, $0.value) }) { $1 } }
            next += 1
        }
        return present
    }
}

extension Timestamp {
    /// When every test begins.
    static let start = Timestamp(millisecondsSince1970: 0)
}
