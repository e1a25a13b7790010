/// Which series a snapshot has, and in which order: shared by all snapshots until the set of series changes.
///
/// Families are sorted by name, the series of a family by their labels, the parts of a histogram in the order that the
/// exposition formats ask for. Whatever is derived from labels (escaped bytes, matches) may be kept by layout.
public final class SnapshotLayout: Sendable {
    /// A family and where its series stand.
    public struct FamilyRange: Sendable {
        /// The family.
        public let family: MetricFamily
        /// The positions of its series.
        public let positions: Range<Int>
    }

    /// All series, in order.
    public let series: [Series]
    /// The families, in order, none without a series.
    public let families: [FamilyRange]
    private let positions: [SeriesID: Int]

    /// The layout without series.
    static let empty = SnapshotLayout(inOrder: [])

    /// The layout of other series: what stays keeps its order, and only what is new is sorted in.
    ///
    /// The same layout when the series are the same, in whatever order they come.
    func changed(to ids: [SeriesID], of catalog: SeriesCatalog) -> SnapshotLayout {
        let added = ids.filter { positions[$0] == nil }.map { catalog[$0] }
        guard !added.isEmpty || ids.count != series.count else { return self }
        let wanted = Set(ids)
        let kept = added.count == ids.count ? [] : series.filter { wanted.contains($0.id) }
        return SnapshotLayout(inOrder: Self.merged(kept, added.sorted(by: Self.isInOrder)))
    }

    /// Two sorted lists in one: for each new series a search, and between them whole runs.
    private static func merged(_ kept: [Series], _ added: [Series]) -> [Series] {
        var merged: [Series] = []
        merged.reserveCapacity(kept.count + added.count)
        var start = 0
        for series in added {
            var low = start
            var high = kept.count
            while low < high {
                let middle = (low + high) / 2
                if isInOrder(kept[middle], series) { low = middle + 1 } else { high = middle }
            }
            merged += kept[start..<low]
            merged.append(series)
            start = low
        }
        return merged + kept[start...]
    }

    private init(inOrder series: [Series]) {
        var families: [FamilyRange] = []
        var start = 0
        for index in series.indices
        where index + 1 == series.count || series[index + 1].family != series[index].family {
            families.append(FamilyRange(family: series[index].family, positions: start..<index + 1))
            start = index + 1
        }
        self.series = series
        self.families = families
        self.positions = Dictionary(uniqueKeysWithValues: series.enumerated().map { ($1.id, $0) })
    }

    /// Where a series stands; nil when this layout does not hold it.
    public func position(of id: SeriesID) -> Int? { positions[id] }

    private static func isInOrder(_ lhs: Series, _ rhs: Series) -> Bool {
        if lhs.family != rhs.family { return lhs.family.name < rhs.family.name }
        if lhs.group != rhs.group { return lhs.group < rhs.group }
        return lhs.rank < rhs.rank
    }
}
