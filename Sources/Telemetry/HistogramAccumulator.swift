/// Counts observations into classic buckets, and into native ones beside them where asked.
public struct HistogramAccumulator: Sendable, Equatable {
    /// The upper bounds, ascending, without `+Inf`.
    public let bounds: [Double]
    private var counts: [UInt64]
    /// The sum of all observations.
    public private(set) var sum: Double = 0
    /// How many were observed.
    public private(set) var count: UInt64 = 0
    /// The newest exemplar of each bucket, that of `+Inf` last; empty as long as there was none.
    public private(set) var exemplars: [Exemplar?] = []
    /// The native buckets; nil when only the classic ones are kept.
    public private(set) var native: NativeBuckets?

    /// Makes an empty histogram.
    /// - Parameters:
    ///   - bounds: upper bounds in ascending order.
    ///   - isNative: whether native buckets are kept, too.
    public init(bounds: [Double], isNative: Bool = false) {
        self.bounds = bounds
        self.counts = [UInt64](repeating: 0, count: bounds.count)
        self.native = isNative ? NativeBuckets() : nil
    }

    /// Counts one observation in the first bucket whose bound is not below it.
    /// - Parameter exemplar: shown for that bucket from now on.
    public mutating func observe(_ value: Double, exemplar: Exemplar? = nil) {
        sum += value
        count += 1
        native?.observe(value)
        let index = bounds.firstIndex { value <= $0 }
        if let index { counts[index] += 1 }
        guard let exemplar else { return }
        if exemplars.isEmpty { exemplars = [Exemplar?](repeating: nil, count: bounds.count + 1) }
        exemplars[index ?? bounds.count] = exemplar
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
