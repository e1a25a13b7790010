internal import Telemetry

/// Aggregations that give some of the elements as they are.
enum Selection {
    /// The first elements of each group by an order: largest, smallest, or as they come.
    static func first(
        _ count: Double,
        of groups: [(key: LabelSet, elements: [VectorElement])],
        by operation: AggregationOperator
    ) throws(EvaluationError) -> [VectorElement] {
        // As Prometheus does, also where there is no element.
        if count < 1 { return [] }
        if count.isNaN { throw .parameterNotANumber("Parameter") }
        guard count < 0x1p63 else { throw .parameterOverflow(count) }
        let count = Int(count)
        return groups.flatMap { group in
            let ordered =
                switch operation {
                case .topk: VectorFunctions.sorted(group.elements, by: >)
                case .bottomk: VectorFunctions.sorted(group.elements, by: <)
                default: group.elements
                }
            return ordered.prefix(count)
        }
    }

    /// A share of the elements: those whose labels' hash lies in it; a negative share -r gives exactly the others of 1 - r.
    static func share(_ ratio: Double, of elements: [VectorElement]) throws(EvaluationError) -> [VectorElement] {
        if ratio.isNaN { throw .parameterNotANumber("Ratio") }
        let ratio = min(1, max(-1, ratio))
        return elements.filter { element in
            let place = Double(element.labels.stableHash.mixed) / Double(UInt64.max)
            return ratio >= 0 ? place < ratio : place >= 1 + ratio
        }
    }
}
