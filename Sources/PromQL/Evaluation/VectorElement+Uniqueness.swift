internal import Telemetry

extension [VectorElement] {
    /// The elements, when no two have the same labels.
    func withUniqueLabels() throws(EvaluationError) -> [VectorElement] {
        guard count > 1 else { return self }
        // Places of elements by hash, each in the first free place from there on: a set costs several times as much.
        var size = 4
        while size < 2 * count { size *= 2 }
        var table = [Int32](repeating: -1, count: size)
        for (index, element) in enumerated() {
            var place = element.labels.precomputedHash & (size - 1)
            while table[place] >= 0 {
                if self[Int(table[place])].labels == element.labels { throw .duplicateLabels(element.labels) }
                place = (place + 1) & (size - 1)
            }
            table[place] = Int32(truncatingIfNeeded: index)
        }
        return self
    }
}
