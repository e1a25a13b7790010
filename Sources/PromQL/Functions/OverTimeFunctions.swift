internal import Telemetry

/// Functions of all the samples of a window.
enum OverTimeFunctions {
    static let all: [Function] = [
        of("avg") { Statistics.mean($0) },
        of("sum") { Statistics.sum($0) },
        of("min") { Statistics.minimum($0) },
        of("max") { Statistics.maximum($0) },
        of("count") { Double($0.count) },
        of("present") { _ in 1 },
        of("stddev") { Statistics.variance($0).squareRoot() },
        of("stdvar") { Statistics.variance($0) },
        of("mad") { medianDeviation($0) },
        Function("last_over_time", [.matrix], .overTime(keepsName: true) { window, _ in window.samples.last?.value }),
        Function("first_over_time", [.matrix], .overTime(keepsName: true) { window, _ in window.samples.first?.value }),
        Function(
            "quantile_over_time",
            [.scalar, .matrix],
            .overTime(keepsName: false) { window, scalars in
                Statistics.quantile(scalars.first ?? .nan, of: window.samples.lazy.map(\.value))
            }
        ),
        timeOf("first") { $0.first },
        timeOf("last") { $0.last },
        timeOf("min") { $0.reduce(nil) { best, sample in isBetter(best, { sample.value <= $0 }) ? sample : best } },
        timeOf("max") { $0.reduce(nil) { best, sample in isBetter(best, { sample.value >= $0 }) ? sample : best } },
    ]

    /// The values of a window, read in place.
    private typealias Values = LazyMapCollection<ArraySlice<Sample>, Double>

    private static func of(_ name: String, _ value: @escaping @Sendable (Values) -> Double) -> Function {
        Function(
            "\(name)_over_time",
            [.matrix],
            .overTime(keepsName: false) { window, _ in value(window.samples.lazy.map(\.value)) }
        )
    }

    private static func timeOf(
        _ name: String,
        _ sample: @escaping @Sendable (ArraySlice<Sample>) -> Sample?
    ) -> Function {
        Function(
            "ts_of_\(name)_over_time",
            [.matrix],
            .overTime(keepsName: false) { window, _ in sample(window.samples)?.timestamp.secondsSince1970 }
        )
    }

    private static func isBetter(_ best: Sample?, _ test: (Double) -> Bool) -> Bool {
        guard let best else { return true }
        return best.value.isNaN || test(best.value)
    }

    private static func medianDeviation(_ values: Values) -> Double {
        if values.contains(where: \.isNaN) { return .nan }
        let median = Statistics.quantile(0.5, of: values)
        return Statistics.quantile(0.5, of: Array(values).map { abs($0 - median) })
    }
}
