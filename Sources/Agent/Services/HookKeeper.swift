package import Alerting
package import QueryAPI
import Synchronization
package import Telemetry

/// Takes in the alerts that an Alertmanager sends, and tells the core what they ask for.
///
/// In memory alone: an Alertmanager repeats what fires, so that a restarted agent hears of it again.
package final class HookKeeper: Sendable {
    private let book: Mutex<ReceivedAlerts>
    private let inbox: EventInbox
    private let log: @Sendable (LogLine) -> Void

    /// - Parameter expiry: how long a request stands that is not repeated.
    package init(expiry: Duration, telling inbox: EventInbox, log: @escaping @Sendable (LogLine) -> Void) {
        book = Mutex(ReceivedAlerts(expiry: expiry))
        self.inbox = inbox
        self.log = log
    }

    /// Takes in a message.
    /// - Returns: how many alerts became what.
    package func take(_ message: HookBody.Message, at now: Timestamp) -> [ReceivedAlerts.Outcome: Int] {
        let counts = book.withLock { book in
            var counts: [ReceivedAlerts.Outcome: Int] = [:]
            for alert in message.alerts { counts[book.take(alert, at: now), default: 0] += 1 }
            // Told within the lock, so that the core hears of no older state after a newer one.
            inbox.put(.requests(book))
            return counts
        }
        log(LogLine(hookOf: counts, truncated: message.truncated))
        return counts
    }
}

extension LogLine {
    /// What an Alertmanager asked for.
    init(hookOf counts: [ReceivedAlerts.Outcome: Int], truncated: Int) {
        let facts = ReceivedAlerts.Outcome.allCases.map { (name: $0.rawValue, value: "\(counts[$0] ?? 0)") }
        if truncated > 0 || counts[.dropped] != nil {
            self.init(.warn, "An Alertmanager's alerts could not all be taken", facts + [("truncated", "\(truncated)")])
        } else {
            let isNews = counts[.requested] != nil || counts[.resolved] != nil
            self.init(isNews ? .info : .debug, "An Alertmanager told of alerts", facts)
        }
    }
}
