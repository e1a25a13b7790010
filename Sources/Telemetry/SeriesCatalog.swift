/// Gives each series a number, once.
///
/// A label set is hashed when its series is first named and when a caller names it anew; whoever keeps the number
/// writes values without touching a label again.
public struct SeriesCatalog: Sendable {
    private var all: [Series] = []
    private var ids: [LabelSet: SeriesID] = [:]

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
}
