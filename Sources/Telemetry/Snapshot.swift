/// All that is known at one moment: a column of values beside a shared layout.
///
/// Immutable: the metrics page, the rules and the status page read the same one.
public struct Snapshot: Sendable {
    /// When it was taken.
    public let timestamp: Timestamp
    /// Its series.
    public let layout: SnapshotLayout
    /// One value for each series of the layout, in its order.
    public let values: [Double]
    /// What there is to say of some histograms beyond their values, ascending by position.
    public let histograms: [HistogramDetail]
    /// Since when the counters and the histograms (at their `_count`) count: one for each series, nil where it is not known;
    /// empty when nobody noted it.
    public let creationTimes: [Timestamp?]

    /// The value of a series; nil when the snapshot does not hold it.
    public func value(of id: SeriesID) -> Double? {
        layout.position(of: id).map { values[$0] }
    }

    /// Every series of a family with its value, for tests and prepared pages; not for hot paths.
    public func samples(of name: String) -> [(labels: LabelSet, value: Double)] {
        zip(layout.series, values).filter { $0.0.name == name }.map { ($0.0.labels, $0.1) }
    }
}
