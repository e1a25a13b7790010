public import Telemetry

/// An open incident: a server that at least one firing alert asks to be helped.
public struct Incident: Sendable, Equatable {
    /// What identifies it.
    public let header: IncidentHeader
    /// When its first trigger began to fire; what acts must have been observed since.
    public let firedAt: Timestamp
    /// The names of the alerts that ask now, sorted, each once.
    public internal(set) var alerts: [String]
    /// The labels of the alerts that ask now, sorted.
    public internal(set) var triggers: [LabelSet]
    /// Why nothing is done, as last written down; nil when nothing was refused yet.
    public internal(set) var refusal: RefusalReason?
    /// When `refusal` became the reason.
    public internal(set) var refusedAt: Timestamp?
    /// Since when a fresh observation is awaited; nil when none is.
    public internal(set) var confirmingSince: Timestamp?
    /// What a human is asked; nil when nothing was.
    public internal(set) var approval: Approval?
    /// Whether no alert asks any more, and a step that was begun is only seen through.
    public internal(set) var isOver = false
    /// Since when its server is broken, as it was first acted upon; nil before that, and once it was seen running.
    var brokenSince: Timestamp?
    /// When a fresh observation was last asked for.
    var confirmAskedAt: Timestamp?
}
