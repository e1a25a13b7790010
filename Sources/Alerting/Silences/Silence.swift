public import PromQL
public import Telemetry

/// A promise to keep quiet: alerts that it covers send no message and lead to no remediation.
///
/// The words are Alertmanager's (`/api/v2/silences`), so that silences of both can be shown and judged alike.
public struct Silence: Sendable, Equatable {
    /// Where it is in its life.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case pending, active, expired
    }

    /// What identifies it; a UUID where we or Alertmanager made it.
    public let id: String
    /// What an alert's labels must all pass.
    public let matchers: [LabelMatcher]
    /// From when on it holds.
    public internal(set) var startsAt: Timestamp
    /// From when on it holds no more.
    public internal(set) var endsAt: Timestamp
    /// When it was last changed.
    public internal(set) var updatedAt: Timestamp
    /// Who asked for it.
    public let createdBy: String
    /// Why.
    public let comment: String

    /// Makes a silence as somebody else keeps it; nothing is checked.
    public init(
        id: String,
        matchers: [LabelMatcher],
        startsAt: Timestamp,
        endsAt: Timestamp,
        updatedAt: Timestamp,
        createdBy: String,
        comment: String
    ) {
        self.id = id
        self.matchers = matchers
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.updatedAt = updatedAt
        self.createdBy = createdBy
        self.comment = comment
    }

    /// Where it is in its life at a time.
    public func state(at now: Timestamp) -> State {
        if now >= endsAt { return .expired }
        return now >= startsAt ? .active : .pending
    }

    /// Whether it covers an alert with these labels, whatever the time; a label that the alert lacks counts as empty.
    public func covers(_ labels: LabelSet) -> Bool { matchers.allMatch(labels) }
}
