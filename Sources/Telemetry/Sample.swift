/// A value at a time.
public struct Sample: Sendable, Equatable {
    /// When.
    public let timestamp: Timestamp
    /// What; the stale marker where a series ended.
    public let value: Double

    /// Makes a sample.
    public init(_ timestamp: Timestamp, _ value: Double) {
        self.timestamp = timestamp
        self.value = value
    }
}
