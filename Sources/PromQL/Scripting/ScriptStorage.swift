public import Telemetry

/// Series in memory, as a script loads them.
public struct ScriptStorage: SeriesSource {
    private var samples: [LabelSet: [Entry]] = [:]
    private var order: [LabelSet] = []
    private var knowsStarts: Bool

    private struct Entry {
        let sample: Sample
        let start: Timestamp?
    }

    /// Makes an empty storage, whose samples have no starts.
    public init() { knowsStarts = false }

    /// Makes an empty storage.
    /// - Parameter knowsStarts: whether samples have starts, be they not known.
    init(knowsStarts: Bool) { self.knowsStarts = knowsStarts }

    /// Adds samples to a series; of two at the same time the later added one stands.
    public mutating func add(_ added: [Sample], to labels: LabelSet) {
        add(added.map { Entry(sample: $0, start: nil) }, to: labels)
    }

    /// Adds samples of which is known when what they count began, or not.
    mutating func add(_ added: [(Sample, start: Timestamp?)], to labels: LabelSet) {
        add(added.map { Entry(sample: $0, start: $1) }, to: labels)
    }

    private mutating func add(_ added: [Entry], to labels: LabelSet) {
        if samples[labels] == nil { order.append(labels) }
        var byTime = Dictionary((samples[labels] ?? []).map { ($0.sample.timestamp, $0) }) { $1 }
        for entry in added { byTime[entry.sample.timestamp] = entry }
        samples[labels] = byTime.values.sorted { $0.sample.timestamp < $1.sample.timestamp }
    }

    /// The series that pass all matchers, in the order in which they were first added.
    public func select(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [SeriesSamples] {
        order.compactMap { labels in
            guard matchers.allSatisfy({ $0.matches(labels) }) else { return nil }
            let found = (samples[labels] ?? []).filter {
                $0.sample.timestamp > after && $0.sample.timestamp <= through
            }
            if found.isEmpty { return nil }
            let starts = knowsStarts ? found.map(\.start) : []
            return SeriesSamples(labels: labels, samples: found.map(\.sample), starts: starts)
        }
    }
}
