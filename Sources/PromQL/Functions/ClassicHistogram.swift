/// The cumulative buckets of one histogram.
struct ClassicHistogram {
    /// How many observations were not greater than a bound.
    struct Bucket {
        let bound: Double
        var count: Double
    }

    /// Buckets whose counts are less than those before them: the bounds between which they are, and the largest fall.
    struct Falls: Equatable {
        private(set) var lowest: Double
        private(set) var highest: Double
        private(set) var largest: Double

        /// One bucket's.
        init(to bound: Double, by fall: Double) { (lowest, highest, largest) = (bound, bound, fall) }

        /// Adds those of more buckets.
        mutating func merge(_ other: Falls) {
            lowest = min(lowest, other.lowest)
            highest = max(highest, other.highest)
            largest = max(largest, other.largest)
        }
    }

    /// Ascending, no bound twice, counts never falling; empty when there is no bucket without an upper bound.
    private let buckets: [Bucket]
    /// The buckets whose counts fell by more than rounding explains; nil for none.
    let falls: Falls?

    init(_ unsorted: [Bucket]) {
        var merged: [Bucket] = []
        for bucket in unsorted.sorted(by: { $0.bound < $1.bound }) {
            if let last = merged.last, last.bound == bucket.bound {
                merged[merged.count - 1].count += bucket.count
            } else {
                merged.append(bucket)
            }
        }
        guard merged.last?.bound == .infinity else {
            buckets = []
            falls = nil
            return
        }
        // Rates of buckets scraped at different moments may fall a little, which no histogram does.
        var falls: Falls?
        for index in merged.indices.dropFirst() {
            let (previous, current) = (merged[index - 1].count, merged[index].count)
            let isNearlyEqual = abs(current - previous) <= 1e-12 * (abs(current) + abs(previous))
            if isNearlyEqual || current < previous { merged[index].count = previous }
            if !isNearlyEqual, current < previous {
                var fall = Falls(to: merged[index].bound, by: previous - current)
                if let falls { fall.merge(falls) }
                falls = fall
            }
        }
        buckets = merged
        self.falls = falls
    }

    /// The value below which a share of the observations lies, taken to be spread evenly inside a bucket.
    func quantile(_ quantile: Double) -> Double {
        if quantile.isNaN { return .nan }
        if quantile < 0 { return -.infinity }
        if quantile > 1 { return .infinity }
        guard buckets.count >= 2, let total = buckets.last?.count, total != 0, !total.isNaN else { return .nan }
        let rank = quantile * total
        let index = buckets.firstIndex { $0.count >= rank } ?? buckets.count - 1
        if index == buckets.count - 1 { return buckets[index - 1].bound }
        let bucket = buckets[index]
        if index == 0, bucket.bound <= 0 { return bucket.bound }
        let start = index == 0 ? 0 : buckets[index - 1].bound
        let before = index == 0 ? 0 : buckets[index - 1].count
        return start + (bucket.bound - start) * ((rank - before) / (bucket.count - before))
    }

    /// The share of the observations between two values.
    func fraction(from lower: Double, to upper: Double) -> Double {
        guard let total = buckets.last?.count, total != 0, !total.isNaN else { return .nan }
        if lower.isNaN || upper.isNaN { return .nan }
        if lower >= upper { return 0 }
        return (rank(of: upper) - rank(of: lower)) / total
    }

    /// How many observations are taken not to be greater than a value.
    private func rank(of value: Double) -> Double {
        if value == -.infinity { return 0 }
        var start = buckets.first.map { $0.bound > 0 ? 0 : -Double.infinity } ?? 0
        var before = 0.0
        for bucket in buckets {
            if value <= start { return before }
            if value < bucket.bound {
                // Nothing tells where in an open bucket the observations are.
                if start.isInfinite || bucket.bound.isInfinite { return before }
                return before + (bucket.count - before) * ((value - start) / (bucket.bound - start))
            }
            start = bucket.bound
            before = bucket.count
        }
        return before
    }
}

/// Reads numbers as label values and scripts spell them.
enum NumberText {
    /// The number; nil when the text is none.
    ///
    /// `Inf` and `NaN` may be in any case, with a sign or without.
    static func value(of text: String) -> Double? {
        switch text.lowercased() {
        case "inf", "+inf": .infinity
        case "-inf": -.infinity
        case "nan", "+nan", "-nan": .nan
        default: text.contains { $0.isWhitespace } ? nil : Double(text)
        }
    }
}
