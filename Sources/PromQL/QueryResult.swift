/// A value and what was remarked on the way to it.
public struct QueryResult: Sendable, Equatable {
    /// The value.
    public let value: QueryValue
    /// The remarks in the order in which they came up; none twice, though it may hold in several places.
    public let annotations: [QueryAnnotation]
}
