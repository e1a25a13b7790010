/// Columns that are full and are being turned into a block, some series at each step.
///
/// What is done is kept in segments that never change again: a copy of the history taken meanwhile costs references.
/// Until the last step readers read the columns.
struct HistorySealing: Sendable {
    /// The columns, in order; at least one.
    let columns: [HistoryColumn]
    private let series: HistoryLayout
    private let layouts: [HistoryLayout]
    private let layoutOfRow: [UInt8]
    private let share: Int
    private var segments: [HistorySegment] = []
    private var presence: [[UInt64]]
    private var nextRank = 0

    /// How many columns a block has at most: a byte counts its layouts.
    static let maximumRows = 256

    /// Starts to seal columns.
    /// - Parameters:
    ///   - columns: from 1 to 256, in order.
    ///   - series: a layout that has all series of theirs.
    ///   - share: how many series are sealed at each step, at least.
    init(_ columns: [HistoryColumn], series: HistoryLayout, share: Int) {
        self.columns = columns
        self.series = series
        var indices: [ObjectIdentifier: UInt8] = [:]
        var layouts: [HistoryLayout] = []
        layoutOfRow = columns.map { column in
            let id = ObjectIdentifier(column.layout)
            if let known = indices[id] { return known }
            let index = UInt8(truncatingIfNeeded: layouts.count)
            indices[id] = index
            layouts.append(column.layout)
            return index
        }
        self.layouts = layouts
        // Done when half as many columns have come again.
        self.share = max(share, (2 * series.count + columns.count - 1) / columns.count, 1)
        let isWhole = layouts.allSatisfy { $0.count == series.count }
        presence = isWhole ? [] : layouts.map { _ in [UInt64](repeating: 0, count: (series.count + 63) / 64) }
    }

    /// Seals the next series; returns the block when it is done.
    mutating func step() -> HistoryBlock? {
        let end = min(nextRank + share, series.count)
        var codec = ValueCodec()
        var data: [UInt8] = []
        var tile = Tile(rows: columns.count)
        for start in stride(from: nextRank, to: end, by: Tile.width) {
            fill(&tile, from: start, to: min(start + Tile.width, end))
            for index in 0..<min(Tile.width, end - start) { codec.write(tile[index], to: &data) }
        }
        if end > nextRank, let segment = HistorySegment(data, count: end - nextRank) { segments.append(segment) }
        nextRank = end
        return end == series.count ? finished() : nil
    }

    /// Seals all that is left.
    mutating func finish() -> HistoryBlock? {
        while nextRank < series.count {
            if let block = step() { return block }
        }
        return finished()
    }

    /// Gathers the values of some series, column by column, because neighbours there are neighbours in memory.
    private mutating func fill(_ tile: inout Tile, from start: Int, to end: Int) {
        tile.reset()
        let placesOfLayouts = layouts.map { layout in
            layout === series
                ? (start..<end).map { series.position(rank: $0) } : places(from: start, to: end, in: layout)
        }
        for (row, column) in columns.enumerated() {
            tile.append(column.values, at: placesOfLayouts[Int(layoutOfRow[row])])
        }
        guard !presence.isEmpty else { return }
        for (layout, places) in placesOfLayouts.enumerated() {
            for (index, place) in places.enumerated() where place >= 0 {
                presence[layout][(start + index) / 64] |= 1 << UInt64((start + index) % 64)
            }
        }
    }

    /// Where the values of some series stand in columns of a layout; -1 for those that it does not have.
    private func places(from start: Int, to end: Int, in layout: HistoryLayout) -> [Int] {
        var rank = layout.firstRank(from: series.key(rank: start))
        return (start..<end).map { index in
            let key = series.key(rank: index)
            guard rank < layout.count, layout.key(rank: rank) == key else { return -1 }
            defer { rank += 1 }
            return layout.position(rank: rank)
        }
    }

    private func finished() -> HistoryBlock? {
        var writer = BitWriter()
        for numbers in [columns.map(\.row.timestamp.millisecondsSince1970), columns.map(\.row.sequence)] {
            IntegerCodec.write(numbers, as: IntegerCodec.plan(for: numbers), to: &writer)
        }
        writer.align()
        let ended = columns.enumerated().flatMap { row, column in
            column.ended.map { HistoryBlock.Ended(key: $0, row: row) }
        }
        let frame = HistoryBlock.Frame(
            rowCount: columns.count,
            rows: writer.bytes,
            series: series,
            layoutOfRow: layoutOfRow,
            valueCounts: layouts.map(\.keys.count),
            presence: presence,
            ended: ended.sorted { ($0.key, $0.row) < ($1.key, $1.row) }
        )
        let ownsSeries = columns.contains(where: \.bringsLayout) || !layouts.contains { $0 === series }
        return HistoryBlock(frame: frame, segments: segments, ownsSeries: ownsSeries)
    }

    /// The values of neighbouring series, each in one run.
    private struct Tile {
        static let width = 64
        private let rows: Int
        private var patterns: [UInt64]
        private var counts = [Int](repeating: 0, count: Self.width)

        init(rows: Int) {
            self.rows = rows
            patterns = [UInt64](repeating: 0, count: rows * Self.width)
        }

        mutating func reset() {
            for index in counts.indices { counts[index] = 0 }
        }

        mutating func append(_ values: [Double], at places: [Int]) {
            for (index, place) in places.enumerated() where place >= 0 {
                patterns[index * rows + counts[index]] = values[place].bitPattern
                counts[index] += 1
            }
        }

        subscript(index: Int) -> ArraySlice<UInt64> { patterns[index * rows..<index * rows + counts[index]] }
    }
}
