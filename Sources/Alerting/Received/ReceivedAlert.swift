public import Telemetry

/// An alert that somebody else evaluated and told us of, such as a Prometheus by way of its Alertmanager.
///
/// It is told again and again while it fires, and perhaps once that it is resolved; messages may be lost, repeated, and come in
/// another order than they were sent.
public struct ReceivedAlert: Sendable, Equatable {
    /// The identity; a fingerprint says no more, since it is made of these.
    public let labels: LabelSet
    /// Whether it fires; else it is resolved.
    public let isFiring: Bool
    /// When it began to fire, by the sender's clock.
    public let startsAt: Timestamp
    /// When it ended, or ends unless it is told again; nil when nothing is said of that.
    public let endsAt: Timestamp?

    /// Makes an alert.
    public init(labels: LabelSet, isFiring: Bool, startsAt: Timestamp, endsAt: Timestamp? = nil) {
        self.labels = labels
        self.isFiring = isFiring
        self.startsAt = startsAt
        self.endsAt = endsAt
    }
}
