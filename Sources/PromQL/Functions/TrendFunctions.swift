internal import Telemetry

/// Functions that lay a line through the samples of a window.
enum TrendFunctions {
    static let all: [Function] = [
        Function(
            "deriv",
            [.matrix],
            .overTime(keepsName: false) { window, _ in
                guard window.samples.count >= 2, let first = window.samples.first else { return nil }
                return Statistics.regression(window.samples, at: first.timestamp).slope
            }
        ),
        Function(
            "predict_linear",
            [.matrix, .scalar],
            .overTime(keepsName: false) { window, scalars in
                guard window.samples.count >= 2 else { return nil }
                let line = Statistics.regression(window.samples, at: window.time)
                return line.slope * (scalars.first ?? .nan) + line.intercept
            }
        ),
        Function(
            "double_exponential_smoothing",
            [.matrix, .scalar, .scalar],
            .whole { invocation throws(EvaluationError) in try smoothed(invocation) }
        ),
    ]

    /// Holt's linear smoothing.
    private static func smoothed(_ invocation: Invocation) throws(EvaluationError) -> Value {
        let (level, trend) = (invocation.scalar(1), invocation.scalar(2))
        // Where there is nothing to smooth Prometheus does not look at the factors either.
        guard case .matrix(let series, _, _, _) = invocation.arguments.first, !series.isEmpty else {
            return .vector([])
        }
        for (factor, name, symbol) in [(level, "smoothing", "sf"), (trend, "trend", "tf")]
        where factor <= 0 || factor >= 1 {
            throw .invalidFactor(name: name, symbol: symbol, value: factor)
        }
        var elements: [VectorElement] = []
        for one in series where one.samples.count >= 2 {
            let values = one.samples.map(\.value)
            var slope = values[1] - values[0]
            var previous = 0.0
            var current = values[0]
            for (index, value) in values.enumerated().dropFirst() {
                if index > 1 { slope = trend * (current - previous) + (1 - trend) * slope }
                previous = current
                current = level * value + (1 - level) * (current + slope)
            }
            let element = VectorElement(labels: one.labels, value: current)
            elements.append(element.derived(current, delayed: invocation.delaysNameRemoval))
        }
        return .vector(try elements.withUniqueLabels())
    }
}
