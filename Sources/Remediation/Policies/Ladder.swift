public import Telemetry

/// A way through a policy's steps that has begun and is not at its end.
public struct Ladder: Sendable, Equatable {
    /// The incident that it was begun for.
    public let incident: IncidentHeader
    /// When it was begun: what a human did since ends it.
    public let begunAt: Timestamp
    /// The index of the step that is under way, or is next.
    public internal(set) var next = 0
    /// Whether the last step did what it was for, so that the next one follows whether or not an alert still asks.
    public internal(set) var isGranted = true
    /// When the last step ended; nil while the first is under way.
    public internal(set) var lastEnd: Timestamp?
    /// Who approved of it, where that was asked for.
    public internal(set) var approvedBy: String?

    /// How long after its last step a ladder that an agent left behind is gone on with: later, the world has moved on.
    static let resumption = Duration.seconds(600)

    /// Where a ladder stands after a step.
    enum Course: Equatable {
        /// The next step, by its index.
        case on(Int, isGranted: Bool)
        /// The same step again: nothing was sent.
        case again
        case over
    }

    /// What follows on an outcome of the step of an index.
    static func course(after outcome: Outcome, of index: Int, in policy: Policy) -> Course {
        guard policy.steps.indices.contains(index) else { return .over }
        let step = policy.steps[index]
        let hasMore = index + 1 < policy.steps.count
        switch outcome {
        case .recovered, .succeeded:
            return step.then == .next && hasMore ? .on(index + 1, isGranted: true) : .over
        case .failed, .refusedByPanel, .notDelivered:
            return step.onFailure == .next && hasMore ? .on(index + 1, isGranted: false) : .over
        case .withdrawn: return index == 0 ? .over : .again
        case .supersededByHuman, .unverified: return .over
        }
    }
}
