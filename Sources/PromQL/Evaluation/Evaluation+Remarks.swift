internal import Telemetry

extension Evaluation {
    /// Remarks on the parameter of an aggregation, whether it has elements or not.
    mutating func remark(on aggregation: Aggregation, _ parameter: Value?) {
        guard let node = aggregation.parameter?.unparenthesized, case .scalar(let value) = parameter else { return }
        switch aggregation.operator {
        case .quantile: remark(onQuantile: value, node)
        case .limitRatio where value.magnitude > 1:
            remarks?.add(.invalidRatio(value, cappedTo: value < 0 ? -1 : 1), about: node)
        default: break
        }
    }

    /// Remarks on a call whose value for a series with these labels was asked for.
    mutating func remark(on call: FunctionCall, _ scalars: [Double], series labels: LabelSet, hasValue: Bool) {
        guard let argument = call.arguments.first?.unparenthesized else { return }
        switch call.function.name {
        case "rate", "increase":
            guard hasValue, let metric = labels[LabelSet.metricName], !Self.isCounterName(metric) else { return }
            remarks?.add(.possibleNonCounter(metric: metric), about: argument)
        case "quantile_over_time": remark(onQuantile: scalars.first ?? .nan, argument)
        default: break
        }
    }

    /// Remarks on a call of a function that puts elements in an order.
    mutating func remark(onSort call: FunctionCall, _ node: Node) {
        if start != end, call.function.name.hasPrefix("sort") { remarks?.add(.sortInRangeQuery, about: node) }
    }

    private mutating func remark(onQuantile quantile: Double, _ node: Node) {
        if !(quantile >= 0 && quantile <= 1) { remarks?.add(.invalidQuantile(quantile), about: node) }
    }

    private static func isCounterName(_ name: String) -> Bool {
        ["_total", "_sum", "_count", "_bucket"].contains(where: name.hasSuffix)
    }
}
