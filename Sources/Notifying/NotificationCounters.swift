/// What was told, by whom it was told to.
public struct NotificationCounters: Sendable, Equatable {
    /// A receiver or Alertmanager, and why it was not told.
    public struct Failure: Sendable, Hashable {
        /// The name.
        public let target: String
        /// A bounded word.
        public let reason: String
    }

    /// How many messages were taken, or alerts by an Alertmanager.
    public internal(set) var sent: [String: Int] = [:]
    /// How many requests failed, or alerts were dropped (`queue_full`).
    public internal(set) var failed: [Failure: Int] = [:]

    mutating func countSent(to target: String, _ count: Int) { sent[target, default: 0] += count }

    mutating func countFailure(of target: String, _ reason: String, _ count: Int = 1) {
        failed[Failure(target: target, reason: reason), default: 0] += count
    }
}
