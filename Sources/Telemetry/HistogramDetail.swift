/// What a snapshot tells of a histogram beyond the values of its series.
public struct HistogramDetail: Sendable {
    /// The position of the histogram's first bucket in the layout; the others, sum and count follow it.
    public let position: Int
    /// The newest exemplar of each bucket, that of `+Inf` last; empty when there is none.
    public let exemplars: [Exemplar?]
    /// Its native buckets; nil when it has none.
    public let native: NativeBuckets?
}
