internal import Telemetry

extension BinaryOperation {
    /// Computes the pairs of elements that belong together, one side of each pair at most once in its group.
    func matched(_ left: [VectorElement], _ right: [VectorElement]) throws(EvaluationError) -> [VectorElement] {
        if left.isEmpty || right.isEmpty { return [] }
        let isSwapped: Bool
        switch matching.cardinality {
        case .oneToMany: isSwapped = true
        case .oneToOne, .manyToOne: isSwapped = false
        }
        let (many, one) = isSwapped ? (right, left) : (left, right)
        let ones = try single(one, side: isSwapped ? .left : .right)
        var results: [VectorElement] = []
        var resultsByGroup: [LabelSet: Set<LabelSet>] = [:]
        for element in many {
            let group = matching.signature(of: element.labels)
            guard let partner = ones[group] else { continue }
            let labels = resultLabels(element.labels, partner.labels)
            if matching.cardinality == .oneToOne {
                guard resultsByGroup.updateValue([], forKey: group) == nil else { throw .manyToOneNotExplicit }
            } else if !resultsByGroup[group, default: []].insert(labels).inserted {
                throw .groupingNotUnique
            }
            let (leftValue, rightValue) =
                isSwapped ? (partner.value, element.value) : (element.value, partner.value)
            let value = `operator`.value(leftValue, rightValue)
            if isFilter {
                if value != 0 { results.append(VectorElement(labels: labels, value: leftValue)) }
            } else {
                results.append(VectorElement(labels: labels, value: value))
            }
        }
        return try results.withUniqueLabels()
    }

    private func single(
        _ elements: [VectorElement],
        side: EvaluationError.Side
    ) throws(EvaluationError) -> [LabelSet: VectorElement] {
        var single: [LabelSet: VectorElement] = [:]
        single.reserveCapacity(elements.count)
        for element in elements {
            let group = matching.signature(of: element.labels)
            if let known = single.updateValue(element, forKey: group) {
                throw .duplicateMatch(side: side, group: group, first: element.labels, second: known.labels)
            }
        }
        return single
    }

    private func resultLabels(_ many: LabelSet, _ one: LabelSet) -> LabelSet {
        let base = isFilter ? many : many.withoutMetricIdentity
        switch matching.cardinality {
        case .oneToOne:
            switch matching.labels {
            case .on(let names): return base.filter { names.contains($0) }
            case .ignoring(let names): return names.isEmpty ? base : base.filter { !names.contains($0) }
            }
        case .manyToOne(let included), .oneToMany(let included):
            return included.reduce(base) { $0.setting($1, to: one[$1]) }
        }
    }
}
