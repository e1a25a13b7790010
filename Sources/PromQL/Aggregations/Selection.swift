internal import Telemetry

/// Aggregations that give some of the elements as they are.
enum Selection {
    /// The first elements of each group by an order: largest, smallest, or as they come.
    static func first(
        _ count: Double,
        of groups: [(key: LabelSet, elements: [VectorElement])],
        by operation: AggregationOperator
    ) throws(EvaluationError) -> [VectorElement] {
        if count.isNaN { throw .parameterNotANumber }
        guard count < 0x1p63, count > -0x1p63 else {
            throw .parameterOverflow(count)
        }
        let count = Int(count)
        guard count >= 1 else { return [] }
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
        if ratio.isNaN { throw .parameterNotANumber }
        let ratio = min(1, max(-1, ratio))
        return elements.filter { element in
            let place = Double(fingerprint(element.labels)) / Double(UInt64.max)
            return ratio >= 0 ? place < ratio : place >= 1 + ratio
        }
    }

    /// A hash of labels that is the same in every run (FNV-1a, mixed).
    private static func fingerprint(_ labels: LabelSet) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for label in labels.labels {
            for text in [label.name, label.value] {
                for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
                hash = (hash ^ 0xFF) &* 0x100_0000_01B3
            }
        }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 33)
    }
}
