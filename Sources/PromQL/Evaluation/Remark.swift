/// What an evaluation has remarked so far.
struct Remarks {
    /// The text of the expression.
    let source: String
    private(set) var annotations: [QueryAnnotation] = []
    private var known: Set<String> = []

    init(source: String) { self.source = source }

    /// Adds a remark about a node; what was said before is not said again.
    mutating func add(_ remark: Remark, about node: Node) {
        guard known.insert(remark.text).inserted else { return }
        annotations.append(
            QueryAnnotation(remark.severity, remark.text, SourcePlace(of: node.range.lowerBound, in: source))
        )
    }
}

/// The remarks that there are; those of Prometheus on native histograms are missing.
enum Remark {
    /// A quantile that is none.
    case invalidQuantile(Double)
    /// A share of more than everything.
    case invalidRatio(Double, cappedTo: Double)
    /// A bucket of the metric whose bound cannot be read.
    case badBucketLabel(String, metric: String?)
    /// A function of counters on something that does not call itself one.
    case possibleNonCounter(metric: String)
    /// Buckets of the metric whose counts fell.
    case forcedMonotonicity(metric: String?)
    /// An order that a range query does not show.
    case sortInRangeQuery

    var severity: QueryAnnotation.Severity {
        switch self {
        case .invalidQuantile, .invalidRatio, .badBucketLabel, .sortInRangeQuery: .warning
        case .possibleNonCounter, .forcedMonotonicity: .info
        }
    }

    var text: String {
        switch self {
        case .invalidQuantile(let value):
            "quantile value should be between 0 and 1, got \(DecimalText.short(value))"
        case .invalidRatio(let value, let cap):
            """
            ratio value should be between -1 and 1, got \(DecimalText.short(value)), \
            capping to \(DecimalText.short(cap))
            """
        case .badBucketLabel(let text, let metric):
            "bucket label \"le\" is missing or has a malformed value of \(Quoting.quoted(text))" + Self.suffix(metric)
        case .possibleNonCounter(let metric):
            """
            metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \(Quoting.quoted(metric))
            """
        case .forcedMonotonicity(let metric):
            """
            input to histogram_quantile needed to be fixed for monotonicity (see \
            https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)
            """ + Self.suffix(metric)
        case .sortInRangeQuery:
            "sort is ineffective for range queries since results are always ordered by labels"
        }
    }

    private static func suffix(_ metric: String?) -> String {
        metric.map { " for metric name \(Quoting.quoted($0))" } ?? ""
    }
}
