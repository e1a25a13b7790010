/// Since when the counters and histograms of a snapshot count, as far as that was seen.
///
/// | series | since |
/// |---|---|
/// | was 0 when it was first seen | then |
/// | histogram that was not there a snapshot ago | that snapshot |
/// | fell | the snapshot in which it had |
/// | any other | not known: it may have counted for long before it was first seen |
struct CreationTimes: Sendable {
    private var layout = SnapshotLayout.empty
    private var values: [Double] = []
    private var last: Timestamp?
    /// One for each series of the layout; nil where it is not known, and for all that is not the number of a counter or
    /// the count of a histogram.
    private(set) var times: [Timestamp?] = []

    /// Looks at the next snapshot.
    mutating func note(_ layout: SnapshotLayout, _ values: [Double], at now: Timestamp) {
        var times = [Timestamp?](repeating: nil, count: values.count)
        for (position, series) in layout.series.enumerated() where series.isCount {
            if let before = positionBefore(of: series, at: position, in: layout) {
                times[position] = values[position] < self.values[before] ? now : self.times[before]
            } else if values[position] == 0 {
                times[position] = now
            } else if series.family.kind == .histogram {
                times[position] = last
            }
        }
        self.layout = layout
        self.values = values
        self.times = times
        last = now
    }

    private func positionBefore(of series: Series, at position: Int, in layout: SnapshotLayout) -> Int? {
        layout === self.layout ? position : self.layout.position(of: series.id)
    }
}

extension Series {
    fileprivate var isCount: Bool {
        switch family.kind {
        case .counter: true
        case .histogram: name == family.name + "_count"
        case .gauge: false
        }
    }
}
