import GRDB
import PterodactylAPI
public import Remediation
public import Telemetry

extension StateStore: RemediationLedger {
    /// Writes an intent; refuses a second open one of the same server as `intentOpen`.
    public func commit(_ intent: Intent) async throws {
        try await write { db in
            let open = try String.fetchOne(
                db,
                sql: """
                    SELECT i.id FROM intents i LEFT JOIN outcomes o ON o.intent_id = i.id
                    WHERE i.panel = ? AND i.server = ? AND o.intent_id IS NULL LIMIT 1
                    """,
                arguments: [intent.address.panel, intent.address.identifier.rawValue]
            )
            if let open { throw StateStoreError.intentOpen(server: intent.address.description, id: open) }
            try Self.insert(intent.incident, into: db)
            try db.execute(
                sql: """
                    INSERT INTO intents
                        (id, incident_id, panel, server, uuid, step, explanation, created_at, verify_by)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    intent.id, intent.incident.id, intent.address.panel, intent.address.identifier.rawValue,
                    intent.uuid.rawValue, intent.step.rawValue, intent.explanation,
                    intent.createdAt.millisecondsSince1970, intent.verifyBy.millisecondsSince1970,
                ]
            )
        }
    }

    /// Writes a decision that was not an act.
    public func record(_ decision: Decision) async throws {
        try await write { db in
            try Self.insert(decision.incident, into: db)
            let words = VerdictWords(decision.verdict)
            try db.execute(
                sql: """
                    INSERT INTO decisions (incident_id, verdict, reason, step, explanation, decided_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    decision.incident.id, words.verdict, words.reason, words.step, decision.explanation,
                    decision.at.millisecondsSince1970,
                ]
            )
        }
    }

    /// Closes an intent; the first outcome stands.
    ///
    /// An intent that is not there is `unknownIntent`.
    public func close(_ closing: Closing) async throws {
        try await write { db in
            let exists = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM intents WHERE id = ?)",
                arguments: [closing.intentID]
            )
            guard exists == true else { throw StateStoreError.unknownIntent(closing.intentID) }
            try db.execute(
                sql: """
                    INSERT INTO outcomes (intent_id, outcome, explanation, closed_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (intent_id) DO NOTHING
                    """,
                arguments: [
                    closing.intentID, closing.outcome.rawValue, closing.explanation, closing.at.millisecondsSince1970,
                ]
            )
        }
    }

    /// Reads what a starting agent must know.
    public func loadHistory(since: Timestamp) async throws -> LedgerHistory {
        try await read { db in
            let open = try IntentRow.fetchAll(
                db,
                sql: "\(IntentRow.query) WHERE o.intent_id IS NULL ORDER BY i.sequence"
            )
            let ended = try Row.fetchAll(
                db,
                sql: """
                    SELECT i.panel, i.server, o.outcome, o.closed_at
                    FROM outcomes o JOIN intents i ON i.id = o.intent_id
                    WHERE o.closed_at >= ? ORDER BY o.closed_at, i.sequence
                    """,
                arguments: [since.millisecondsSince1970]
            )
            let (givenUp, rearmedAt) = try Self.givenUp(in: db)
            return LedgerHistory(
                openIntents: try open.map { try $0.intent() },
                attempts: try ended.map(Self.pastAttempt),
                givenUp: givenUp,
                rearmedAt: rearmedAt
            )
        }
    }

    /// Reads the newest entries, newest first.
    public func entries(limit: Int) async throws -> [LedgerEntry] {
        try await read { db in
            let decisions = try DecisionRow.fetchAll(
                db,
                sql: "\(DecisionRow.query) ORDER BY d.decided_at DESC, d.id DESC LIMIT ?",
                arguments: [max(0, limit)]
            )
            let intents = try IntentRow.fetchAll(
                db,
                sql: "\(IntentRow.query) ORDER BY i.created_at DESC, i.sequence DESC LIMIT ?",
                arguments: [max(0, limit)]
            )
            let entries = try decisions.map { try $0.entry() } + intents.map { try $0.entry() }
            // Stable, so that rows of one millisecond stay in the order in which they were written.
            let sorted = entries.enumerated().sorted { ($1.element.at, $0.offset) < ($0.element.at, $1.offset) }
            return sorted.prefix(max(0, limit)).map(\.element)
        }
    }

    /// Deletes incidents of which nothing is newer than `before`.
    ///
    /// Those with an open intent stay, and those that say
    /// whether a server is given up.
    @discardableResult
    public func prune(before: Timestamp) async throws -> Int {
        try await write { db in
            let limit = before.millisecondsSince1970
            try db.execute(
                sql: """
                    DELETE FROM incidents WHERE id NOT IN (
                        SELECT incident_id FROM decisions WHERE decided_at >= :limit
                        UNION SELECT incident_id FROM intents WHERE created_at >= :limit
                        UNION SELECT i.incident_id FROM intents i LEFT JOIN outcomes o ON o.intent_id = i.id
                            WHERE o.intent_id IS NULL OR o.closed_at >= :limit
                        UNION SELECT d.incident_id FROM decisions d WHERE d.id IN (\(Self.latestGivenUpIDs))
                    )
                    """,
                arguments: ["limit": limit]
            )
            return db.changesCount
        }
    }

    // MARK: - Parts

    /// The newest of giving up and taking up again, of each server.
    private static let latestGivenUpIDs = """
        SELECT max(d.id) FROM decisions d JOIN incidents n ON n.id = d.incident_id
        WHERE n.panel IS NOT NULL
            AND (d.verdict = 'rearmed' OR d.reason = '\(RefusalReason.attemptsExhausted.rawValue)')
        GROUP BY n.panel, n.server
        """

    private static func insert(_ incident: IncidentHeader, into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO incidents (id, panel, server, uuid, policy, alert, detected_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """,
            arguments: [
                incident.id, incident.address?.panel, incident.address?.identifier.rawValue, incident.uuid?.rawValue,
                incident.policy, incident.alert, incident.detectedAt.millisecondsSince1970,
            ]
        )
    }

    private static func pastAttempt(_ row: Row) throws -> LedgerHistory.PastAttempt {
        LedgerHistory.PastAttempt(
            address: ServerAddress(panel: row["panel"], identifier: .init(rawValue: row["server"])),
            outcome: try known("outcome", row["outcome"]),
            endedAt: Timestamp(millisecondsSince1970: row["closed_at"])
        )
    }

    private static func givenUp(
        in db: Database
    ) throws -> (givenUp: [ServerAddress: GivenUp], rearmedAt: [ServerAddress: Timestamp]) {
        let rows = try DecisionRow.fetchAll(db, sql: "\(DecisionRow.query) WHERE d.id IN (\(latestGivenUpIDs))")
        var givenUp: [ServerAddress: GivenUp] = [:]
        var rearmedAt: [ServerAddress: Timestamp] = [:]
        for row in rows {
            let entry = try row.entry()
            guard let address = entry.incident.address else { continue }
            if case .decision(.rearmed) = entry.event {
                rearmedAt[address] = entry.at
            } else {
                givenUp[address] = GivenUp(incident: entry.incident, at: entry.at)
            }
        }
        return (givenUp, rearmedAt)
    }
}
