internal import Telemetry

/// A sum that keeps what rounding takes away (Kahan's algorithm in Neumaier's form).
struct CompensatedSum {
    private(set) var sum = 0.0
    private var compensation = 0.0

    mutating func add(_ value: Double) {
        let total = sum + value
        if total.isInfinite {
            compensation = 0
        } else if abs(sum) >= abs(value) {
            compensation += (sum - total) + value
        } else {
            compensation += (value - total) + sum
        }
        sum = total
    }

    var value: Double { sum.isInfinite ? sum : sum + compensation }
}

/// Numbers made of many.
enum Statistics {
    static func sum(_ values: some Sequence<Double>) -> Double {
        var sum = CompensatedSum()
        for value in values { sum.add(value) }
        return sum.value
    }

    /// The mean; where the sum would overflow, by steps from mean to mean.
    static func mean(_ values: some Collection<Double>) -> Double {
        let sum = sum(values)
        if sum.isFinite || values.contains(where: { !$0.isFinite }) { return sum / Double(values.count) }
        var mean = 0.0
        for (value, count) in zip(values, 1...) { mean += value / Double(count) - mean / Double(count) }
        return mean
    }

    static func minimum(_ values: some Sequence<Double>) -> Double {
        values.reduce(.nan) { $1 < $0 || $0.isNaN ? $1 : $0 }
    }

    static func maximum(_ values: some Sequence<Double>) -> Double {
        values.reduce(.nan) { $1 > $0 || $0.isNaN ? $1 : $0 }
    }

    /// The population variance by Welford's steps, each sum compensated.
    static func variance(_ values: some Sequence<Double>) -> Double {
        var count = 0.0
        var mean = CompensatedSum()
        var squares = CompensatedSum()
        for value in values {
            guard value.isFinite else { return .nan }
            count += 1
            let delta = value - mean.value
            mean.add(delta / count)
            squares.add(delta * (value - mean.value))
        }
        return squares.value / count
    }

    /// The quantile between the two nearest ranks; not-a-number counts as the smallest value.
    static func quantile(_ quantile: Double, of values: some Sequence<Double>) -> Double {
        let sorted = values.sorted { $0 < $1 || $0.isNaN && !$1.isNaN }
        if sorted.isEmpty || quantile.isNaN { return .nan }
        if quantile < 0 { return -.infinity }
        if quantile > 1 { return .infinity }
        let rank = quantile * Double(sorted.count - 1)
        let lower = Int(rank.rounded(.down))
        let upper = min(sorted.count - 1, lower + 1)
        let weight = rank - rank.rounded(.down)
        return sorted[lower] * (1 - weight) + sorted[upper] * weight
    }

    /// The line of least squares through samples: slope per second, and value at a time.
    static func regression(_ samples: ArraySlice<Sample>, at origin: Timestamp) -> (slope: Double, intercept: Double) {
        guard let first = samples.first else { return (.nan, .nan) }
        if samples.allSatisfy({ $0.value == first.value }) {
            return first.value.isInfinite ? (.nan, .nan) : (0, first.value)
        }
        var count = 0.0
        var (x, y, xy, xx) = (CompensatedSum(), CompensatedSum(), CompensatedSum(), CompensatedSum())
        for sample in samples {
            let offset =
                Double(sample.timestamp.millisecondsSince1970 - origin.millisecondsSince1970) / 1_000
            count += 1
            x.add(offset)
            y.add(sample.value)
            xy.add(offset * sample.value)
            xx.add(offset * offset)
        }
        let covariance = xy.value - x.value * y.value / count
        let variance = xx.value - x.value * x.value / count
        let slope = covariance / variance
        return (slope, y.value / count - slope * x.value / count)
    }
}
