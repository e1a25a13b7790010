/// Gives each series a number, once.
///
/// A label set is hashed when its series is first named and when a caller names it anew; whoever keeps the number
/// writes values without touching a label again.
public struct SeriesCatalog: Sendable {
    private var all: [Series] = []
    private var ids: [LabelSet: SeriesID] = [:]
    private var blocks: [String: Block] = [:]

    /// The numbers of series that are written together.
    private struct Block: Sendable {
        let version: Int
        let ids: [SeriesID]
    }

    /// Makes an empty catalog.
    public init() {}

    /// How many series were ever named.
    public var count: Int { all.count }

    /// The series of a number.
    public subscript(id: SeriesID) -> Series { all[Int(id.index)] }

    /// The number of a series, given on first sight.
    ///
    /// - Parameters:
    ///   - family: what the series belongs to.
    ///   - name: the sample name; the family's own unless given.
    ///   - labels: without the metric name.
    ///   - rank: the place among the samples of one metric.
    public mutating func intern(
        _ family: MetricFamily,
        name: String? = nil,
        labels: LabelSet,
        rank: Int = 0
    ) -> SeriesID {
        let name = name ?? family.name
        let identity = labels.setting(LabelSet.metricName, to: name)
        if let known = ids[identity] { return known }
        let id = SeriesID(all.count)
        all.append(
            Series(
                id: id,
                family: family,
                name: name,
                labels: labels,
                identity: identity,
                rank: rank,
                group: family.kind == .histogram ? labels.setting("le", to: nil) : labels
            )
        )
        ids[identity] = id
        return id
    }

    /// The numbers of series that are written together; nil for another version, or what was never written.
    func block(_ key: String, version: Int) -> [SeriesID]? {
        blocks[key].flatMap { $0.version == version ? $0.ids : nil }
    }

    /// Keeps the numbers of series that are written together.
    mutating func keep(_ ids: [SeriesID], as key: String, version: Int) {
        blocks[key] = Block(version: version, ids: ids)
    }
}
