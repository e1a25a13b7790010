/// Gathers the samples of some series in a window from everything that was written.
struct HistorySelection {
    private let chosen: [SeriesKey]
    private let after: Timestamp
    private let through: Timestamp
    /// The columns in the window, and who wrote each.
    private var rows: [HistoryRow] = []
    private var writers: [Int] = []
    private var found: [[Entry]]
    /// Columns share layouts: where the chosen series stand in one is looked up once.
    private var places: [ObjectIdentifier: [Place]] = [:]

    private struct Entry {
        let row: Int32
        let value: Double
    }

    private struct Place {
        let slot: Int
        let rank: Int
        let position: Int
    }

    /// Makes an empty selection.
    /// - Parameters:
    ///   - chosen: the wanted series, ascending.
    ///   - after: the window's start, itself not included.
    ///   - through: the window's end, included.
    init(_ chosen: [SeriesKey], after: Timestamp, through: Timestamp) {
        self.chosen = chosen
        self.after = after
        self.through = through
        found = [[Entry]](repeating: [], count: chosen.count)
    }

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
        let all = block.rows
        let first = max(all.firstIndex { $0.timestamp > after } ?? all.count, sealed.firstRow)
        let wanted = first..<max(first, all.firstIndex { $0.timestamp > through } ?? all.count)
        guard !wanted.isEmpty else { return }
        let offset = rows.count - first
        rows += all[wanted]
        writers += [Int](repeating: writer, count: wanted.count)
        for place in places(in: block.frame.series) {
            var entries: [Entry] = []
            swap(&entries, &found[place.slot])
            block.values(rank: place.rank, in: wanted) { row, value in
                entries.append(Entry(row: Int32(offset + row), value: value))
            }
            swap(&entries, &found[place.slot])
        }
        for end in block.frame.ended where wanted.contains(end.row) {
            guard let slot = slot(of: end.key) else { continue }
            found[slot].append(Entry(row: Int32(offset + end.row), value: .staleMarker))
        }
    }

    private mutating func add(_ columns: ArraySlice<HistoryColumn>, writer: Int) {
        for column in columns where column.row.timestamp > after && column.row.timestamp <= through {
            let row = Int32(rows.count)
            rows.append(column.row)
            writers.append(writer)
            for place in places(in: column.layout) {
                found[place.slot].append(Entry(row: row, value: column.values[place.position]))
            }
            for key in column.ended {
                guard let slot = slot(of: key) else { continue }
                found[slot].append(Entry(row: row, value: .staleMarker))
            }
        }
    }

    private mutating func places(in layout: HistoryLayout) -> [Place] {
        if let known = places[ObjectIdentifier(layout)] { return known }
        var found: [Place] = []
        if layout.count < chosen.count / 8 {
            for rank in 0..<layout.count {
                guard let slot = slot(of: layout.key(rank: rank)) else { continue }
                found.append(Place(slot: slot, rank: rank, position: layout.position(rank: rank)))
            }
        } else {
            for (slot, key) in chosen.enumerated() {
                guard let rank = layout.rank(of: key) else { continue }
                found.append(Place(slot: slot, rank: rank, position: layout.position(rank: rank)))
            }
        }
        places[ObjectIdentifier(layout)] = found
        return found
    }

    private func slot(of key: SeriesKey) -> Int? {
        var low = 0
        var high = chosen.count
        while low < high {
            let middle = (low + high) / 2
            if chosen[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < chosen.count && chosen[low] == key ? low : nil
    }

    /// The samples of the chosen series of a slot: one for each time.
    ///
    /// Of two columns of the same time the later written one stands, and a value stands over the end that another source
    /// wrote.
    func samples(of slot: Int) -> [Sample] {
        let entries = found[slot]
        let isInOrder = zip(entries, entries.dropFirst()).allSatisfy { timestamp(of: $0) < timestamp(of: $1) }
        guard !isInOrder else { return entries.map { Sample(timestamp(of: $0), $0.value) } }
        var samples: [Sample] = []
        var writer: Int?
        for entry in entries.sorted(by: { rows[Int($0.row)] < rows[Int($1.row)] }) {
            let sample = Sample(timestamp(of: entry), entry.value)
            if samples.last?.timestamp == sample.timestamp {
                guard !sample.value.isStaleMarker || writer == writers[Int(entry.row)] else { continue }
                samples.removeLast()
            }
            samples.append(sample)
            writer = writers[Int(entry.row)]
        }
        return samples
    }

    private func timestamp(of entry: Entry) -> Timestamp { rows[Int(entry.row)].timestamp }
}
