internal import Telemetry

extension Parser {
    /// The arguments of `info` with a selector of the metrics that have the labels (Prometheus `promql/info.go`).
    ///
    /// Where no name is written they are those of `target_info`, and where it is only said which are not meant, those of
    /// all metrics whose names end in `_info`.
    mutating func withInfoLabels(_ arguments: [Node]) throws(ParseError) -> [Node] {
        guard let elements = arguments.first, arguments.count <= 2 else { return arguments }
        let implied = LabelMatcher.metricName("target_info")
        guard arguments.count == 2 else {
            var selector = newSelector(name: nil, [implied])
            selector.hasImpliedName = true
            return [elements, try node(.selector(selector), from: previousEnd)]
        }
        let labels = arguments[1]
        guard labels.type == .vector else { return arguments }
        guard case .selector(var selector) = labels.form else {
            throw error("expected label selectors only", at: labels.range)
        }
        guard selector.name == nil else {
            throw error("expected label selectors only, got vector selector instead", at: labels.range)
        }
        let names = selector.matchers.filter { $0.label == LabelSet.metricName }
        if names.allSatisfy({ $0.operation == .notEqual || $0.operation == .matchesNot }) {
            selector.matchers.append(names.isEmpty ? implied : try anyInfoMetric(labels))
            selector.hasImpliedName = true
        }
        return [elements, Node(.selector(selector), at: labels.range)]
    }

    private func anyInfoMetric(_ node: Node) throws(ParseError) -> LabelMatcher {
        do {
            return try LabelMatcher(LabelSet.metricName, .matches, ".+_info")
        } catch {
            throw self.error(error.description, at: node.range)
        }
    }

    /// A selector with the next number.
    mutating func newSelector(name: String?, _ matchers: [LabelMatcher]) -> Selector {
        defer { selectorCount += 1 }
        return Selector(name: name, matchers: matchers, shift: .none, index: selectorCount)
    }
}
