/// Series that are written together again and again: their labels are looked at once, afterwards only values are written.
///
/// Whoever fills it names the same series in the same order each time; one that has no value now is named all the same.
public struct SeriesBlock {
    /// Nil where the series are numbered already.
    var catalog: SeriesCatalog?
    var ids: [SeriesID]
    var values: [Double?] = []

    init(known ids: [SeriesID]) {
        self.ids = ids
        values.reserveCapacity(ids.count)
    }

    init(naming catalog: SeriesCatalog) {
        self.catalog = catalog
        self.ids = []
    }

    /// Names the next series and gives its value; nil for none.
    ///
    /// - Parameter labels: made only when the series has no number yet.
    public mutating func set(_ family: MetricFamily, _ labels: @autoclosure () -> LabelSet, _ value: Double?) {
        if let id = catalog?.intern(family, labels: labels()) { ids.append(id) }
        values.append(value)
    }
}
