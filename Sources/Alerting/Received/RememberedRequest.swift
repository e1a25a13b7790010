public import Telemetry

/// What has to outlive a restart of a request that others made by an alert of theirs.
public struct RememberedRequest: Sendable, Hashable {
    /// The alert's labels: what identifies it.
    public let labels: LabelSet
    /// When we heard of it first.
    public let heardAt: Timestamp
    /// When it began to fire, by the sender's clock.
    public let startsAt: Timestamp
    /// When it ends unless it is told again.
    public let expiresAt: Timestamp

    /// Makes a memory.
    public init(labels: LabelSet, heardAt: Timestamp, startsAt: Timestamp, expiresAt: Timestamp) {
        self.labels = labels
        self.heardAt = heardAt
        self.startsAt = startsAt
        self.expiresAt = expiresAt
    }
}
