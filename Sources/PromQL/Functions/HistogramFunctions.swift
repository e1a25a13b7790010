internal import Telemetry

/// Functions of classic histograms, buckets with an upper bound in the label `le`, and those of native ones.
enum HistogramFunctions {
    static let all: [Function] = classic + native

    /// What tells something of native histograms, and passes over samples that are numbers: here, all there are.
    private static let native = ["avg", "count", "stddev", "stdvar", "sum"].map {
        Function("histogram_\($0)", [.vector], .value { _, _ in nil })
    }

    private static let classic: [Function] = [
        Function(
            "histogram_quantile",
            [.scalar, .vector],
            .whole { invocation throws(EvaluationError) in
                let quantile = quantile(0, &invocation)
                let histograms = histograms(1, &invocation)
                if isShare(quantile) { remarkOnFalls(histograms, 1, &invocation) }
                return .vector(try elements(of: histograms, invocation) { $0.quantile(quantile) })
            }
        ),
        Function(
            "histogram_fraction",
            [.scalar, .scalar, .vector],
            .whole { invocation throws(EvaluationError) in
                let (lower, upper) = (invocation.scalar(0), invocation.scalar(1))
                let histograms = histograms(2, &invocation)
                return .vector(
                    try elements(of: histograms, invocation) { $0.fraction(from: lower, to: upper) }
                )
            }
        ),
        Function(
            "histogram_quantiles",
            [.vector, .string, .scalar],
            variadic: true,
            .whole { invocation throws(EvaluationError) in try quantiles(&invocation) }
        ),
    ]

    private static func quantiles(_ invocation: inout Invocation) throws(EvaluationError) -> Value {
        let label = invocation.text(1)
        guard !label.isEmpty else { throw .invalidLabelName(label, in: "label name in histogram_quantiles()") }
        let histograms = histograms(0, &invocation)
        var results: [VectorElement] = []
        var hasLooked = false
        for index in 2..<max(2, invocation.arguments.count) {
            let quantile = quantile(index, &invocation)
            if isShare(quantile), !hasLooked {
                hasLooked = true
                remarkOnFalls(histograms, 0, &invocation)
            }
            for var element in try elements(of: histograms, invocation, value: { $0.quantile(quantile) }) {
                element.labels = element.labels.setting(label, to: DecimalText.openMetrics(quantile))
                results.append(element)
            }
        }
        return .vector(try results.withUniqueLabels())
    }

    private static func quantile(_ argument: Int, _ invocation: inout Invocation) -> Double {
        let quantile = invocation.scalar(argument)
        if !isShare(quantile) { invocation.remark(.invalidQuantile(quantile), onArgument: argument) }
        return quantile
    }

    /// Whether a quantile is one; of another the buckets do not matter.
    private static func isShare(_ quantile: Double) -> Bool { quantile >= 0 && quantile <= 1 }

    private static func remarkOnFalls(
        _ histograms: [NamedHistogram],
        _ argument: Int,
        _ invocation: inout Invocation
    ) {
        for histogram in histograms {
            guard let falls = histogram.histogram.falls else { continue }
            let metric = invocation.delaysNameRemoval ? histogram.labels[LabelSet.metricName] : nil
            let forced = ForcedMonotonicity(falls, at: invocation.moment.time)
            invocation.remark(.forcedMonotonicity(metric: metric, forced), onArgument: argument)
        }
    }

    private struct NamedHistogram {
        /// The labels of its buckets but their bounds; with the name, so that two metrics are not taken for one.
        let labels: LabelSet
        let histogram: ClassicHistogram
    }

    /// The histograms of an argument; buckets without a readable bound are left out.
    private static func histograms(_ argument: Int, _ invocation: inout Invocation) -> [NamedHistogram] {
        var order: [LabelSet] = []
        var buckets: [LabelSet: [ClassicHistogram.Bucket]] = [:]
        for element in invocation.vector(argument) {
            let text = element.labels["le"] ?? ""
            guard let bound = NumberText.value(of: text) else {
                let metric = element.labels[LabelSet.metricName]
                invocation.remark(.badBucketLabel(text, metric: metric), onArgument: argument)
                continue
            }
            let key = element.labels.setting("le", to: nil)
            if buckets[key] == nil { order.append(key) }
            buckets[key, default: []].append(ClassicHistogram.Bucket(bound: bound, count: element.value))
        }
        return order.map { NamedHistogram(labels: $0, histogram: ClassicHistogram(buckets[$0] ?? [])) }
    }

    private static func elements(
        of histograms: [NamedHistogram],
        _ invocation: Invocation,
        value: (ClassicHistogram) -> Double
    ) throws(EvaluationError) -> [VectorElement] {
        try histograms.map {
            VectorElement(labels: $0.labels, value: 0)
                .derived(value($0.histogram), delayed: invocation.delaysNameRemoval)
        }
        .withUniqueLabels()
    }
}
