/// One observation that stands for the many of its bucket, with labels that say which one it was.
public struct Exemplar: Sendable, Equatable {
    /// The most code points that the names and values of an exemplar's labels may have together
    /// (OpenMetrics 1.0, "Exemplars").
    public static let longest = 128

    /// What tells it from others, without the labels of its series.
    public let labels: LabelSet
    /// What was observed.
    public let value: Double
    /// When.
    public let timestamp: Timestamp?

    /// Makes an exemplar; nil when its labels are longer than a scraper takes.
    public init?(_ labels: LabelSet, _ value: Double, at timestamp: Timestamp? = nil) {
        let length = labels.labels.reduce(0) { $0 + $1.name.unicodeScalars.count + $1.value.unicodeScalars.count }
        guard length <= Self.longest else { return nil }
        self.labels = labels
        self.value = value
        self.timestamp = timestamp
    }
}
