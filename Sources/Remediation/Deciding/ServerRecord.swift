public import Telemetry

/// An attempt that is not closed: its intent is committed, or about to be.
public struct OpenAttempt: Sendable, Equatable {
    /// How far it came.
    public enum Stage: Sendable, Hashable {
        /// The intent is being written; nothing is sent.
        case committing
        /// The act was handed out, at that time; no answer yet.
        case acting(since: Timestamp)
        /// The act was, or may have been, carried out; the server is watched.
        case verifying(since: Timestamp)
    }

    /// What is done.
    public let intent: Intent
    /// How far it came.
    public internal(set) var stage: Stage
    /// Since when the server was broken then: what a recovery is counted from.
    let brokenSince: Timestamp
    /// When a fresh observation was last asked for to judge it.
    var confirmAskedAt: Timestamp?

    /// Since when the act may have had an effect; nil while nothing was sent.
    var actedAt: Timestamp? {
        switch stage {
        case .committing: nil
        case .acting(let since), .verifying(let since): since
        }
    }
}

/// What is remembered of one server beyond its incidents.
struct ServerRecord: Sendable, Equatable {
    /// Attempts that ended, oldest first.
    var ended: [LedgerHistory.PastAttempt] = []
    /// The attempt that is not closed; there is never a second one.
    var open: OpenAttempt?
    /// The way through a policy's steps that it is on.
    var ladder: Ladder?
    /// Whether the last thing we did about its suspension was to suspend it.
    var isSuspendedByUs = false
    /// Set while the server is given up.
    var givenUp: GivenUp?
    /// When it was last taken up again.
    var rearmedAt: Timestamp?

    /// How many attempts count against a policy's limit now.
    func attempts(under policy: Policy, at now: Timestamp) -> Int {
        let start = max(now - policy.attemptsWindow, rearmedAt ?? Timestamp(millisecondsSince1970: .min))
        return ended.count { $0.isBeginning && $0.outcome.countsAsAttempt && $0.endedAt > start }
    }

    /// How many attempts were made in a row: none of them as long as `reset` after the one before.
    func row(endingAt now: Timestamp, reset: Duration) -> Int {
        var row = 0
        var later = now
        for attempt in ended.reversed() where attempt.isBeginning && attempt.outcome.startsCooldown {
            guard later - attempt.endedAt < reset else { break }
            row += 1
            later = attempt.endedAt
        }
        return row
    }

    /// When the last attempt that starts a cooldown ended.
    var lastEnd: Timestamp? { ended.last { $0.outcome.startsCooldown }?.endedAt }

    /// Forgets attempts older than any policy looks back.
    mutating func forget(before limit: Timestamp) {
        ended.removeAll { $0.endedAt < limit }
    }

    var isEmpty: Bool {
        ended.isEmpty && open == nil && ladder == nil && !isSuspendedByUs && givenUp == nil && rearmedAt == nil
    }
}
