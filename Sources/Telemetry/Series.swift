/// The number of an interned series: dense, given in order of first appearance, and meant for the catalog that gave it.
public struct SeriesID: Hashable, Comparable, Sendable {
    /// The index into the catalog that gave it.
    public let index: UInt32

    init(_ index: Int) { self.index = UInt32(index) }

    /// Whether one was given before the other.
    public static func < (lhs: SeriesID, rhs: SeriesID) -> Bool { lhs.index < rhs.index }
}

/// One series: the sample name, its labels and the family it belongs to.
///
/// An object, because layouts of tens of thousands of series are made from one another by handing them on.
public final class Series: Sendable {
    /// The series' number in its catalog.
    public let id: SeriesID
    /// The family; its name differs from `name` for the parts of a histogram.
    public let family: MetricFamily
    /// The sample name, such as `x_bucket`.
    public let name: String
    /// The labels without the metric name.
    public let labels: LabelSet
    /// The labels with `__name__`, as PromQL sees them.
    public let identity: LabelSet
    /// Where the series stands among those of the same metric: buckets in order, then sum, then count.
    let rank: Int
    /// The labels without `le`: what keeps the parts of one histogram together.
    let group: LabelSet

    init(
        id: SeriesID,
        family: MetricFamily,
        name: String,
        labels: LabelSet,
        identity: LabelSet,
        rank: Int,
        group: LabelSet
    ) {
        self.id = id
        self.family = family
        self.name = name
        self.labels = labels
        self.identity = identity
        self.rank = rank
        self.group = group
    }
}
