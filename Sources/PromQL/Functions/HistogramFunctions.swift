internal import Telemetry

/// Functions of classic histograms: buckets with an upper bound in the label `le`.
enum HistogramFunctions {
    static let all: [Function] = [
        Function(
            "histogram_quantile",
            [.scalar, .vector],
            .whole { invocation throws(EvaluationError) in
                let quantile = invocation.scalar(0)
                return .vector(try histograms(invocation.vector(1)) { $0.quantile(quantile) }.withUniqueLabels())
            }
        ),
        Function(
            "histogram_fraction",
            [.scalar, .scalar, .vector],
            .whole { invocation throws(EvaluationError) in
                let (lower, upper) = (invocation.scalar(0), invocation.scalar(1))
                return .vector(
                    try histograms(invocation.vector(2)) { $0.fraction(from: lower, to: upper) }.withUniqueLabels()
                )
            }
        ),
        Function(
            "histogram_quantiles",
            [.vector, .string, .scalar],
            variadic: true,
            .whole { invocation throws(EvaluationError) in
                let label = invocation.text(1)
                guard !label.isEmpty else { throw .invalidLabelName(label, in: "label name in histogram_quantiles()") }
                var elements: [VectorElement] = []
                for index in 2..<max(2, invocation.arguments.count) {
                    let quantile = invocation.scalar(index)
                    elements += histograms(invocation.vector(0)) { $0.quantile(quantile) }.map {
                        VectorElement(
                            labels: $0.labels.setting(label, to: DecimalText.plain(quantile)),
                            value: $0.value
                        )
                    }
                }
                return .vector(try elements.withUniqueLabels())
            }
        ),
    ]

    /// One element for each histogram; buckets without a readable bound are left out.
    private static func histograms(
        _ elements: [VectorElement],
        _ value: (ClassicHistogram) -> Double
    ) -> [VectorElement] {
        var order: [LabelSet] = []
        var buckets: [LabelSet: [ClassicHistogram.Bucket]] = [:]
        for element in elements {
            guard let text = element.labels["le"], let bound = NumberText.value(of: text) else { continue }
            let key = element.labels.filter { $0 != "le" && !MetricIdentity.isPart($0) }
            if buckets[key] == nil { order.append(key) }
            buckets[key, default: []].append(ClassicHistogram.Bucket(bound: bound, count: element.value))
        }
        return order.map { VectorElement(labels: $0, value: value(ClassicHistogram(buckets[$0] ?? []))) }
    }
}
