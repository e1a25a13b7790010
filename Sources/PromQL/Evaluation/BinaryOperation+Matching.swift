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
        let (groups, ones) = try single(one, side: isSwapped ? .left : .right)
        var results: [VectorElement] = []
        var isTaken = [Bool](repeating: false, count: ones.count)
        var labelsOfGroups: Set<GroupedLabels> = []
        for element in many {
            guard let group = groups.find(element.labels) else { continue }
            let partner = ones[group]
            let (leftValue, rightValue) =
                isSwapped ? (partner.value, element.value) : (element.value, partner.value)
            let value = `operator`.value(leftValue, rightValue)
            let isDropped = isFilter && value == 0
            if matching.cardinality == .oneToOne {
                guard !isTaken[group] else { throw .manyToOneNotExplicit }
                isTaken[group] = true
                if isDropped { continue }
            }
            let labels = resultLabels(element.labels, partner.labels)
            if matching.cardinality != .oneToOne,
                !labelsOfGroups.insert(GroupedLabels(group: group, labels: labels)).inserted
            {
                throw .groupingNotUnique
            }
            if !isDropped { results.append(VectorElement(labels: labels, value: isFilter ? leftValue : value)) }
        }
        return try results.withUniqueLabels()
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
