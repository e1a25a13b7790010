import Telemetry

/// Encodes snapshots as messages `io.prometheus.client.MetricFamily`, each after its length.
struct MessageEncoder: Sendable {
    private var plan: MessagePlan?
    private var last: (page: EncodedPage, values: [Double])?

    /// The page of a snapshot.
    mutating func encode(_ snapshot: Snapshot) -> EncodedPage {
        if plan?.layout !== snapshot.layout {
            plan = MessagePlan(snapshot.layout)
            last = nil
        }
        let page = (plan ?? MessagePlan(snapshot.layout)).filled(with: snapshot, after: last)
        last = (page, snapshot.values)
        return page
    }
}

extension MessagePlan {
    /// The messages with their numbers.
    /// - Parameter previous: the page before, of this layout, and its numbers; nil when there is none.
    fileprivate func filled(
        with snapshot: Snapshot,
        after previous: (page: EncodedPage, values: [Double])?
    ) -> EncodedPage {
        let details = Dictionary(uniqueKeysWithValues: snapshot.histograms.map { ($0.position, $0) })
        let sections = parts.enumerated().map { index, part in
            if let previous, Self.isSame(part.positions, snapshot.values, previous.values) {
                return previous.page.sections[index]
            }
            return switch part {
            case .histograms(let plan, _): EncodedPage.Section(plan.message(of: snapshot, details))
            case .numbers(let range, let positions): EncodedPage.Section(filled(range, positions, snapshot.values))
            }
        }
        return EncodedPage(sections: sections)
    }

    private func filled(_ range: Range<Int>, _ positions: Range<Int>, _ values: [Double]) -> [UInt8] {
        var section = Array(bytes[range])
        section.withUnsafeMutableBytes { section in
            for position in positions {
                let number = values[position].bitPattern.littleEndian
                section.storeBytes(of: number, toByteOffset: gaps[position] - range.lowerBound, as: UInt64.self)
            }
        }
        return section
    }

    /// Whether no number changed; an exemplar changes only with the numbers of its histogram.
    private static func isSame(_ positions: Range<Int>, _ values: [Double], _ before: [Double]) -> Bool {
        for position in positions where values[position].bitPattern != before[position].bitPattern { return false }
        return true
    }
}
