package import Alerting
import Foundation
import StateStore
package import Telemetry

/// What keeps silences over restarts.
package protocol SilenceStore: Sendable {
    /// Stores silences and deletes others, all of it or nothing.
    func save(_ silences: [Silence], deleting ids: [String]) async throws
    /// The stored silences.
    func silences() async throws -> [Silence]
}

extension StateStore: SilenceStore {}

/// Our own silences: where they are made, changed and ended.
///
/// A change is on the disk before it is answered and before the core hears of it; one that cannot be stored has not happened.
/// Changes are made one after another.
package actor SilenceKeeper {
    /// All silences, those that have expired included.
    package private(set) var book: SilenceBook
    private let store: any SilenceStore
    private let inbox: EventInbox
    private let log: @Sendable (LogLine) -> Void
    private let now: @Sendable () -> Timestamp
    private let turns = Turnstile()

    /// A change could not be stored, so nothing is changed.
    package struct NotStored: Error, CustomStringConvertible {
        /// Why.
        package let reason: String
        /// What became of the change, and why.
        package var description: String { "the silences could not be stored; nothing was changed: \(reason)" }
    }

    /// Takes up the silences that are stored, and tells the core of them.
    /// - Throws: what reading the store throws.
    package init(
        loadingFrom store: any SilenceStore,
        telling inbox: EventInbox,
        log: @escaping @Sendable (LogLine) -> Void,
        now: @escaping @Sendable () -> Timestamp
    ) async throws {
        let book = SilenceBook(try await store.silences())
        self.book = book
        self.store = store
        self.inbox = inbox
        self.log = log
        self.now = now
        Self.tell(inbox, of: book, at: now())
    }

    /// Makes a silence, or changes one.
    /// - Returns: what identifies it: a UUID made here where it is a new one.
    /// - Throws: `SilenceError` for a wish that makes no sense, `NotStored`.
    package func set(_ wish: SilenceBook.Wish) async throws -> String {
        let newID = UUID().uuidString.lowercased()
        let changed = try await change { book, now in try book.set(wish, newID: newID, at: now) }
        let silence = changed.last
        log(
            LogLine(
                .info,
                "A silence was set",
                [
                    ("id", silence?.id ?? newID), ("matchers", MatcherText.text(wish.matchers)),
                    ("until", CalendarTime(wish.endsAt).rfc3339), ("author", wish.createdBy),
                    ("comment", wish.comment),
                ]
            )
        )
        return silence?.id ?? newID
    }

    /// Ends a silence now; one that has expired stays as it is.
    /// - Throws: `SilenceError.unknown`, `NotStored`.
    package func expire(_ id: String) async throws {
        do {
            _ = try await change { book, now in [try book.expire(id, at: now)] }
            log(LogLine(.info, "A silence was ended", [("id", id)]))
        } catch SilenceError.expired {
            // Whoever ends it a second time has what they want.
        }
    }

    /// Lets go of what expired long ago.
    /// - Throws: `NotStored`.
    package func prune() async throws { _ = try await change { _, _ in [] } }

    private func change(_ apply: (inout SilenceBook, Timestamp) throws -> [Silence]) async throws -> [Silence] {
        await turns.enter()
        defer { turns.leave() }
        let now = now()
        var next = book
        let gone = next.prune(at: now)
        let changed = try apply(&next, now)
        guard next != book else { return changed }
        do {
            try await store.save(changed, deleting: gone)
        } catch {
            throw NotStored(reason: "\(error)")
        }
        book = next
        Self.tell(inbox, of: next, at: now)
        return changed
    }

    private static func tell(_ inbox: EventInbox, of book: SilenceBook, at now: Timestamp) {
        inbox.put(.silences(.own, book.silences(at: now).filter { $0.state(at: now) != .expired }))
    }
}
