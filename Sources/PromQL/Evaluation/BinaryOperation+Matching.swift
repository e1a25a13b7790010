internal import Telemetry

extension BinaryOperation {
    /// Computes the pairs of elements that belong together, one side of each pair at most once in its group.
    func matched(_ left: [VectorElement], _ right: [VectorElement]) throws(EvaluationError) -> [VectorElement] {
        let fill = matching.fill
        if left.isEmpty && right.isEmpty || (left.isEmpty || right.isEmpty) && fill.isEmpty { return [] }
        let isSwapped: Bool
        switch matching.cardinality {
        case .oneToMany: isSwapped = true
        case .oneToOne, .manyToOne: isSwapped = false
        }
        let (many, one) = isSwapped ? (right, left) : (left, right)
        let (groups, ones) = try single(one, side: isSwapped ? .left : .right)
        var results: [VectorElement] = []
        var isTaken = [Bool](repeating: false, count: ones.count)
        var labelsOfGroups: Set<GroupedLabels> = []
        let projection = LabelProjection(matching.labels)
        for element in many {
            if let group = groups.find(element.labels) {
                if matching.cardinality == .oneToOne, isTaken[group] { throw .manyToOneNotExplicit }
                isTaken[group] = true
                let (labels, value) = pair(element, ones[group], isSwapped)
                if matching.cardinality == .oneToOne, value == nil { continue }
                if matching.cardinality != .oneToOne,
                    !labelsOfGroups.insert(GroupedLabels(group: group, labels: labels)).inserted
                {
                    throw .groupingNotUnique
                }
                if let value { results.append(VectorElement(labels: labels, value: value)) }
            } else if let filled = fill.right {
                let partner = VectorElement(labels: projection.labels(of: element.labels), value: filled.value)
                let (labels, value) = pair(element, partner, isSwapped)
                if let value { results.append(VectorElement(labels: labels, value: value)) }
            }
        }
        if let filled = fill.left {
            // As in Prometheus, `fill_left` is of the side with many elements, be that on the right.
            for (partner, hasMatch) in zip(ones, isTaken) where !hasMatch {
                let element = VectorElement(labels: projection.labels(of: partner.labels), value: filled.value)
                let (labels, value) = pair(element, partner, isSwapped)
                if let value { results.append(VectorElement(labels: labels, value: value)) }
            }
        }
        return try results.withUniqueLabels()
    }

    /// The labels and the value of two elements that belong together; no value when a comparison drops them.
    private func pair(
        _ many: VectorElement,
        _ one: VectorElement,
        _ isSwapped: Bool
    ) -> (labels: LabelSet, value: Double?) {
        let (left, right) = isSwapped ? (one.value, many.value) : (many.value, one.value)
        let value = `operator`.value(left, right)
        if isFilter && value == 0 {
            // Labels of what is dropped matter only where they tell a group's results apart.
            return (matching.cardinality == .oneToOne ? .empty : resultLabels(many.labels, one.labels), nil)
        }
        return (resultLabels(many.labels, one.labels), isFilter ? left : value)
    }

    private struct GroupedLabels: Hashable {
        let group: Int
        let labels: LabelSet
    }

    /// The elements of the side that has one of each group, by group.
    private func single(
        _ elements: [VectorElement],
        side: EvaluationError.Side
    ) throws(EvaluationError) -> (LabelGroups, [VectorElement]) {
        var groups = LabelGroups(by: LabelProjection(matching.labels), expected: elements.count)
        for element in elements {
            let (group, isNew) = groups.insert(element.labels)
            guard isNew else {
                throw .duplicateMatch(
                    side: side,
                    group: groups.labels(of: group),
                    first: element.labels,
                    second: groups.members[group]
                )
            }
        }
        return (groups, elements)
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
