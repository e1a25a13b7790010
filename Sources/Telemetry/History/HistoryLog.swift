/// All that one source wrote: blocks, columns on their way into one, and the newest columns.
struct HistoryLog: Sendable {
    /// How columns become blocks.
    struct BlockPlan: Sendable {
        /// How many columns a block has; fewer, but not below `fewestRows`, when these take more than `rawBytes`.
        var rows = 48
        /// As few columns may become a block.
        var fewestRows = 16
        /// What the newest columns may take before they become a block, bytes.
        var rawBytes = 32 << 20
        /// How many neighbouring series are sealed together.
        var tileWidth = 64
    }

    /// A block and how many of its columns were let go of.
    struct Sealed: Sendable {
        let block: HistoryBlock
        var firstRow: Int
    }

    /// The snapshot layout that the newest column came with.
    var origin: SnapshotLayout?
    /// The newest column's layout.
    private(set) var layout = HistoryLayout.empty
    /// In the order in which they were sealed; late columns make their times overlap.
    private(set) var blocks: [Sealed] = []
    /// Columns that are being sealed.
    private(set) var sealing: HistorySealing?
    private(set) var firstSealingRow = 0
    /// The newest columns, in order.
    private(set) var open: [HistoryColumn] = []
    /// All series of the newest columns, those of the newest layout among them.
    private(set) var openSeries = HistoryLayout.empty
    /// The values of the column that was written last.
    private var newest: HistoryValues?
    private var openBytes = 0
    /// What all of it takes in memory.
    private(set) var bytes = 0

    /// Makes the log of a source that wrote nothing yet.
    init() {}

    /// Makes a log of what was read from a file.
    init(layout: HistoryLayout, blocks: [Sealed]) {
        self.layout = layout
        openSeries = layout
        self.blocks = blocks
        bytes = layout.bytes + blocks.reduce(0) { $0 + $1.block.bytes }
    }

    /// Whether nothing is kept, not even what may end.
    var isEmpty: Bool { blocks.isEmpty && sealing == nil && open.isEmpty && layout.count == 0 }

    /// How many values are kept; looks at every column.
    var valueCount: Int {
        blocks.reduce(0) { $0 + $1.block.valueCount(from: $1.firstRow) }
            + (sealing?.columns[firstSealingRow...] ?? []).reduce(0) { $0 + $1.values.count }
            + open.reduce(0) { $0 + $1.values.count }
    }

    // MARK: - Writing

    /// Takes a column in, and seals a share of what is to be sealed.
    mutating func append(_ values: [Double], of newLayout: HistoryLayout, at row: HistoryRow, _ plan: BlockPlan) {
        var ended: [SeriesKey] = []
        let isNew = newLayout !== layout
        if isNew {
            ended = layout.keys(missingIn: newLayout)
            bytes += newLayout.bytes - layout.bytes
            if let last = open.indices.last, open[last].layout === layout, !open[last].countsLayout {
                open[last].countsLayout = true
                bytes += layout.bytes
                openBytes += layout.bytes
            }
            layout = newLayout
            openSeries = openSeries.union(newLayout)
        }
        let column = HistoryColumn(
            row: row,
            layout: newLayout,
            values: HistoryValues(values, after: isNew ? nil : newest),
            ended: ended,
            isSharing: !open.isEmpty
        )
        newest = column.values
        bytes += column.bytes
        openBytes += column.bytes
        // Columns come late seldom, so that the place is nearly always the end.
        open.insert(column, at: (open.lastIndex { $0.row < row } ?? -1) + 1)
        if sealing != nil { take(sealing?.step()) }
        let isLarge = openBytes >= plan.rawBytes && open.count >= plan.fewestRows
        guard isLarge || open.count >= min(plan.rows, HistorySealing.maximumRows) else { return }
        if sealing != nil { take(sealing?.finish()) }
        sealing = HistorySealing(open, series: openSeries, tileWidth: plan.tileWidth)
        open = []
        openBytes = 0
        openSeries = layout
        take(sealing?.step())
    }

    /// Puts a block that is done in its columns' place.
    private mutating func take(_ block: HistoryBlock?) {
        guard let block, let sealed = sealing else { return }
        if firstSealingRow < sealed.columns.count {
            blocks.append(Sealed(block: block, firstRow: firstSealingRow))
            bytes += block.bytes
        }
        dropSealing()
    }

    private mutating func dropSealing() {
        bytes -= sealing?.columns.reduce(0) { $0 + $1.bytes } ?? 0
        sealing = nil
        firstSealingRow = 0
    }

    // MARK: - Letting go

    /// When the oldest column was written; nil when there is none.
    var oldest: Timestamp? {
        var oldest = blocks.map { sealed in
            sealed.firstRow == 0 ? sealed.block.first.timestamp : sealed.block.rows[sealed.firstRow].timestamp
        }
        if let sealing { oldest.append(sealing.columns[firstSealingRow].row.timestamp) }
        if let first = open.first { oldest.append(first.row.timestamp) }
        return oldest.min()
    }

    /// Lets go of the columns before a time.
    /// - Returns: how many values they had.
    mutating func drop(before horizon: Timestamp) -> Int {
        guard let oldest, oldest < horizon else { return 0 }
        let before = valueCount
        for index in blocks.indices where blocks[index].block.first.timestamp < horizon {
            let rows = blocks[index].block.rows
            blocks[index].firstRow = rows.firstIndex { $0.timestamp >= horizon } ?? rows.count
        }
        for gone in blocks where gone.firstRow == gone.block.frame.rowCount { bytes -= gone.block.bytes }
        blocks.removeAll { $0.firstRow == $0.block.frame.rowCount }
        if let columns = sealing?.columns {
            firstSealingRow = columns.firstIndex { $0.row.timestamp >= horizon } ?? columns.count
            if firstSealingRow == columns.count { dropSealing() }
        }
        dropOpen(open.firstIndex { $0.row.timestamp >= horizon } ?? open.count)
        return before - valueCount
    }

    /// Lets go of the oldest block, else seals what is on its way into one, else lets go of the oldest column.
    /// - Parameter newest: the column that stays.
    /// - Returns: how many values went; nil when nothing but the newest column is left.
    mutating func dropOldest(before newest: HistoryRow) -> Int? {
        let before = valueCount
        if let index = blocks.indices.min(by: { blocks[$0].block.first < blocks[$1].block.first }) {
            guard blocks[index].block.last < newest else { return nil }
            bytes -= blocks.remove(at: index).block.bytes
        } else if sealing != nil {
            take(sealing?.finish())
        } else if let first = open.first, first.row < newest {
            dropOpen(1)
        } else {
            return nil
        }
        return before - valueCount
    }

    /// Lets go of the oldest of the newest columns; the first that stays counts for all its values from now on.
    private mutating func dropOpen(_ count: Int) {
        guard count > 0 else { return }
        bytes -= openBytes
        open.removeFirst(count)
        if open.isEmpty { openSeries = layout } else { open[0].isSharing = false }
        openBytes = open.reduce(0) { $0 + $1.bytes }
        bytes += openBytes
    }

    /// Calls back with each series that is kept, some of them more than once.
    func forEachKey(_ body: (SeriesKey) -> Void) {
        layout.keys.forEach(body)
        var seen: Set<ObjectIdentifier> = [ObjectIdentifier(layout)]
        for column in (sealing?.columns[firstSealingRow...] ?? []) + open {
            if seen.insert(ObjectIdentifier(column.layout)).inserted { column.layout.keys.forEach(body) }
            column.ended.forEach(body)
        }
        for sealed in blocks { sealed.block.forEachKey(from: sealed.firstRow, body) }
    }

    /// All that is kept as blocks: what is not sealed yet is sealed for it.
    func allSealed() -> [Sealed] {
        var all = blocks
        if var sealing, let block = sealing.finish() { all.append(Sealed(block: block, firstRow: firstSealingRow)) }
        for start in stride(from: 0, to: open.count, by: HistorySealing.maximumRows) {
            let columns = Array(open[start..<min(start + HistorySealing.maximumRows, open.count)])
            var rest = HistorySealing(columns, series: openSeries, tileWidth: 64)
            if let block = rest.finish() { all.append(Sealed(block: block, firstRow: 0)) }
        }
        return all
    }
}
