import Telemetry

/// The page of a layout without its numbers.
///
/// One run of bytes, cut where the numbers go: the piece before a number holds the family's header, if the series is
/// the first of its family, and `name{label="value"} `.
struct PageLines: Sendable {
    let layout: SnapshotLayout
    let bytes: [UInt8]
    /// Where the piece before each number ends; ascending.
    let ends: [Int]
    /// Where, within that piece, the header before it ends and the series' own line begins.
    private let starts: [Int]

    /// Makes the page of a layout.
    /// - Parameter known: an earlier page of the same dialect; its lines are taken over, so that only those of new series
    ///   are written.
    init(_ layout: SnapshotLayout, _ dialect: LineDialect, takingOver known: PageLines? = nil) {
        var bytes: [UInt8] = []
        var starts: [Int] = []
        var ends: [Int] = []
        bytes.reserveCapacity(known?.bytes.count ?? 0)
        starts.reserveCapacity(layout.series.count)
        ends.reserveCapacity(layout.series.count)
        var next = 0
        for range in layout.families {
            dialect.appendHeader(of: range.family, to: &bytes)
            var position = range.positions.lowerBound
            while position < range.positions.upperBound {
                let run = layout.series[position..<range.positions.upperBound]
                if let known, let lines = known.lines(of: run, near: &next) {
                    let shift = bytes.count - known.starts[lines.lowerBound]
                    bytes += known.bytes[known.starts[lines.lowerBound]..<known.ends[lines.upperBound - 1]]
                    for line in lines {
                        starts.append(known.starts[line] + shift)
                        ends.append(known.ends[line] + shift)
                    }
                    position += lines.count
                    continue
                }
                starts.append(bytes.count)
                bytes += layout.series[position].name.utf8
                LineText.append(layout.series[position].labels, to: &bytes)
                bytes.append(UInt8(ascii: " "))
                ends.append(bytes.count)
                position += 1
            }
        }
        self.layout = layout
        self.bytes = bytes
        self.starts = starts
        self.ends = ends
    }

    /// The positions here of the first of some series of a family, and of those that follow it here, too; nil when it is not
    /// here.
    /// - Parameter next: where it is looked for first, as both pages have the same order; then the place after them.
    private func lines(of run: ArraySlice<Series>, near next: inout Int) -> Range<Int>? {
        guard let first = run.first else { return nil }
        if next >= layout.series.count || layout.series[next] !== first {
            // A number may mean another series, in another catalog.
            guard let position = layout.position(of: first.id), layout.series[position] === first else { return nil }
            next = position
        }
        let start = next
        for series in run {
            guard next < layout.series.count, layout.series[next] === series else { break }
            next += 1
        }
        return start..<next
    }
}
