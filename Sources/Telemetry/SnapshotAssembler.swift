/// Makes snapshots, keeping the layout of the last one as long as the same series are written in the same order.
public struct SnapshotAssembler: Sendable {
    private var catalog = SeriesCatalog()
    private var written: [SeriesID] = []
    private var order: [Int] = []
    private var layout = SnapshotLayout.empty
    private var creation: CreationTimes?

    /// Makes an assembler that has seen no series yet.
    /// - Parameter notesCreation: whether its snapshots tell since when a series counts, which costs a look at each.
    public init(notesCreation: Bool = false) {
        creation = notesCreation ? CreationTimes() : nil
    }

    /// Takes a snapshot: runs `write` and arranges what it wrote.
    public mutating func assemble(at now: Timestamp, _ write: (inout SnapshotDraft) -> Void) -> Snapshot {
        forgetWhatIsGone()
        var draft = SnapshotDraft(catalog: catalog, expected: written.count)
        catalog = SeriesCatalog()
        write(&draft)
        catalog = draft.catalog
        if draft.ids != written {
            layout = layout.changed(to: draft.ids, of: catalog)
            order = draft.ids.map { layout.position(of: $0) ?? 0 }
            written = draft.ids
        }
        var values = [Double](repeating: .nan, count: draft.values.count)
        for (index, value) in draft.values.enumerated() { values[order[index]] = value }
        creation?.note(layout, values, at: now)
        let histograms = draft.histograms.map { index, histogram in
            HistogramDetail(position: order[index], exemplars: histogram.exemplars, native: histogram.native)
        }
        return Snapshot(
            timestamp: now,
            layout: layout,
            values: values,
            histograms: histograms.sorted { $0.position < $1.position },
            creationTimes: creation?.times ?? []
        )
    }

    /// Starts a new catalog once most of the old one are series that are no longer written, such as those of old names.
    private mutating func forgetWhatIsGone() {
        guard catalog.count > 2 * written.count + Self.tolerance else { return }
        catalog = SeriesCatalog()
        written = []
        layout = .empty
        if creation != nil { creation = CreationTimes() }
    }

    /// How many series may be remembered in vain.
    package static let tolerance = 1_000
}

/// What is being written for one snapshot.
public struct SnapshotDraft {
    fileprivate(set) var catalog: SeriesCatalog
    fileprivate(set) var ids: [SeriesID] = []
    fileprivate(set) var values: [Double] = []
    /// Those that have more to say than their values, with the place of their first bucket among the values.
    fileprivate(set) var histograms: [(index: Int, histogram: HistogramAccumulator)] = []
    /// Which numbers were written, by number: a set of them costs more than everything else here.
    private var seen: [Bool]

    init(catalog: SeriesCatalog, expected: Int) {
        self.catalog = catalog
        ids.reserveCapacity(expected)
        values.reserveCapacity(expected)
        seen = [Bool](repeating: false, count: catalog.count)
    }

    /// Writes one value; a second one for the same series is ignored, as a scraper would ignore it.
    public mutating func set(_ family: MetricFamily, _ labels: LabelSet, _ value: Double) {
        append(catalog.intern(family, labels: labels), value)
    }

    /// Writes a value where there is one; nothing known means no series.
    public mutating func set(_ family: MetricFamily, _ labels: LabelSet, _ value: Double?) {
        if let value { set(family, labels, value) }
    }

    /// Writes the value of a family's one series without labels.
    public mutating func set(_ family: MetricFamily, _ value: Double) {
        set(family, .empty, value)
    }

    /// Writes the value of a family's one series without labels, where there is one.
    public mutating func set(_ family: MetricFamily, _ value: Double?) {
        set(family, .empty, value)
    }

    /// Writes a family's one histogram without labels.
    public mutating func set(_ family: MetricFamily, _ histogram: HistogramAccumulator) {
        set(family, .empty, histogram)
    }

    /// Writes a histogram: its buckets in ascending order, then sum, then count.
    public mutating func set(_ family: MetricFamily, _ labels: LabelSet, _ histogram: HistogramAccumulator) {
        var rank = 0
        let start = values.count
        for (bound, count) in histogram.cumulativeBuckets {
            let bucket = labels.setting("le", to: bound)
            append(catalog.intern(family, name: family.name + "_bucket", labels: bucket, rank: rank), Double(count))
            rank += 1
        }
        append(catalog.intern(family, name: family.name + "_sum", labels: labels, rank: rank), histogram.sum)
        append(
            catalog.intern(family, name: family.name + "_count", labels: labels, rank: rank + 1),
            Double(histogram.count)
        )
        let isWritten = values.count - start == rank + 2
        if isWritten, histogram.native != nil || !histogram.exemplars.isEmpty { histograms.append((start, histogram)) }
    }

    /// Writes the values of series that belong together and whose labels seldom change.
    ///
    /// - Parameters:
    ///   - key: what they are about, unique among all callers.
    ///   - version: another one whenever a label is.
    ///   - fill: names each series, always in the same order, and gives its value.
    public mutating func setBlock(_ key: String, version: Int, _ fill: (inout SeriesBlock) -> Void) {
        var block: SeriesBlock
        if let known = catalog.block(key, version: version) {
            block = SeriesBlock(known: known)
            fill(&block)
        } else {
            block = SeriesBlock(naming: catalog)
            catalog = SeriesCatalog()
            fill(&block)
            catalog = block.catalog ?? SeriesCatalog()
            catalog.keep(block.ids, as: key, version: version)
        }
        for (id, value) in zip(block.ids, block.values) {
            if let value { append(id, value) }
        }
    }

    private mutating func append(_ id: SeriesID, _ value: Double) {
        let index = Int(id.index)
        if index >= seen.count { seen += [Bool](repeating: false, count: max(1_024, index + 1 - seen.count)) }
        guard !seen[index] else { return }
        seen[index] = true
        ids.append(id)
        values.append(value)
    }
}
