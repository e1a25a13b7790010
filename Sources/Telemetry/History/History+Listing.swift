extension History {
    /// The series that pass a test and were written in a window, told from the order of the columns without a look at a
    /// sample.
    ///
    /// Every value that was written counts, whatever it is; the end of a series does not.
    /// - Parameters:
    ///   - name: only series of this metric name; nil for all.
    ///   - isIncluded: asked once for each series, with its labels and `__name__`.
    ///   - after: the window's start, itself not included.
    ///   - through: the window's end, included.
    /// - Returns: the labels of each series once, in order of first appearance.
    public func series(
        name: String?,
        where isIncluded: (LabelSet) -> Bool,
        after: Timestamp,
        through: Timestamp
    ) -> [LabelSet] {
        let chosen = keys(name: name, where: isIncluded)
        guard !chosen.isEmpty, after < through else { return [] }
        var isWritten = [Bool](repeating: false, count: identities.count)
        for log in logs.values {
            log.forEachKey(after: after, through: through) { isWritten[Int($0)] = true }
        }
        return chosen.filter { isWritten[Int($0)] }.map { identities[Int($0)] }
    }

    /// How many compressed blocks there are.
    public var blockCount: Int { logs.values.reduce(0) { $0 + $1.blocks.count } }

    /// The times of the oldest and the newest column that is kept; nil when there is none.
    public var span: ClosedRange<Timestamp>? {
        let ends = logs.values.compactMap { log in log.oldest.flatMap { oldest in log.newestTime.map { (oldest, $0) } }
        }
        guard let first = ends.map(\.0).min(), let last = ends.map(\.1).max() else { return nil }
        return first...last
    }
}

extension HistoryLog {
    /// When the newest column was written; nil when there is none.
    fileprivate var newestTime: Timestamp? {
        var times = blocks.map(\.block.last.timestamp)
        if let last = sealing?.columns.last { times.append(last.row.timestamp) }
        if let last = open.last { times.append(last.row.timestamp) }
        return times.max()
    }

    /// Calls back with each series that a column in a window has, some of them more than once.
    fileprivate func forEachKey(after: Timestamp, through: Timestamp, _ body: (SeriesKey) -> Void) {
        for sealed in blocks {
            let block = sealed.block
            guard block.last.timestamp > after, block.first.timestamp <= through else { continue }
            let rows = block.rows
            let first = max(rows.firstIndex { $0.timestamp > after } ?? rows.count, sealed.firstRow)
            let end = rows.firstIndex { $0.timestamp > through } ?? rows.count
            if first < end { block.forEachKey(in: first..<end, body) }
        }
        var seen: Set<ObjectIdentifier> = []
        for column in (sealing?.columns[firstSealingRow...] ?? []) + open
        where column.row.timestamp > after && column.row.timestamp <= through {
            if seen.insert(ObjectIdentifier(column.layout)).inserted { column.layout.keys.forEach(body) }
        }
    }
}
