public import PterodactylAPI
public import Telemetry

/// Where decisions, intents and outcomes are kept: append-only, and durable once a method returns.
///
/// A method that throws has written nothing, or may have written all: after a failed `commit` nothing is sent, and
/// an intent that was written all the same is judged at the next start as any open one.
public protocol RemediationLedger: Sendable {
    /// Writes an intent; the act may be sent only after this returned.
    ///
    /// Refuses a second open intent of the same server.
    func commit(_ intent: Intent) async throws
    /// Writes a decision that was not an act.
    func record(_ decision: Decision) async throws
    /// Writes what became of a question to a human.
    func record(_ approval: ApprovalRecord) async throws
    /// Writes that an intent made a backup.
    func record(_ backup: BackupUUID, of intent: Intent.ID) async throws
    /// Closes an intent; closing it again is ignored, the first outcome stands.
    func close(_ closing: Closing) async throws
    /// Reads what a starting agent must know: open intents of any age, and attempts that ended at `since` or later.
    func loadHistory(since: Timestamp) async throws -> LedgerHistory
    /// Reads the newest entries that pass a filter, newest first, at most `limit`.
    func entries(limit: Int, of filter: LedgerFilter) async throws -> [LedgerEntry]
    /// Deletes incidents of which nothing is newer than `before`, but none with an open intent.
    ///
    /// Returns how many incidents were deleted.
    @discardableResult
    func prune(before: Timestamp) async throws -> Int
}

extension RemediationLedger {
    /// Reads the newest entries, newest first, at most `limit`.
    public func entries(limit: Int) async throws -> [LedgerEntry] {
        try await entries(limit: limit, of: LedgerFilter())
    }
}
