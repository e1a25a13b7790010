/// The recent past in memory: snapshots, and what rules wrote.
///
/// A value type: a reader holds a version and neither copies the columns nor stops the writer. The newest columns of each
/// source stay as they came; full ones are compressed by series into blocks that never change again, a share of the
/// series with each column that comes. A series that the newest snapshot of its source no longer has ends with a stale
/// marker at that snapshot's time.
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

    /// How much is kept.
    public struct Size: Sendable, Equatable {
        /// Series with a sample, or whose end is kept.
        public var series: Int
        /// Samples, stale markers not counted.
        public var samples: Int
        /// What samples, times and the order of series take in memory; the labels are not counted.
        public var bytes: Int
        /// How many samples were let go of before their time, because the memory bound was reached.
        public var samplesDropped: Int
    }

    private let retention: Duration
    private let memoryBytes: Int
    private let plan: HistoryLog.BlockPlan
    private(set) var logs: [Source: HistoryLog] = [:]
    private(set) var identities: [LabelSet] = []
    private var keys: [LabelSet: SeriesKey] = [:]
    private var byName: [String: [SeriesKey]] = [:]
    private(set) var nextSequence: Int64 = 0
    /// No kept column is older; nil when there is none.
    private var oldest: Timestamp?
    private var samples = 0
    private var bytes = 0
    private var samplesDropped = 0

    /// What a history may take in memory unless told otherwise: 256 MiB.
    public static let defaultMemoryBytes = 256 << 20

    /// Makes an empty history.
    /// - Parameters:
    ///   - retention: how far back samples are kept, counted from the newest column.
    ///   - memoryBytes: what samples may take in memory; when it is reached the oldest ones go before their time. The
    ///     newest column always stays.
    public init(retention: Duration, memoryBytes: Int = Self.defaultMemoryBytes) {
        self.init(retention: retention, memoryBytes: memoryBytes, rowsPerBlock: HistoryLog.BlockPlan().rows)
    }

    /// Makes an empty history with blocks of another size than usual, for tests.
    /// - Parameters:
    ///   - rowsPerBlock: how many columns a block has at most, 1 to 256.
    ///   - tileWidth: how many neighbouring series are sealed together.
    package init(retention: Duration, memoryBytes: Int, rowsPerBlock: Int, tileWidth: Int = 64) {
        self.retention = retention
        self.memoryBytes = memoryBytes
        plan = HistoryLog.BlockPlan(
            rows: min(max(rowsPerBlock, 1), HistorySealing.maximumRows),
            rawBytes: min(HistoryLog.BlockPlan().rawBytes, memoryBytes / 8),
            tileWidth: max(tileWidth, 1)
        )
    }

    /// How much is kept.
    public var size: Size {
        Size(series: keys.count, samples: samples, bytes: bytes, samplesDropped: samplesDropped)
    }

    // MARK: - Writing

    /// Takes a snapshot in: one pass over its column, and over its series only when the layout is new.
    public mutating func record(_ snapshot: Snapshot) {
        let layout = layout(of: snapshot)
        append(snapshot.values, of: layout, from: .snapshots, at: snapshot.timestamp)
        logs[.snapshots]?.origin = snapshot.layout
    }

    /// The layout of a snapshot: that of the one before when it is the same, and otherwise one in which the series of the
    /// one before have the same keys, without a look at their labels.
    private mutating func layout(of snapshot: Snapshot) -> HistoryLayout {
        guard let known = logs[.snapshots]?.layout, let origin = logs[.snapshots]?.origin else {
            return HistoryLayout(snapshot.layout.series.map { key(of: $0.identity) })
        }
        guard origin !== snapshot.layout else { return known }
        // What two layouts share stands in the same order in both.
        var next = 0
        let keys = snapshot.layout.series.map { series in
            if next >= origin.series.count || origin.series[next] !== series {
                guard let position = origin.position(of: series.id), origin.series[position] === series else {
                    return key(of: series.identity)
                }
                next = position
            }
            defer { next += 1 }
            return known.keys[next]
        }
        return HistoryLayout(keys)
    }

    /// Takes in what a rule group wrote at one evaluation; what it wrote last time and not now ends.
    public mutating func record(_ samples: [(labels: LabelSet, value: Double)], from source: Source, at now: Timestamp)
    {
        let keys = samples.map { key(of: $0.labels) }
        let known = logs[source]?.layout ?? .empty
        append(samples.map(\.value), of: known.keys == keys ? known : HistoryLayout(keys), from: source, at: now)
        logs[source]?.origin = nil
    }

    private mutating func append(_ values: [Double], of layout: HistoryLayout, from source: Source, at now: Timestamp) {
        let row = HistoryRow(timestamp: now, sequence: nextSequence)
        nextSequence &+= 1
        let plan = plan
        change(source) { $0.append(values, of: layout, at: row, plan) }
        samples += values.count
        oldest = min(oldest ?? now, now)
        let horizon = now - retention
        if let oldest, oldest < horizon - retention / 4 {
            for source in logs.keys { samples -= change(source) { $0.drop(before: horizon) } }
            self.oldest = logs.values.compactMap(\.oldest).min()
            forgetSeriesWithoutColumns()
        }
        if bytes > memoryBytes { dropOldest(before: row) }
    }

    /// Changes what a source wrote, keeping count of the bytes.
    private mutating func change<Result>(_ source: Source, _ body: (inout HistoryLog) -> Result) -> Result {
        bytes -= logs[source]?.bytes ?? 0
        let result = body(&logs[source, default: HistoryLog()])
        bytes += logs[source]?.bytes ?? 0
        if logs[source]?.isEmpty == true { logs[source] = nil }
        return result
    }

    /// Lets go of the oldest blocks and columns until the memory bound is kept, or only the newest column is left.
    private mutating func dropOldest(before newest: HistoryRow) {
        while bytes > memoryBytes {
            let oldestOfSources = logs.compactMap { source, log in log.oldest.map { (source: source, timestamp: $0) } }
            guard
                let (source, timestamp) = oldestOfSources.min(by: { $0.timestamp < $1.timestamp }),
                timestamp < newest.timestamp
            else { break }
            guard let dropped = change(source, { $0.dropOldest(before: newest) }) else { break }
            samples -= dropped
            samplesDropped += dropped
        }
        oldest = logs.values.compactMap(\.oldest).min()
        forgetSeriesWithoutColumns()
    }

    /// Lets go of the labels of series that no kept column knows, so that names which come and go do not pile up.
    ///
    /// Their places stay empty: a key means the same series for as long as a reader may hold it.
    private mutating func forgetSeriesWithoutColumns() {
        var kept = [Bool](repeating: false, count: identities.count)
        for log in logs.values { log.forEachKey { kept[Int($0)] = true } }
        guard kept.count(where: \.self) < keys.count else { return }
        for key in keys.values where !kept[Int(key)] { identities[Int(key)] = .empty }
        keys = keys.filter { kept[Int($0.value)] }
        byName = byName.mapValues { $0.filter { kept[Int($0)] } }.filter { !$0.value.isEmpty }
    }

    /// The key of a series, given on first sight.
    mutating func key(of identity: LabelSet) -> SeriesKey {
        if let known = keys[identity] { return known }
        let key = SeriesKey(identities.count)
        identities.append(identity)
        keys[identity] = key
        byName[identity[LabelSet.metricName] ?? "", default: []].append(key)
        return key
    }

    /// Takes in what was written of a source, from a file.
    mutating func restore(_ log: HistoryLog, of source: Source) {
        change(source) { $0 = log }
        samples += log.valueCount
        oldest = logs.values.compactMap(\.oldest).min()
    }

    /// Whether the labels of a key's series were let go of.
    func isForgotten(_ key: SeriesKey) -> Bool { keys[identities[Int(key)]] != key }

    /// Gives a key to a series whose labels were let go of.
    mutating func appendForgotten() { identities.append(.empty) }

    /// Goes on counting where a file left off.
    mutating func restore(nextSequence: Int64, samplesDropped: Int) {
        self.nextSequence = nextSequence
        self.samplesDropped = samplesDropped
    }

    // MARK: - Reading

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
        let chosen = keys(name: name, where: isIncluded)
        guard !chosen.isEmpty, after < through else { return [] }
        var selection = selection(of: chosen, after: after, through: through)
        var found: [(labels: LabelSet, samples: [Sample])] = []
        found.reserveCapacity(chosen.count)
        selection.forEach { slot, samples in found.append((identities[Int(chosen[slot])], samples)) }
        return found
    }

    /// The newest sample in a window of each series that passes a test; series without a sample there are left out.
    ///
    /// What `select` would give, without a look at what is older.
    /// - Parameters:
    ///   - name: only series of this metric name; nil for all.
    ///   - isIncluded: asked once for each series, with its labels and `__name__`.
    ///   - after: the window's start, itself not included.
    ///   - through: the window's end, included.
    /// - Returns: series in order of first appearance; the sample is a stale marker where the series ended.
    public func newest(
        name: String?,
        where isIncluded: (LabelSet) -> Bool,
        after: Timestamp,
        through: Timestamp
    ) -> [(labels: LabelSet, sample: Sample)] {
        let chosen = keys(name: name, where: isIncluded)
        guard !chosen.isEmpty, after < through else { return [] }
        var selection = selection(of: chosen, after: after, through: through)
        var found: [(labels: LabelSet, sample: Sample)] = []
        found.reserveCapacity(chosen.count)
        let isDone = selection.forEachNewest { slot, sample in found.append((identities[Int(chosen[slot])], sample)) }
        if !isDone {
            selection.forEach { slot, samples in
                if let last = samples.last { found.append((identities[Int(chosen[slot])], last)) }
            }
        }
        return found
    }

    private func selection(of chosen: [SeriesKey], after: Timestamp, through: Timestamp) -> HistorySelection {
        var selection = HistorySelection(chosen, after: after, through: through)
        for (writer, log) in logs.values.enumerated() { selection.add(log, writer: writer) }
        return selection
    }

    /// The series of a name, or all, that pass a test; ascending.
    func keys(name: String?, where isIncluded: (LabelSet) -> Bool) -> [SeriesKey] {
        let candidates = name.map { byName[$0] ?? [] } ?? Array(0..<SeriesKey(identities.count))
        return candidates.filter { isIncluded(identities[Int($0)]) }
    }
}
