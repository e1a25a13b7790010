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
    private let strips: TileStrips
    private var segments: [HistorySegment] = []
    private var presence: [[UInt64]]

    /// How many columns a block has at most: a byte counts its layouts.
    static let maximumRows = 256

    /// Starts to seal columns.
    /// - Parameters:
    ///   - columns: from 1 to 256, in order.
    ///   - series: a layout that has all series of theirs.
    ///   - tileWidth: how many neighbouring series are sealed together.
    init(_ columns: [HistoryColumn], series: HistoryLayout, tileWidth: Int) {
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
        let tiles = (series.count + tileWidth - 1) / tileWidth
        // Done when half as many columns have come again.
        strips = TileStrips(width: tileWidth, count: max(1, min(tiles, columns.count / 2)), seriesCount: series.count)
        let isWhole = layouts.allSatisfy { $0.count == series.count }
        presence = isWhole ? [] : layouts.map { _ in [UInt64](repeating: 0, count: (series.count + 63) / 64) }
    }

    /// Seals the next series; returns the block when it is done.
    mutating func step() -> HistoryBlock? {
        var codec = ValueCodec()
        var data: [UInt8] = []
        var tile = Tile(rows: columns.count, width: strips.width)
        var count = 0
        for ranks in strips.tiles(of: segments.count) {
            fill(&tile, with: ranks)
            for index in 0..<ranks.count { codec.write(tile[index], to: &data) }
            count += ranks.count
        }
        // What was just written is well-formed: without it the block would not be made.
        if let segment = HistorySegment(data, count: count) { segments.append(segment) }
        return segments.count == strips.count ? finished() : nil
    }

    /// Seals all that is left.
    mutating func finish() -> HistoryBlock? {
        for _ in segments.count..<strips.count {
            if let block = step() { return block }
        }
        return nil
    }

    /// Gathers the values of some series, column by column, because neighbours there are neighbours in memory.
    private mutating func fill(_ tile: inout Tile, with ranks: Range<Int>) {
        tile.reset()
        let placesOfLayouts = layouts.map { layout in
            layout === series
                ? ranks.map { series.position(rank: $0) } : places(of: ranks, in: layout)
        }
        for (row, column) in columns.enumerated() {
            tile.append(column.values, at: placesOfLayouts[Int(layoutOfRow[row])])
        }
        guard !presence.isEmpty else { return }
        for (layout, places) in placesOfLayouts.enumerated() {
            for (index, place) in places.enumerated() where place >= 0 {
                let rank = ranks.lowerBound + index
                presence[layout][rank / 64] |= 1 << UInt64(rank % 64)
            }
        }
    }

    /// Where the values of some series stand in columns of a layout; -1 for those that it does not have.
    private func places(of ranks: Range<Int>, in layout: HistoryLayout) -> [Int] {
        var rank = layout.firstRank(from: series.key(rank: ranks.lowerBound))
        return ranks.map { index in
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
        let ownsSeries = columns.contains(where: \.countsLayout) || !layouts.contains { $0 === series }
        return HistoryBlock(frame: frame, strips: strips, segments: segments, ownsSeries: ownsSeries)
    }

    /// The values of neighbouring series, each in one run.
    private struct Tile {
        private let rows: Int
        private var patterns: [UInt64]
        private var counts: [Int]

        init(rows: Int, width: Int) {
            self.rows = rows
            patterns = [UInt64](repeating: 0, count: rows * width)
            counts = [Int](repeating: 0, count: width)
        }

        mutating func reset() {
            for index in counts.indices { counts[index] = 0 }
        }

        mutating func append(_ values: HistoryValues, at places: [Int]) {
            values.forEach(at: places) { index, value in
                patterns[index * rows + counts[index]] = value.bitPattern
                counts[index] += 1
            }
        }

        subscript(index: Int) -> ArraySlice<UInt64> { patterns[index * rows..<index * rows + counts[index]] }
    }
}

/// How the series of a block are dealt out to its segments: a tile of neighbours to each in turn, so that each has its
/// part of the metrics that change much, and takes as long to seal as the others.
struct TileStrips: Sendable {
    /// How many neighbouring series a tile has, the last one excepted.
    let width: Int
    /// How many segments there are.
    let count: Int
    /// How many series there are.
    let seriesCount: Int

    /// The ranks of a segment's series, tile by tile.
    func tiles(of segment: Int) -> [Range<Int>] {
        stride(from: segment * width, to: seriesCount, by: count * width).map { $0..<min($0 + width, seriesCount) }
    }

    /// Which segment has a series, and which of its series that is.
    func place(of rank: Int) -> (segment: Int, index: Int) {
        let tile = rank / width
        return (tile % count, tile / count * width + rank % width)
    }

    /// How many series a segment has.
    func seriesCount(of segment: Int) -> Int { tiles(of: segment).reduce(0) { $0 + $1.count } }
}
