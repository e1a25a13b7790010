/// The recent past in memory: whole snapshots as columns, and what rules wrote.
///
/// A value type: a reader holds a version and neither copies the columns nor stops the writer. A series that the newest
/// snapshot of its source no longer has ends with a stale marker at that snapshot's time.
public struct History: Sendable {
    /// Who wrote a column: series end when *their* source stops writing them.
    public struct Source: Hashable, Sendable {
        /// A word that names the source.
        public let name: String

        /// Makes a source.
        public init(_ name: String) { self.name = name }

        /// The snapshots that `/metrics` shows.
        public static let snapshots = Source("snapshots")
    }

    private struct Column: Sendable {
        let timestamp: Timestamp
        let source: Source
        let layout: Layout
        let values: [Double]
        let ended: Set<SeriesKey>
    }

    /// A series' place in the history: dense, given on first sight.
    private typealias SeriesKey = Int

    private final class Layout: Sendable {
        let keys: [SeriesKey]
        let positions: [SeriesKey: Int]

        init(_ keys: [SeriesKey]) {
            self.keys = keys
            self.positions = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
        }
    }

    private let retention: Duration
    private var columns: [Column] = []
    private var layouts: [Source: (origin: SnapshotLayout?, layout: Layout)] = [:]
    private var identities: [LabelSet] = []
    private var keys: [LabelSet: SeriesKey] = [:]
    private var byName: [String: [SeriesKey]] = [:]
    /// The keys of the newest snapshot's series, which its layout keeps alive.
    private var snapshotKeys: [ObjectIdentifier: SeriesKey] = [:]

    /// Makes an empty history.
    /// - Parameter retention: how far back samples are kept, counted from the newest column.
    public init(retention: Duration) {
        self.retention = retention
    }

    /// How many series and how many samples are kept.
    public var size: (series: Int, samples: Int) {
        (keys.count, columns.reduce(0) { $0 + $1.values.count })
    }

    /// Takes a snapshot in: one pass over its column, and over its labels only when the layout is new.
    public mutating func record(_ snapshot: Snapshot) {
        if let known = layouts[.snapshots], known.origin === snapshot.layout {
            append(at: snapshot.timestamp, from: .snapshots, known.layout, snapshot.values, ended: [])
            return
        }
        // The old layout is held until the new one stands, so that no series' address is given anew meanwhile.
        let known = snapshotKeys
        snapshotKeys = [:]
        snapshotKeys.reserveCapacity(snapshot.layout.series.count)
        let keys = snapshot.layout.series.map { series in
            let key = known[ObjectIdentifier(series)] ?? key(of: series.identity)
            snapshotKeys[ObjectIdentifier(series)] = key
            return key
        }
        let layout = Layout(keys)
        replace(.snapshots, with: layout, origin: snapshot.layout, at: snapshot.timestamp, values: snapshot.values)
    }

    /// Takes in what a rule group wrote at one evaluation; what it wrote last time and not now ends.
    public mutating func record(_ samples: [(labels: LabelSet, value: Double)], from source: Source, at now: Timestamp)
    {
        let layout = Layout(samples.map { key(of: $0.labels) })
        replace(source, with: layout, origin: nil, at: now, values: samples.map(\.value))
    }

    private mutating func replace(
        _ source: Source,
        with layout: Layout,
        origin: SnapshotLayout?,
        at now: Timestamp,
        values: [Double]
    ) {
        let ended = Set(layouts[source]?.layout.keys.filter { layout.positions[$0] == nil } ?? [])
        layouts[source] = (origin, layout)
        append(at: now, from: source, layout, values, ended: ended)
    }

    private mutating func append(
        at now: Timestamp,
        from source: Source,
        _ layout: Layout,
        _ values: [Double],
        ended: Set<SeriesKey>
    ) {
        let column = Column(timestamp: now, source: source, layout: layout, values: values, ended: ended)
        columns.insert(column, at: index(after: now))
        let horizon = now - retention
        if let first = columns.first, first.timestamp < horizon - retention / 4 {
            columns.removeAll { $0.timestamp < horizon }
            forgetSeriesWithoutColumns()
        }
    }

    /// Lets go of the labels of series that no kept column knows, so that names which come and go do not pile up.
    ///
    /// Their places stay empty: a key means the same series for as long as a reader may hold it.
    private mutating func forgetSeriesWithoutColumns() {
        var kept: Set<SeriesKey> = []
        var seen: Set<ObjectIdentifier> = []
        for layout in layouts.values.map(\.layout) + columns.map(\.layout)
        where seen.insert(ObjectIdentifier(layout)).inserted {
            kept.formUnion(layout.keys)
        }
        for column in columns { kept.formUnion(column.ended) }
        guard kept.count < keys.count else { return }
        for key in keys.values where !kept.contains(key) { identities[key] = .empty }
        keys = keys.filter { kept.contains($0.value) }
        byName = byName.mapValues { $0.filter(kept.contains) }.filter { !$0.value.isEmpty }
    }

    /// The place of the first column later than a time.
    private func index(after time: Timestamp) -> Int {
        var low = 0
        var high = columns.count
        while low < high {
            let middle = (low + high) / 2
            if columns[middle].timestamp <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func key(of identity: LabelSet) -> SeriesKey {
        if let known = keys[identity] { return known }
        let key = identities.count
        identities.append(identity)
        keys[identity] = key
        byName[identity[LabelSet.metricName] ?? "", default: []].append(key)
        return key
    }

    /// The series that pass a test, with their samples in a window; series without a sample there are left out.
    ///
    /// - Parameters:
    ///   - name: only series of this metric name; nil for all.
    ///   - isIncluded: asked once for each series, with its labels and `__name__`.
    ///   - after: the window's start, itself not included.
    ///   - through: the window's end, included.
    /// - Returns: series in order of first appearance; samples ascending in time, no time twice,
    ///   stale markers among them.
    public func select(
        name: String?,
        where isIncluded: (LabelSet) -> Bool,
        after: Timestamp,
        through: Timestamp
    ) -> [(labels: LabelSet, samples: [Sample])] {
        let candidates = name.map { byName[$0] ?? [] } ?? Array(identities.indices)
        let chosen = candidates.filter { isIncluded(identities[$0]) }
        guard !chosen.isEmpty else { return [] }
        let first = index(after: after)
        let window = columns[first..<max(first, index(after: through))]
        let slots = Dictionary(zip(chosen, chosen.indices)) { first, _ in first }
        // Columns share layouts: where the chosen series stand in one is looked up once.
        var places: [ObjectIdentifier: [(slot: Int, position: Int)]] = [:]
        var found = [Found](repeating: Found(), count: chosen.count)
        for column in window {
            let layout = ObjectIdentifier(column.layout)
            if places[layout] == nil {
                places[layout] = zip(chosen.indices, chosen).compactMap { slot, key in
                    column.layout.positions[key].map { (slot, $0) }
                }
            }
            for (slot, position) in places[layout] ?? [] {
                found[slot].add(Sample(column.timestamp, column.values[position]), by: column.source)
            }
            for key in column.ended {
                guard let slot = slots[key] else { continue }
                found[slot].add(Sample(column.timestamp, .staleMarker), by: column.source)
            }
        }
        return zip(chosen, found).compactMap { key, found in
            found.samples.isEmpty ? nil : (identities[key], found.samples)
        }
    }

    /// One sample for each time: of two columns of the same time the later written one stands, and a value stands over
    /// the end that another source wrote.
    private struct Found {
        var samples: [Sample] = []
        private var writer: Source?

        mutating func add(_ sample: Sample, by source: Source) {
            if samples.last?.timestamp == sample.timestamp {
                guard !sample.value.isStaleMarker || writer == source else { return }
                samples.removeLast()
            }
            samples.append(sample)
            writer = source
        }
    }
}
