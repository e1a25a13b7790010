public import Telemetry

/// What an evaluator reads series from.
public protocol SeriesSource: Sendable {
    /// The series that pass all matchers, with their samples in a window; series without a sample there are left out.
    ///
    /// - Parameters:
    ///   - matchers: tests that must all hold; at least one of them does not match the empty text.
    ///   - after: the window's start, itself not included.
    ///   - through: the window's end, included.
    /// - Returns: each series once, in any order.
    func select(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [SeriesSamples]

    /// The newest of the samples that `select` would give, one for each series; a source that can find it without the
    /// others does.
    func newest(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [SeriesSamples]
}

extension SeriesSource {
    /// The newest of the samples that `select` gives.
    public func newest(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [SeriesSamples] {
        select(matchers, after: after, through: through).map {
            SeriesSamples(
                labels: $0.labels,
                samples: Array($0.samples.suffix(1)),
                starts: Array($0.starts.suffix(1))
            )
        }
    }
}

/// A series and some of its samples.
public struct SeriesSamples: Sendable, Equatable {
    /// The labels, `__name__` among them.
    public let labels: LabelSet
    /// Ascending in time, no time twice; a source gives stale markers too, a result holds none.
    public let samples: [Sample]
    /// When what each sample counts began, nil where that is not known; empty where it is known of none.
    public let starts: [Timestamp?]

    /// Makes a series; the starts are as many as the samples, or none.
    public init(labels: LabelSet, samples: [Sample], starts: [Timestamp?] = []) {
        precondition(starts.isEmpty || starts.count == samples.count)
        self.labels = labels
        self.samples = samples
        self.starts = starts
    }
}

extension History: SeriesSource {
    /// The series that pass all matchers; one name asked for by an equality matcher narrows the search first.
    public func select(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [SeriesSamples] {
        let (name, isIncluded) = Self.search(matchers)
        return select(name: name, where: isIncluded, after: after, through: through)
            .map { SeriesSamples(labels: $0.labels, samples: $0.samples) }
    }

    /// The labels of the series that pass all matchers and were written in a window, without a look at a sample.
    ///
    /// - Parameters:
    ///   - matchers: tests that must all hold; none choose every series.
    ///   - after: the window's start, itself not included.
    ///   - through: the window's end, included.
    public func series(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [LabelSet] {
        let (name, isIncluded) = Self.search(matchers)
        return series(name: name, where: isIncluded, after: after, through: through)
    }

    /// The metric name to look for, and the test of the other matchers.
    private static func search(_ matchers: [LabelMatcher]) -> (name: String?, isIncluded: (LabelSet) -> Bool) {
        let name = matchers.first { $0.label == LabelSet.metricName && $0.operation == .equal }
        let others = matchers.filter { $0 != name }
        return (name?.value, { others.allMatch($0) })
    }

    /// The newest sample of each series that passes all matchers.
    public func newest(_ matchers: [LabelMatcher], after: Timestamp, through: Timestamp) -> [SeriesSamples] {
        let (name, isIncluded) = Self.search(matchers)
        return newest(name: name, where: isIncluded, after: after, through: through)
            .map { SeriesSamples(labels: $0.labels, samples: [$0.sample]) }
    }
}
