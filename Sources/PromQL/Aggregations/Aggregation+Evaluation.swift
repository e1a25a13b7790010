internal import Telemetry

extension Aggregation {
    /// Computes the aggregation of elements.
    func evaluate(_ elements: [VectorElement], _ parameter: Value?) throws(EvaluationError) -> [VectorElement] {
        var number = Double.nan
        var text = ""
        switch parameter {
        case .scalar(let value): number = value
        case .string(let value): text = value
        default: break
        }
        switch `operator` {
        case .topk, .bottomk, .limitk: return try Selection.first(number, of: groups(elements), by: `operator`)
        case .limitRatio: return try Selection.share(number, of: elements)
        case .countValues: return try counts(elements, label: text)
        default: break
        }
        var groups = LabelGroups(by: LabelProjection(grouping))
        var values: [[Double]] = []
        var dropsName: [Bool] = []
        for element in elements {
            let (group, isNew) = groups.insert(element.labels)
            if isNew {
                values.append([])
                dropsName.append(false)
            }
            values[group].append(element.value)
            if element.dropsName { dropsName[group] = true }
        }
        return values.enumerated().map {
            var element = VectorElement(labels: groups.labels(of: $0), value: value(of: $1, number))
            element.dropsName = dropsName[$0]
            return element
        }
    }

    /// The elements by group, groups in order of first appearance.
    private func groups(_ elements: [VectorElement]) -> [(key: LabelSet, elements: [VectorElement])] {
        if case .by(let labels) = grouping, labels.isEmpty { return [(.empty, elements)] }
        var groups = LabelGroups(by: LabelProjection(grouping))
        var members: [[VectorElement]] = []
        for element in elements {
            let (group, isNew) = groups.insert(element.labels)
            if isNew { members.append([]) }
            members[group].append(element)
        }
        return members.enumerated().map { (groups.labels(of: $0), $1) }
    }

    private func value(of values: [Double], _ parameter: Double) -> Double {
        switch `operator` {
        case .sum: Statistics.sum(values)
        case .avg: Statistics.mean(values)
        case .count: Double(values.count)
        case .min: Statistics.minimum(values)
        case .max: Statistics.maximum(values)
        case .group: 1
        case .stddev: Statistics.variance(values).squareRoot()
        case .stdvar: Statistics.variance(values)
        case .quantile: Statistics.quantile(parameter, of: values)
        case .topk, .bottomk, .countValues, .limitk, .limitRatio: .nan
        }
    }

    private func counts(_ elements: [VectorElement], label: String) throws(EvaluationError) -> [VectorElement] {
        guard !label.isEmpty else { throw .invalidLabelName(label, in: "count_values") }
        // The value's label is one of the element before it is grouped: `by` keeps it, `without` may take it away.
        let grouping: Grouping = if case .by(let names) = grouping { .by(names + [label]) } else { grouping }
        var order: [LabelSet] = []
        var counts: [LabelSet: Double] = [:]
        for element in elements {
            let key = grouping.key(of: element.labels.setting(label, to: DecimalText.plain(element.value)))
            if counts[key] == nil { order.append(key) }
            counts[key, default: 0] += 1
        }
        return order.map { VectorElement(labels: $0, value: counts[$0] ?? 0) }
    }
}
