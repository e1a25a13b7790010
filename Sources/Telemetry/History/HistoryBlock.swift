/// Columns of one source, turned into series and compressed; immutable, and shared by all copies of the history.
///
/// The times stand once, for all series. A column's layout says which series have a value in it, so that a series' own
/// bits hold values and nothing else.
final class HistoryBlock: Sendable {
    /// What is the same for all series of a block.
    struct Frame: Sendable {
        /// How many columns there are.
        let rowCount: Int
        /// The times and sequence numbers, by `IntegerCodec`, in the columns' order.
        let rows: [UInt8]
        /// The series that the columns have among them.
        let series: HistoryLayout
        /// For each column, which of the layouts it has.
        let layoutOfRow: [UInt8]
        /// How many values a column of each layout has.
        let valueCounts: [Int]
        /// For each layout, one bit for each rank, whether it has the series; empty when all of the layouts have all.
        let presence: [[UInt64]]
        /// The series that ended, ascending, and in which column.
        let ended: [Ended]
    }

    /// The end of a series.
    struct Ended: Sendable, Equatable {
        let key: SeriesKey
        let row: Int
    }

    /// The frame.
    let frame: Frame
    /// Which segment has the values of a series.
    let strips: TileStrips
    /// The values.
    let segments: [HistorySegment]
    /// The first and the last column.
    let first: HistoryRow
    let last: HistoryRow
    /// What it takes in memory.
    let bytes: Int

    /// Makes a block of its parts; nil when there are no columns, their times are damaged, or a segment is missing.
    init?(frame: Frame, strips: TileStrips, segments: [HistorySegment], ownsSeries: Bool) {
        let rows = Self.rows(of: frame)
        guard rows.count == frame.rowCount, let first = rows.first, let last = rows.last else { return nil }
        guard segments.count == strips.count else { return nil }
        self.frame = frame
        self.strips = strips
        self.segments = segments
        self.first = first
        self.last = last
        bytes =
            256 + frame.rows.count + frame.layoutOfRow.count + 8 * frame.valueCounts.count + 16 * frame.ended.count
            + frame.presence.reduce(0) { $0 + 32 + 8 * $1.count } + segments.reduce(0) { $0 + $1.bytes }
            + (ownsSeries ? frame.series.bytes : 0)
    }

    /// The times of all columns.
    var rows: [HistoryRow] { Self.rows(of: frame) }

    private static func rows(of frame: Frame) -> [HistoryRow] {
        var numbers: [Int64] = []
        numbers.reserveCapacity(2 * frame.rowCount)
        var reader = BitReader(frame.rows, in: 0..<frame.rows.count)
        IntegerCodec.read(frame.rowCount, from: &reader) { numbers.append($0) }
        IntegerCodec.read(frame.rowCount, from: &reader) { numbers.append($0) }
        guard !reader.isExhausted, numbers.count == 2 * frame.rowCount else { return [] }
        return (0..<frame.rowCount).map {
            HistoryRow(
                timestamp: Timestamp(millisecondsSince1970: numbers[$0]),
                sequence: numbers[frame.rowCount + $0]
            )
        }
    }

    /// How many values the columns from one on have.
    func valueCount(from row: Int) -> Int {
        frame.layoutOfRow[row...].reduce(0) { $0 + frame.valueCounts[Int($1)] }
    }

    /// Calls back with each value of a series: its column, and the value.
    ///
    /// - Parameters:
    ///   - rank: the series' rank in `frame.series`.
    ///   - rows: which columns are wanted.
    func values(rank: Int, in rows: Range<Int>, _ body: (Int, Double) -> Void) {
        let (strip, index) = strips.place(of: rank)
        let segment = segments[strip]
        guard !frame.presence.isEmpty else {
            var row = 0
            segment.values(of: index, count: rows.upperBound) { value in
                if row >= rows.lowerBound { body(row, value) }
                row += 1
            }
            return
        }
        let there = (0..<rows.upperBound).filter { isPresent(rank, row: $0) }
        var next = 0
        segment.values(of: index, count: there.count) { value in
            if there[next] >= rows.lowerBound { body(there[next], value) }
            next += 1
        }
    }

    private func isPresent(_ rank: Int, row: Int) -> Bool {
        frame.presence[Int(frame.layoutOfRow[row])][rank / 64] >> UInt64(rank % 64) & 1 == 1
    }

    /// Calls back with the series that the columns from one on have, or that end in them.
    func forEachKey(from row: Int, _ body: (SeriesKey) -> Void) {
        forEachKey(in: row..<frame.rowCount, body)
        for end in frame.ended where end.row >= row { body(end.key) }
    }

    /// Calls back with the series that some of the columns have, without a look at their values.
    func forEachKey(in rows: Range<Int>, _ body: (SeriesKey) -> Void) {
        let layouts = Set(frame.layoutOfRow[rows])
        for rank in 0..<frame.series.count {
            let isThere =
                frame.presence.isEmpty
                || layouts.contains { frame.presence[Int($0)][rank / 64] >> UInt64(rank % 64) & 1 == 1 }
            if isThere { body(frame.series.key(rank: rank)) }
        }
    }
}

/// The compressed values of some of a block's series, one after the other.
final class HistorySegment: Sendable {
    /// How many series there are.
    let count: Int
    /// What `ValueCodec` wrote for each of them.
    let data: [UInt8]
    /// Where every sixteenth series begins.
    private let starts: [UInt32]
    private static let stride = 16

    /// Makes a segment of what was written; nil when it does not hold as many series, and nothing else.
    init?(_ data: [UInt8], count: Int) {
        var starts: [UInt32] = []
        starts.reserveCapacity(count / Self.stride + 1)
        var position = 0
        for index in 0..<count {
            if index % Self.stride == 0 { starts.append(UInt32(truncatingIfNeeded: position)) }
            guard let end = ValueCodec.end(of: position, in: data) else { return nil }
            position = end
        }
        guard position == data.count, data.count <= Int(UInt32.max) else { return nil }
        self.count = count
        self.data = data
        self.starts = starts
    }

    /// Calls back with the first values of one of the series.
    func values(of index: Int, count: Int, _ body: (Double) -> Void) {
        guard index < self.count else { return }
        var position = Int(starts[index / Self.stride])
        for _ in 0..<index % Self.stride { position = ValueCodec.end(of: position, in: data) ?? data.count }
        ValueCodec.read(count, at: position, in: data, body)
    }

    /// What it takes in memory.
    var bytes: Int { 96 + data.count + 4 * starts.count }
}
