/// A series' place in the history: dense, given on first sight.
typealias SeriesKey = UInt32

/// Which series a column has, and in which order; shared by all columns until the set of series changes.
final class HistoryLayout: Sendable {
    /// The series in the order of the column's values.
    let keys: [SeriesKey]
    /// Each key once in ascending order, in the high half; in the low half where its value stands.
    private let sorted: [UInt64]

    /// Makes the layout of some series; of two with the same key the first one's value counts.
    init(_ keys: [SeriesKey]) {
        self.keys = keys
        var sorted = zip(keys, 0 as UInt64..<UInt64(keys.count)).map { UInt64($0) << 32 | $1 }
        if !zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) {
            sorted.sort()
            var last: UInt64?
            sorted.removeAll { entry in
                defer { last = entry >> 32 }
                return entry >> 32 == last
            }
        }
        self.sorted = sorted
    }

    /// The layout without series.
    static let empty = HistoryLayout([])

    /// How many series there are; ranks are below it.
    var count: Int { sorted.count }

    /// The series of a rank: ranks follow the keys.
    func key(rank: Int) -> SeriesKey { SeriesKey(truncatingIfNeeded: sorted[rank] >> 32) }

    /// Where the value of a rank's series stands in a column.
    func position(rank: Int) -> Int { Int(sorted[rank] & 0xFFFF_FFFF) }

    /// The first rank whose key is not lower than a key.
    func firstRank(from key: SeriesKey) -> Int {
        let wanted = UInt64(key) << 32
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The rank of a series; nil when it is not among these.
    func rank(of key: SeriesKey) -> Int? {
        let rank = firstRank(from: key)
        return rank < count && self.key(rank: rank) == key ? rank : nil
    }

    /// The series that another layout does not have, ascending.
    func keys(missingIn other: HistoryLayout) -> [SeriesKey] {
        var missing: [SeriesKey] = []
        var there = 0
        for entry in sorted {
            let key = SeriesKey(truncatingIfNeeded: entry >> 32)
            while there < other.count, other.key(rank: there) < key { there += 1 }
            if there == other.count || other.key(rank: there) != key { missing.append(key) }
        }
        return missing
    }

    /// A layout with the series of both; this one when it has them all.
    func union(_ other: HistoryLayout) -> HistoryLayout {
        if self === other { return self }
        if count == 0 { return other }
        let added = other.keys(missingIn: self)
        guard !added.isEmpty else { return self }
        return HistoryLayout((sorted.map { SeriesKey(truncatingIfNeeded: $0 >> 32) } + added).sorted())
    }

    /// What it takes in memory.
    var bytes: Int { 64 + 4 * keys.count + 8 * sorted.count }
}
