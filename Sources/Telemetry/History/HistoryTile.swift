/// The samples of some neighbouring series while they are gathered: room for one a row each.
struct HistoryTile {
    /// A value and the selection's row that it was written in.
    struct Entry {
        var row: Int
        var value: Double
    }

    private let stride: Int
    private var entries: [Entry]
    private var counts: [Int]
    private var start = 0
    /// Whether a series ended, so that what is here may not be in order.
    private(set) var hasEnds = false

    /// Makes a tile.
    /// - Parameters:
    ///   - rows: how many rows there are.
    ///   - width: how many series it has room for.
    init(rows: Int, width: Int) {
        stride = rows
        entries = [Entry](repeating: Entry(row: 0, value: 0), count: rows * width)
        counts = [Int](repeating: 0, count: width)
    }

    /// Begins anew, with the series from one on.
    mutating func begin(at slot: Int) {
        start = slot
        hasEnds = false
        for index in counts.indices { counts[index] = 0 }
    }

    /// Takes a value in.
    @inline(__always)
    mutating func append(_ value: Double, row: Int, to slot: Int) {
        let index = slot - start
        entries[index * stride + counts[index]] = Entry(row: row, value: value)
        counts[index] += 1
    }

    /// Takes the end of a series in.
    mutating func end(row: Int, of slot: Int) {
        append(.staleMarker, row: row, to: slot)
        hasEnds = true
    }

    /// The samples of a series, in the order in which they were taken in.
    func samples(of slot: Int, _ times: [Timestamp]) -> [Sample] {
        entries(of: slot).map { Sample(times[$0.row], $0.value) }
    }

    /// The same, with the rows in place of the times.
    func entries(of slot: Int) -> ArraySlice<Entry> {
        let first = (slot - start) * stride
        return entries[first..<first + counts[slot - start]]
    }
}
