package import Alerting
package import QueryAPI
package import StateStore
package import Telemetry

/// What keeps the requests of others over restarts.
package protocol RequestStore: Sendable {
    /// Stores requests and deletes others and what has expired, all of it or nothing.
    func save(_ requests: [RememberedRequest], deleting gone: [LabelSet], at now: Timestamp) async throws
}

extension StateStore: RequestStore {}

/// Takes in the alerts that an Alertmanager sends, and tells the core what they ask for.
///
/// The core hears of them at once, and they are on the disk before the Alertmanager is answered: an agent that is killed goes on
/// with what it has accepted. What could not be stored stands all the same, and is stored with the next message.
package actor HookKeeper {
    private var book: ReceivedAlerts
    /// The labels of what changed and is not stored yet.
    private var unsaved: Set<LabelSet> = []
    private let turns = Turnstile()
    private let store: any RequestStore
    private let inbox: EventInbox
    private let log: @Sendable (LogLine) -> Void

    /// A message could not be stored.
    package struct NotStored: Error, CustomStringConvertible {
        /// Why.
        package let reason: String
        /// What became of the message, and why.
        package var description: String { "the alerts stand, but could not be stored: \(reason)" }
    }

    /// Goes on with what was stored; what of it cannot be read is told and passed over.
    ///
    /// - Parameters:
    ///   - expiry: how long a request stands that is not repeated.
    ///   - now: the present.
    package init(
        expiry: Duration,
        resuming stored: StateStore.StoredRequests,
        keepingIn store: any RequestStore,
        telling inbox: EventInbox,
        at now: Timestamp,
        log: @escaping @Sendable (LogLine) -> Void
    ) {
        var book = ReceivedAlerts(expiry: expiry)
        book.restore(stored.requests, at: now)
        self.book = book
        self.store = store
        self.inbox = inbox
        self.log = log
        for labels in stored.unreadable {
            let text = "A stored request of an Alertmanager cannot be read; it is passed over"
            log(LogLine(.warn, text, [("labels", String(labels.prefix(200)))]))
        }
    }

    /// Takes in a message.
    /// - Returns: how many alerts became what.
    /// - Throws: `NotStored`; the message should be sent again.
    package func take(_ message: HookBody.Message, at now: Timestamp) async throws -> [ReceivedAlerts.Outcome: Int] {
        book.prune(at: now)
        var counts: [ReceivedAlerts.Outcome: Int] = [:]
        for alert in message.alerts {
            let outcome = book.take(alert, at: now)
            counts[outcome, default: 0] += 1
            switch outcome {
            case .requested, .repeated, .resolved: unsaved.insert(alert.labels)
            case .ignored, .dropped: break
            }
        }
        inbox.put(.requests(book))
        log(LogLine(hookOf: counts, truncated: message.truncated))
        do {
            try await save(at: now)
        } catch {
            let failure = NotStored(reason: "\(error)")
            log(LogLine(.error, "An Alertmanager's alerts could not be stored", [("error", failure.reason)]))
            throw failure
        }
        return counts
    }

    /// Stores what changed since it was last done; one after another, so that nothing older is written over something newer.
    private func save(at now: Timestamp) async throws {
        await turns.enter()
        defer { turns.leave() }
        let changed = unsaved
        guard !changed.isEmpty else { return }
        unsaved = []
        let standing = changed.compactMap { book.memory(of: $0) }
        let gone = changed.subtracting(standing.map(\.labels))
        do {
            try await store.save(standing, deleting: Array(gone), at: now)
        } catch {
            unsaved.formUnion(changed)
            throw error
        }
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
