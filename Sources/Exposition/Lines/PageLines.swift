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
            for series in layout.series[range.positions] {
                starts.append(bytes.count)
                if let known, let line = known.line(of: series, near: &next) {
                    bytes += known.bytes[line]
                } else {
                    bytes += series.name.utf8
                    LineText.append(series.labels, to: &bytes)
                    bytes.append(UInt8(ascii: " "))
                }
                ends.append(bytes.count)
            }
        }
        self.layout = layout
        self.bytes = bytes
        self.starts = starts
        self.ends = ends
    }

    /// Where the line of a series stands; nil for a series that has none here.
    /// - Parameter next: where it is looked for first, as both pages have the same order; then the place after it.
    private func line(of series: Series, near next: inout Int) -> Range<Int>? {
        if next >= layout.series.count || layout.series[next] !== series {
            // A number may mean another series, in another catalog.
            guard let position = layout.position(of: series.id), layout.series[position] === series else { return nil }
            next = position
        }
        defer { next += 1 }
        return starts[next]..<ends[next]
    }
}
