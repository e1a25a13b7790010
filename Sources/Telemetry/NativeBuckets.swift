/// Counts observations into the buckets of a native histogram of schema 3.
///
/// Bucket `i` holds what is above 2^((i-1)/8) and not above 2^(i/8), so that a quantile is right within 4.4 %; buckets of
/// negative numbers are the same of their magnitude. What is nearer to 0 than `zeroThreshold` is counted apart, and
/// what is no number is in no bucket (client_golang, `prometheus.Histogram.Observe`).
///
/// | number | bucket |
/// |---|---|
/// | 1 | 0 |
/// | 1.05 | 1 |
/// | 2 | 8 |
/// | 0.75 | -3 |
public struct NativeBuckets: Sendable, Equatable {
    /// How fine the buckets are: each power of two is parted into 2^schema of them.
    public static let schema = 3
    /// The greatest magnitude that counts as 0.
    public static let zeroThreshold = 0x1p-128

    /// How many observations were as good as 0.
    public private(set) var zeroCount: UInt64 = 0
    private var positive: [Int: UInt64] = [:]
    private var negative: [Int: UInt64] = [:]

    /// Makes buckets that are all empty.
    public init() {}

    /// Counts one observation.
    public mutating func observe(_ value: Double) {
        guard !value.isNaN else { return }
        if value > Self.zeroThreshold {
            positive[Self.index(of: value), default: 0] += 1
        } else if value < -Self.zeroThreshold {
            negative[Self.index(of: -value), default: 0] += 1
        } else {
            zeroCount += 1
        }
    }

    /// The buckets of positive numbers that hold something, ascending.
    public var positiveCounts: [(index: Int, count: UInt64)] { Self.sorted(positive) }

    /// The buckets of negative numbers that hold something, by ascending magnitude.
    public var negativeCounts: [(index: Int, count: UInt64)] { Self.sorted(negative) }

    /// The bounds within one power of two: 2^(k/8).
    private static let fractions = [
        1, 1.0905077326652577, 1.189207115002721, 1.2968395546510096, 1.414213562373095, 1.5422108254079407,
        1.681792830507429, 1.8340080864093424,
    ]

    private static func index(of magnitude: Double) -> Int {
        // Beyond all finite numbers there is one bucket more.
        guard magnitude.isFinite else { return index(of: .greatestFiniteMagnitude) + 1 }
        let fraction = magnitude.significand
        let place = fractions.firstIndex { fraction <= $0 } ?? fractions.count
        return Int(magnitude.exponent) * fractions.count + place
    }

    private static func sorted(_ buckets: [Int: UInt64]) -> [(index: Int, count: UInt64)] {
        buckets.map { (index: $0.key, count: $0.value) }.sorted { $0.index < $1.index }
    }
}
