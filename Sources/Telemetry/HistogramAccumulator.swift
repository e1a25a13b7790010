/// Counts observations into classic buckets.
public struct HistogramAccumulator: Sendable, Equatable {
    /// The upper bounds, ascending, without `+Inf`.
    public let bounds: [Double]
    private var counts: [UInt64]
    /// The sum of all observations.
    public private(set) var sum: Double = 0
    /// How many were observed.
    public private(set) var count: UInt64 = 0

    /// Makes an empty histogram.
    /// - Parameter bounds: upper bounds in ascending order.
    public init(bounds: [Double]) {
        self.bounds = bounds
        self.counts = [UInt64](repeating: 0, count: bounds.count)
    }

    /// Counts one observation in the first bucket whose bound is not below it.
    public mutating func observe(_ value: Double) {
        sum += value
        count += 1
        if let index = bounds.firstIndex(where: { value <= $0 }) { counts[index] += 1 }
    }

    /// The bounds as canonical text (`0.5`, `1.0`, `+Inf`) with the count of observations not above each.
    public var cumulativeBuckets: [(bound: String, count: UInt64)] {
        var total: UInt64 = 0
        var buckets: [(bound: String, count: UInt64)] = []
        for (bound, count) in zip(bounds, counts) {
            total += count
            buckets.append((bound: bound.canonicalText, count: total))
        }
        return buckets + [(bound: "+Inf", count: self.count)]
    }
}
