public import Telemetry

/// Series in memory, as a script loads them.
public struct ScriptStorage: SeriesSource {
    private var samples: [LabelSet: [Sample]] = [:]
    private var order: [LabelSet] = []

    /// Makes an empty storage.
    public init() {}

    /// Adds samples to a series; of two at the same time the later added one stands.
    public mutating func add(_ added: [Sample], to labels: LabelSet) {
        if samples[labels] == nil { order.append(labels) }
        var byTime = Dictionary((samples[labels] ?? []).map { ($0.timestamp, $0) }) { $1 }
        for sample in added { byTime[sample.timestamp] = sample }
        samples[labels] = byTime.values.sorted { $0.timestamp < $1.timestamp }
    }

    /// The series that pass all matchers, in the order in which they were first added.
    public func select(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [SeriesSamples] {
        order.compactMap { labels in
            guard matchers.allSatisfy({ $0.matches(labels) }) else { return nil }
            let found = samples[labels]?.window(after: after, through: through) ?? []
            return found.isEmpty ? nil : SeriesSamples(labels: labels, samples: Array(found))
        }
    }
}
