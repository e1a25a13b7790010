import Telemetry

/// When a group is evaluated: at every time `t ≡ offset (mod interval)`.
///
/// The offset comes from the group's file and name, so that groups spread over the interval and keep their place over
/// restarts (Prometheus `rules/group.go`, `EvalTimestamp`).
struct RuleSchedule: Sendable, Equatable {
    /// The time between two slots, at least a millisecond.
    let interval: Duration
    /// The next slot to be taken.
    private(set) var next: Timestamp
    private let offset: Int64

    /// Makes a schedule whose first slot is the first one at or after a time.
    init(of group: RuleGroupID, interval: Duration, startingAt now: Timestamp) {
        let milliseconds = max(interval.wholeMilliseconds, 1)
        self.interval = .milliseconds(milliseconds)
        offset = Int64(group.hash64 % UInt64(milliseconds))
        next = now
        next = slot(atOrAfter: now)
    }

    /// Takes the newest slot that is due; the ones before it are missed.
    /// - Returns: nil when none is due.
    mutating func take(at now: Timestamp) -> (slot: Timestamp, missed: Int)? {
        guard now >= next else { return nil }
        let step = interval.wholeMilliseconds
        let missed = (now.millisecondsSince1970 - next.millisecondsSince1970) / step
        let slot = next + .milliseconds(missed * step)
        next = slot + interval
        return (slot, Int(missed))
    }

    /// Begins anew after the clock was set back by more than one interval.
    /// - Returns: whether it had been.
    mutating func follow(clockAt now: Timestamp) -> Bool {
        guard next - now > interval else { return false }
        next = slot(atOrAfter: now)
        return true
    }

    private func slot(atOrAfter time: Timestamp) -> Timestamp {
        let step = interval.wholeMilliseconds
        let distance = (time.millisecondsSince1970 - offset) % step
        let late = distance < 0 ? distance + step : distance
        return late == 0 ? time : time + .milliseconds(step - late)
    }
}
