/// What an evaluation has remarked so far.
struct Remarks {
    /// The text of the expression.
    let source: String
    private var found: [(remark: Remark, place: SourcePlace)] = []
    private var places: [String: Int] = [:]

    init(source: String) { self.source = source }

    /// Adds a remark about a node; what was said before is not said again, but may have more to tell.
    mutating func add(_ remark: Remark, about node: Node) {
        if let known = places[remark.text] {
            found[known].remark.merge(remark)
        } else {
            places[remark.text] = found.count
            found.append((remark, SourcePlace(of: node.range.lowerBound, in: source)))
        }
    }

    /// The remarks, as they are told.
    var annotations: [QueryAnnotation] {
        found.map { QueryAnnotation($0.severity, $0.text, detail: $0.detail, $1) }
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
    case forcedMonotonicity(metric: String?, ForcedMonotonicity)
    /// An operator of native histograms between numbers.
    case incompatibleTypes(BinaryOperator)
    /// An order that a range query does not show.
    case sortInRangeQuery

    var severity: QueryAnnotation.Severity {
        switch self {
        case .invalidQuantile, .invalidRatio, .badBucketLabel, .sortInRangeQuery: .warning
        case .possibleNonCounter, .forcedMonotonicity, .incompatibleTypes: .info
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
        case .forcedMonotonicity(let metric, _):
            """
            input to histogram_quantile needed to be fixed for monotonicity (see \
            https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)
            """ + Self.suffix(metric)
        case .incompatibleTypes(let name):
            """
            incompatible sample types encountered for binary operator "\(name.rawValue)": \
            float \(name.rawValue) float
            """
        case .sortInRangeQuery:
            "sort is ineffective for range queries since results are always ordered by labels"
        }
    }

    /// What it has to tell beside its text, which says what it is; empty for most.
    var detail: String {
        if case .forcedMonotonicity(_, let forced) = self { forced.text } else { "" }
    }

    /// Takes over what another one of the same text has to tell.
    mutating func merge(_ other: Remark) {
        guard case .forcedMonotonicity(let metric, var forced) = self, case .forcedMonotonicity(_, let more) = other
        else { return }
        forced.merge(more)
        self = .forcedMonotonicity(metric: metric, forced)
    }

    private static func suffix(_ metric: String?) -> String {
        metric.map { " for metric name \(Quoting.quoted($0))" } ?? ""
    }
}
