import Foundation
import Remediation
import StateStore
import Telemetry

/// The ledger of an agent's storage, read from beside it.
struct Ledger {
    let entries: [LedgerEntry]
    let openIntents: [Intent]

    /// Reads the database of a test's folder.
    init(in folder: URL) async throws {
        let store = try StateStore(reading: Agent.storage(in: folder))
        entries = try await store.entries(limit: 1_000)
        openIntents = try await store.loadHistory(since: Timestamp(millisecondsSince1970: 0)).openIntents
        try store.close()
    }

    /// How each intent ended, newest first; nil for an open one.
    var outcomes: [Outcome?] {
        entries.compactMap { entry in
            if case .attempt(_, let closing) = entry.event { .some(closing?.outcome) } else { nil }
        }
    }
}
