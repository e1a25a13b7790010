/// A piece of what was written that has samples of a selection: a block, or a column.
struct HistoryPart {
    /// Where the samples are.
    enum Content {
        /// The columns that are wanted of a block.
        case block(HistoryBlock, Range<Int>)
        case column(HistoryValues)
    }

    /// The end of a series.
    struct End {
        /// The series' place among the chosen ones.
        let slot: Int
        /// The column, counted from the piece's first one.
        let row: Int
    }

    private let content: Content
    /// Which of the selection's rows the first column is.
    private let firstRow: Int
    /// Where the chosen series stand, ascending.
    private let places: [HistoryPlace]
    private let ends: [End]
    private var next = 0

    /// Makes a piece.
    init(_ content: Content, firstRow: Int, _ places: [HistoryPlace], _ ends: [End]) {
        self.content = content
        self.firstRow = firstRow
        self.places = places
        self.ends = ends
    }

    /// Appends the samples of the next series to their tile.
    /// - Parameter slots: those of the tile; they follow those of the call before.
    mutating func fill(_ tile: inout HistoryTile, _ slots: Range<Int>) {
        let first = next
        while next < places.count, places[next].slot < slots.upperBound { next += 1 }
        switch content {
        case .column(let values):
            values.forEach(at: places[first..<next]) { place, value in
                tile.append(value, row: firstRow, to: Int(place.slot))
            }
        case .block(let block, let rows):
            let offset = firstRow - rows.lowerBound
            for place in places[first..<next] {
                block.values(rank: Int(place.rank), in: rows) { row, value in
                    tile.append(value, row: offset + row, to: Int(place.slot))
                }
            }
        }
        for end in ends where slots.contains(end.slot) { tile.end(row: firstRow + end.row, of: end.slot) }
    }

    /// Calls back with the newest sample of each series: its slot, the selection's row, and the value.
    func forEachNewest(_ body: (Int, Int, Double) -> Void) {
        // An end is newer than the values of its series before it, and older than one after it.
        var newestEnds: [Int: Int] = [:]
        for end in ends { newestEnds[end.slot] = max(end.row, newestEnds[end.slot] ?? 0) }
        switch content {
        case .column(let values):
            values.forEach(at: places[...]) { place, value in body(Int(place.slot), firstRow, value) }
        case .block(let block, let rows):
            for place in places {
                var newest: (row: Int, value: Double)?
                block.values(rank: Int(place.rank), in: rows) { newest = ($0 - rows.lowerBound, $1) }
                guard let newest, newest.row >= newestEnds[Int(place.slot)] ?? 0 else { continue }
                body(Int(place.slot), firstRow + newest.row, newest.value)
            }
        }
        for (slot, row) in newestEnds { body(slot, firstRow + row, .staleMarker) }
    }
}

/// Where a chosen series stands in a layout.
struct HistoryPlace {
    /// Its place among the chosen ones.
    let slot: Int32
    /// Its rank in the layout.
    let rank: Int32
    /// Where its value stands in a column.
    let position: Int32

    private init(slot: Int, rank: Int, in layout: HistoryLayout) {
        self.slot = Int32(truncatingIfNeeded: slot)
        self.rank = Int32(truncatingIfNeeded: rank)
        position = Int32(truncatingIfNeeded: layout.position(rank: rank))
    }

    /// The places of those series that a layout has, ascending.
    /// - Parameter chosen: the series, ascending.
    static func all(of chosen: [SeriesKey], in layout: HistoryLayout) -> [HistoryPlace] {
        guard let first = chosen.first, let last = chosen.last, layout.count > 0 else { return [] }
        guard layout.key(rank: 0) <= last, layout.key(rank: layout.count - 1) >= first else { return [] }
        var found: [HistoryPlace] = []
        found.reserveCapacity(min(chosen.count, layout.count))
        var rank = 0
        var before = layout.key(rank: 0)
        for (slot, key) in chosen.enumerated() {
            // Keys are dense, and most layouts have most of them, so that the distance tells the rank.
            let guess = key < before ? layout.count : rank + Int(key - before)
            if guess < layout.count, layout.key(rank: guess) == key {
                rank = guess
            } else {
                rank = layout.firstRank(from: key)
            }
            guard rank < layout.count else { break }
            before = key
            if layout.key(rank: rank) == key { found.append(HistoryPlace(slot: slot, rank: rank, in: layout)) }
        }
        return found
    }
}
