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
        let written = parts.map { part in
            guard case .histograms(let plan, _) = part else { return [UInt8]() }
            return plan.message(of: snapshot, details)
        }
        var ends: [Int] = []
        var isChanged: [Bool] = []
        let capacity = bytes.count + written.reduce(0) { $0 + $1.count }
        let page = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, length in
            for (part, histograms) in zip(parts, written) {
                switch part {
                case .histograms(_, let positions):
                    _ = buffer[length...].update(fromContentsOf: histograms)
                    length += histograms.count
                    ends.append(length)
                    isChanged.append(Self.isChanged(positions, snapshot.values, previous?.values))
                case .numbers(let range, let positions):
                    let shift = length - range.lowerBound
                    _ = buffer[length...].update(fromContentsOf: bytes[range])
                    length += range.count
                    fill(positions, snapshot.values, UnsafeMutableRawBufferPointer(buffer), shift)
                    for start in stride(from: positions.lowerBound, to: positions.upperBound, by: Self.sectionLength) {
                        let end = min(start + Self.sectionLength, positions.upperBound)
                        let isLast = end == positions.upperBound
                        ends.append(isLast ? length : gaps[end - 1] + Self.numberLength + shift)
                        isChanged.append(Self.isChanged(start..<end, snapshot.values, previous?.values))
                    }
                }
            }
        }
        return EncodedPage(page, ends: ends, isChanged: isChanged, after: previous?.page)
    }

    private static let sectionLength = EncodedPage.seriesPerSection

    private func fill(
        _ positions: Range<Int>,
        _ values: [Double],
        _ buffer: UnsafeMutableRawBufferPointer,
        _ shift: Int
    ) {
        for position in positions {
            let number = values[position].bitPattern.littleEndian
            buffer.storeBytes(of: number, toByteOffset: gaps[position] + shift, as: UInt64.self)
        }
    }

    private static func isChanged(_ positions: Range<Int>, _ values: [Double], _ before: [Double]?) -> Bool {
        guard let before else { return true }
        return positions.contains { values[$0].bitPattern != before[$0].bitPattern }
    }
}
