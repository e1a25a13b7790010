internal import Telemetry

extension Evaluation {
    /// `info`: elements with the labels of the info metrics that are of the same instance and job.
    mutating func info(_ call: FunctionCall, at moment: Moment) throws(EvaluationError) -> Value {
        guard call.arguments.count == 2, case .selector(let selector) = call.arguments[1].form,
            case .vector(let elements) = try evaluate(call.arguments[0], at: moment)
        else { return .vector([]) }
        var join = InfoJoin(selector, for: elements)
        for (labels, sample, _, _) in newest(selector, at: moment) { try join.add(labels, sample.timestamp) }
        var results: [VectorElement] = []
        for element in elements {
            guard let labels = try join.labels(of: element.labels) else { continue }
            var result = element
            result.labels = labels
            results.append(result)
        }
        return .vector(try results.withUniqueLabels())
    }
}

/// Finds the labels of info metrics (Prometheus `promql/info.go`, `combineWithInfoVector`).
private struct InfoJoin {
    /// The labels by which an info metric belongs to a series.
    private static let identity: Set<String> = ["instance", "job"]

    private let nameMatchers: [LabelMatcher]
    private let dataMatchers: [LabelMatcher]
    private let wanted: Set<String>
    /// Whether elements that are info metrics themselves stay as they are.
    private let skipsInfoMetrics: Bool
    /// The values that the elements have of the identifying labels.
    private var identities: [String: Set<String>] = [:]
    /// The newest series of each info metric and identity.
    private var newest: [LabelSet: (labels: LabelSet, time: Timestamp)] = [:]
    private var names: Set<String> = []

    init(_ selector: Selector, for elements: [VectorElement]) {
        nameMatchers = selector.matchers.filter { $0.label == LabelSet.metricName }
        dataMatchers = selector.matchers.filter { $0.label != LabelSet.metricName }
        wanted = Set(dataMatchers.map(\.label))
        skipsInfoMetrics = !selector.hasImpliedName || nameMatchers.count > 1 || dataMatchers.isEmpty
        for element in elements where !isSkipped(element.labels) {
            for label in Self.identity {
                if let value = element.labels[label] { identities[label, default: []].insert(value) }
            }
        }
    }

    private func isSkipped(_ labels: LabelSet) -> Bool { skipsInfoMetrics && nameMatchers.allMatch(labels) }

    mutating func add(_ labels: LabelSet, _ time: Timestamp) throws(EvaluationError) {
        let isOfSomeElement =
            !identities.isEmpty && identities.allSatisfy { label, values in values.contains(labels[label] ?? "") }
        guard isOfSomeElement, let name = labels[LabelSet.metricName] else { return }
        names.insert(name)
        let key = labels.filter { $0 == LabelSet.metricName || Self.identity.contains($0) }
        if let known = newest[key] {
            guard known.time != time else { throw .duplicateInfo(known.labels, labels, at: time) }
            if known.time > time { return }
        }
        newest[key] = (labels, time)
    }

    /// The labels of an element with those found for it; nil when it has not what is asked for.
    func labels(of element: LabelSet) throws(EvaluationError) -> LabelSet? {
        if isSkipped(element) { return element }
        let identity = element.filter(Self.identity.contains)
        var added: [String: String] = [:]
        var isFound = false
        for name in names {
            guard let info = newest[identity.setting(LabelSet.metricName, to: name)] else { continue }
            isFound = true
            for label in info.labels.labels where label.name != LabelSet.metricName {
                guard wanted.isEmpty || wanted.contains(label.name) else { continue }
                if let other = added[label.name], other != label.value { throw .conflictingInfo(label: label.name) }
                if element[label.name] == nil { added[label.name] = label.value }
            }
        }
        guard isFound || dataMatchers.allSatisfy({ $0.matches("") }) else { return nil }
        return added.reduce(element) { $0.setting($1.key, to: $1.value) }
    }
}
