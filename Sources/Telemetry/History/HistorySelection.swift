/// Gathers the samples of some series in a window from everything that was written.
struct HistorySelection {
    private let chosen: [SeriesKey]
    private let after: Timestamp
    private let through: Timestamp
    /// The columns in the window that have any of the series, and who wrote each.
    private var rows: [HistoryRow] = []
    private var writers: [Int] = []
    private var parts: [HistoryPart] = []
    /// Columns share layouts: where the chosen series stand in one is looked up once.
    private var places: [ObjectIdentifier: [HistoryPlace]] = [:]

    /// Makes an empty selection.
    /// - Parameters:
    ///   - chosen: the wanted series, ascending.
    ///   - after: the window's start, itself not included.
    ///   - through: the window's end, included.
    init(_ chosen: [SeriesKey], after: Timestamp, through: Timestamp) {
        self.chosen = chosen
        self.after = after
        self.through = through
    }

    // MARK: - What was written

    /// Adds what one source wrote.
    /// - Parameter writer: another number for each source.
    mutating func add(_ log: HistoryLog, writer: Int) {
        for sealed in log.blocks { add(sealed, writer: writer) }
        if let sealing = log.sealing { add(sealing.columns[log.firstSealingRow...], writer: writer) }
        add(log.open[...], writer: writer)
    }

    private mutating func add(_ sealed: HistoryLog.Sealed, writer: Int) {
        let block = sealed.block
        guard block.last.timestamp > after, block.first.timestamp <= through else { return }
        let places = places(in: block.frame.series)
        guard !places.isEmpty || !block.frame.ended.isEmpty else { return }
        let all = block.rows
        let first = max(all.firstIndex { $0.timestamp > after } ?? all.count, sealed.firstRow)
        let wanted = first..<max(first, all.firstIndex { $0.timestamp > through } ?? all.count)
        let ends = block.frame.ended.compactMap { end in
            wanted.contains(end.row) ? slot(of: end.key).map { HistoryPart.End(slot: $0, row: end.row - first) } : nil
        }
        guard !wanted.isEmpty, !places.isEmpty || !ends.isEmpty else { return }
        parts.append(HistoryPart(.block(block, wanted), firstRow: rows.count, places, ends))
        rows += all[wanted]
        writers += [Int](repeating: writer, count: wanted.count)
    }

    private mutating func add(_ columns: ArraySlice<HistoryColumn>, writer: Int) {
        for column in columns where column.row.timestamp > after && column.row.timestamp <= through {
            let places = places(in: column.layout)
            let ends = column.ended.compactMap { slot(of: $0).map { HistoryPart.End(slot: $0, row: 0) } }
            guard !places.isEmpty || !ends.isEmpty else { continue }
            parts.append(HistoryPart(.column(column.values), firstRow: rows.count, places, ends))
            rows.append(column.row)
            writers.append(writer)
        }
    }

    /// Where the chosen series stand in a layout that has any of them, ascending.
    private mutating func places(in layout: HistoryLayout) -> [HistoryPlace] {
        if let known = places[ObjectIdentifier(layout)] { return known }
        let found = HistoryPlace.all(of: chosen, in: layout)
        places[ObjectIdentifier(layout)] = found
        return found
    }

    private func slot(of key: SeriesKey) -> Int? {
        guard let first = chosen.first, let last = chosen.last, first <= key, key <= last else { return nil }
        var low = 0
        var high = chosen.count
        while low < high {
            let middle = (low + high) / 2
            if chosen[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < chosen.count && chosen[low] == key ? low : nil
    }

    // MARK: - Samples

    /// How many series are gathered together: their values in a column are neighbours in memory.
    private static let width = 64

    /// Calls back with each chosen series that has samples: its place among the chosen ones, and the samples, one for
    /// each time.
    ///
    /// Of two columns of the same time the later written one stands, and a value stands over the end that another source
    /// wrote.
    mutating func forEach(_ body: (Int, [Sample]) -> Void) {
        let times = rows.map(\.timestamp)
        let isInOrder = zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
        var tile = HistoryTile(rows: rows.count, width: Self.width)
        for start in stride(from: 0, to: chosen.count, by: Self.width) {
            let slots = start..<min(start + Self.width, chosen.count)
            tile.begin(at: start)
            for index in parts.indices { parts[index].fill(&tile, slots) }
            for slot in slots {
                let samples =
                    isInOrder && !tile.hasEnds
                    ? tile.samples(of: slot, times) : inOrder(tile.entries(of: slot))
                if !samples.isEmpty { body(slot, samples) }
            }
        }
    }

    private func inOrder(_ entries: ArraySlice<HistoryTile.Entry>) -> [Sample] {
        var samples: [Sample] = []
        var writer: Int?
        for entry in entries.sorted(by: { rows[$0.row] < rows[$1.row] }) {
            let sample = Sample(rows[entry.row].timestamp, entry.value)
            if samples.last?.timestamp == sample.timestamp {
                guard !sample.value.isStaleMarker || writer == writers[entry.row] else { continue }
                samples.removeLast()
            }
            samples.append(sample)
            writer = writers[entry.row]
        }
        return samples
    }

    /// Calls back with the newest sample of each chosen series that has one, without a look at those that are older.
    /// - Returns: false when columns of one time or late ones make that impossible; nothing was called then.
    func forEachNewest(_ body: (Int, Sample) -> Void) -> Bool {
        let isInOrder = zip(rows, rows.dropFirst()).allSatisfy { $0.timestamp < $1.timestamp }
        guard isInOrder else { return false }
        var newest = [Sample?](repeating: nil, count: chosen.count)
        var left = chosen.count
        for part in parts.reversed() {
            part.forEachNewest { slot, row, value in
                guard newest[slot] == nil else { return }
                newest[slot] = Sample(rows[row].timestamp, value)
                left -= 1
            }
            if left == 0 { break }
        }
        for (slot, sample) in newest.enumerated() {
            if let sample { body(slot, sample) }
        }
        return true
    }
}
