package import Telemetry

/// Spreads calls evenly over time while there are more to be made than the budget carries: a bucket that fills steadily.
///
/// Without it a minute's budget would be spent at the minute's begin, and each call would come early or late by up to one.
package struct Pacer: Sendable, Equatable {
    /// Calls a second; nil while nothing has to be spread.
    private var rate: Double?
    private var tokens = 0.0
    private var filledAt = Timestamp(millisecondsSince1970: 0)

    /// How many seconds' worth of calls may be made at once.
    private static let burst = 1.0

    /// Makes one that spreads nothing.
    package init() {}

    /// Takes over how many calls a minute there may be; nil for any number.
    package mutating func set(perMinute: Double?, at now: Timestamp) {
        let next = perMinute.map { $0 / 60 }
        if rate == nil, next != nil {
            tokens = 0
            filledAt = now
        }
        rate = next
        fill(at: now)
    }

    /// Takes a call's turn; false, and nothing taken, when it is not yet.
    package mutating func take(at now: Timestamp) -> Bool {
        guard rate != nil else { return true }
        fill(at: now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// When the next turn comes; nil when nothing is spread.
    package func nextTurn(after now: Timestamp) -> Timestamp? {
        guard let rate, rate > 0 else { return nil }
        return now + .milliseconds(Int64((max(0, 1 - tokens) / rate * 1_000).rounded(.up)))
    }

    private mutating func fill(at now: Timestamp) {
        guard let rate else { return }
        tokens = min(tokens + max(0, (now - filledAt).inSeconds) * rate, max(1, rate * Self.burst))
        filledAt = now
    }
}
