internal import Telemetry

/// The series of each selector of an expression, read once for the whole query.
struct LoadedSelectors {
    /// One series for each that the source gave, in its order.
    private(set) var series: [[SeriesSamples]]
    /// How many samples there are in all.
    private(set) var sampleCount = 0

    init(
        _ expression: Expression,
        _ settings: Evaluator,
        from start: Timestamp,
        through end: Timestamp,
        _ source: some SeriesSource
    ) throws(EvaluationError) {
        var reader = Reader(settings: settings, start: start, end: end, source: source)
        try reader.read(expression.root, from: start, through: end)
        series = reader.series
        sampleCount = reader.count
    }

    private struct Reader<Source: SeriesSource> {
        let settings: Evaluator
        let start: Timestamp
        let end: Timestamp
        let source: Source
        var series: [[SeriesSamples]] = []
        var count = 0

        /// Reads what a node needs when it is evaluated at times from a first to a last.
        mutating func read(_ node: Node, from first: Timestamp, through last: Timestamp) throws(EvaluationError) {
            switch node.form {
            case .selector(let selector):
                let isSmoothed = selector.windowExtension == .smoothed
                try load(selector, from: first, through: last, settings.lookback, keepsMarkers: !isSmoothed)
            case .range(let selector, let range):
                let range = selector.windowExtension == nil ? range : range + settings.lookback
                try load(selector, from: first, through: last, range, keepsMarkers: false)
            case .subquery(let subquery):
                let first = subquery.shift.moved(first, start: start, end: end) - subquery.range
                let last = subquery.shift.moved(last, start: start, end: end)
                try read(subquery.expression, from: first, through: last)
            default:
                for child in node.children { try read(child, from: first, through: last) }
            }
        }

        private mutating func load(
            _ selector: Selector,
            from first: Timestamp,
            through last: Timestamp,
            _ range: Duration,
            keepsMarkers: Bool
        ) throws(EvaluationError) {
            let oldest = selector.shift.moved(first, start: start, end: end) - range
            let after = settings.boundary.lastExcluded(before: oldest)
            var through = selector.shift.moved(last, start: start, end: end)
            if selector.windowExtension == .smoothed { through = through + settings.lookback }
            // At one time an instant selector needs no more than the newest sample.
            var found =
                keepsMarkers && first == last
                ? source.newest(selector.matchers, after: after, through: through)
                : source.select(selector.matchers, after: after, through: through)
            for index in found.indices {
                count += found[index].samples.count
                if !keepsMarkers, found[index].samples.contains(where: { $0.value.isStaleMarker }) {
                    found[index] = found[index].withoutStaleMarkers
                }
            }
            guard count <= settings.sampleLimit else { throw .tooManySamples(limit: settings.sampleLimit) }
            if let reason = settings.interruption() { throw reason }
            // Selectors are numbered in the order in which they stand, and so are they met here.
            series.append(found)
        }
    }
}

extension SeriesSamples {
    fileprivate var withoutStaleMarkers: SeriesSamples {
        let kept = samples.filter { !$0.value.isStaleMarker }
        let keptStarts = zip(samples, starts).filter { !$0.0.value.isStaleMarker }.map(\.1)
        return SeriesSamples(labels: labels, samples: kept, starts: keptStarts)
    }
}

extension TimeShift {
    /// The time that an evaluation time is moved to.
    func moved(_ time: Timestamp, start: Timestamp, end: Timestamp) -> Timestamp {
        let base =
            switch anchor {
            case nil: time
            case .time(let fixed): fixed
            case .start: start
            case .end: end
            }
        return base - offset
    }
}

extension [Sample] {
    /// The place of the first sample later than a time.
    func firstIndex(after time: Timestamp) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].timestamp <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The samples of a window that is open on the left.
    func window(after start: Timestamp, through end: Timestamp) -> ArraySlice<Sample> {
        let first = firstIndex(after: start)
        return self[first..<Swift.max(first, firstIndex(after: end))]
    }
}
