internal import Alerting
internal import PromQL

/// The scale of a plot's values: ticks at round numbers, and ends that are ticks.
struct ValueAxis {
    let minimum: Double
    let maximum: Double
    /// From below.
    let ticks: [Double]
    /// What stands beside each tick: with a prefix such as `k`, unless that makes two of them the same.
    let labels: [String]

    /// - Parameters:
    ///   - range: the values to be shown, all of them finite.
    ///   - count: how many ticks there may be, at least 2.
    init(over range: ClosedRange<Double>, upTo count: Int) {
        var (low, high) = (range.lowerBound, range.upperBound)
        if !(high - low > 0) {
            let margin = low == 0 ? 1 : abs(low) * 0.1
            (low, high) = (low - margin, high + margin)
        }
        // Halves first, since the difference of two large numbers may be none.
        let step = Self.roundStep((high / 2 - low / 2) * 2 / Double(max(1, count - 1)))
        guard step.isFinite, step > 0, (low / step).magnitude < 1e15, (high / step).magnitude < 1e15 else {
            (minimum, maximum, ticks) = (low, high, [low, high])
            labels = ticks.map(Humanize.decimal)
            return
        }
        let (first, last) = ((low / step).rounded(.down), (high / step).rounded(.up))
        minimum = first * step
        maximum = last * step
        ticks = stride(from: first, through: last, by: 1).map { $0 * step }
        let short = ticks.map(Humanize.decimal)
        let decimals = max(0, min(15, -Int(Self.exponent(of: step))))
        labels = Set(short).count == short.count ? short : ticks.map { Self.plain($0, decimals: decimals) }
    }

    /// Where a value stands between the ends: 0 to 1.
    func position(of value: Double) -> Double { (value / 2 - minimum / 2) / (maximum / 2 - minimum / 2) }

    /// The least of 1, 2 and 5 times a power of ten that is not below a number.
    private static func roundStep(_ least: Double) -> Double {
        let power = Self.power(exponent(of: least))
        return [1, 2, 5].map { $0 * power }.first { $0 >= least * (1 - 1e-9) } ?? 10 * power
    }

    /// The exponent of ten of a number, by its digits.
    private static func exponent(of value: Double) -> Int {
        guard value > 0, value.isFinite else { return 0 }
        var (rest, exponent) = (value, 0)
        while rest >= 10 { (rest, exponent) = (rest / 10, exponent + 1) }
        while rest < 1 { (rest, exponent) = (rest * 10, exponent - 1) }
        return exponent
    }

    private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }

    private static func plain(_ value: Double, decimals: Int) -> String {
        let factor = power(decimals)
        return DecimalText.plain((value * factor).rounded() / factor)
    }
}
