/// What one source wrote at one time, as it came.
struct HistoryColumn: Sendable {
    /// When.
    let row: HistoryRow
    /// Whose values.
    let layout: HistoryLayout
    /// One value for each of the layout's series, in its order.
    let values: HistoryValues
    /// The series that ended, ascending.
    let ended: [SeriesKey]
    /// Whether it counts for its layout: the last column does when another layout has come.
    var countsLayout = false

    /// Whether the column before, which has some of the values too, is still there and counts for them.
    var isSharing: Bool

    /// What it takes in memory.
    var bytes: Int {
        128 + (isSharing ? values.ownBytes : values.allBytes) + 4 * ended.count + (countsLayout ? layout.bytes : 0)
    }
}

/// A column's place in time: of two columns of the same time the later written one stands.
struct HistoryRow: Sendable, Comparable {
    /// When.
    let timestamp: Timestamp
    /// Counts the columns of all sources in the order in which they were written.
    let sequence: Int64

    /// Orders by time, then by writing.
    static func < (lhs: HistoryRow, rhs: HistoryRow) -> Bool {
        (lhs.timestamp, lhs.sequence) < (rhs.timestamp, rhs.sequence)
    }
}
