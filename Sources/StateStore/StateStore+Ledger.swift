import GRDB
public import PterodactylAPI
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
                        (id, incident_id, panel, server, uuid, step, explanation, created_at, verify_by,
                        number, expected, approved_by, hearing)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    intent.id, intent.incident.id, intent.address.panel, intent.address.identifier.rawValue,
                    intent.uuid.rawValue, intent.action.rawValue, intent.explanation,
                    intent.createdAt.millisecondsSince1970, intent.verifyBy.millisecondsSince1970,
                    intent.number, intent.expect.rawValue, intent.approvedBy, intent.hearing.column,
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
                    INSERT INTO decisions (incident_id, verdict, reason, step, explanation, decided_at, hearing)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    decision.incident.id, words.verdict, words.reason, words.step, decision.explanation,
                    decision.at.millisecondsSince1970, decision.hearing.column,
                ]
            )
        }
    }

    /// Writes what became of a question to a human.
    public func record(_ approval: ApprovalRecord) async throws {
        try await write { db in
            try Self.insert(approval.incident, into: db)
            try db.execute(
                sql: """
                    INSERT INTO approvals (id, incident_id, event, answered_by, explanation, noted_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    approval.id, approval.incident.id, approval.event.rawValue, approval.by, approval.explanation,
                    approval.at.millisecondsSince1970,
                ]
            )
        }
    }

    /// Writes that an intent made a backup; an intent that is not there is `unknownIntent`.
    public func record(_ backup: BackupUUID, of intent: Intent.ID) async throws {
        try await write { db in
            let sql = "SELECT EXISTS (SELECT 1 FROM intents WHERE id = ?)"
            guard try Bool.fetchOne(db, sql: sql, arguments: [intent]) == true else {
                throw StateStoreError.unknownIntent(intent)
            }
            try db.execute(
                sql: "INSERT INTO made_backups (backup, intent_id) VALUES (?, ?) ON CONFLICT (backup) DO NOTHING",
                arguments: [backup.rawValue, intent]
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
                    SELECT i.panel, i.server, i.number, o.outcome, o.closed_at
                    FROM outcomes o JOIN intents i ON i.id = o.intent_id
                    WHERE o.closed_at >= ? ORDER BY o.closed_at, i.sequence
                    """,
                arguments: [since.millisecondsSince1970]
            )
            let last = try IntentRow.fetchAll(
                db,
                sql: "\(IntentRow.query) WHERE i.sequence IN (SELECT max(sequence) FROM intents GROUP BY panel, server)"
                    + " AND o.closed_at >= ? ORDER BY i.sequence",
                arguments: [since.millisecondsSince1970]
            )
            let acts = try IntentRow.fetchAll(
                db,
                sql: "\(IntentRow.query) WHERE i.created_at >= ? ORDER BY i.sequence",
                arguments: [since.millisecondsSince1970]
            )
            let (givenUp, rearmedAt) = try Self.givenUp(in: db)
            return LedgerHistory(
                openIntents: try open.map { try $0.intent() },
                attempts: try ended.map(Self.pastAttempt),
                lastSteps: try last.compactMap { try $0.endedStep() },
                acts: try acts.map { try $0.intent() },
                suspended: try Self.suspended(in: db),
                backups: try Self.madeBackups(in: db),
                givenUp: givenUp,
                rearmedAt: rearmedAt
            )
        }
    }

    /// Reads the newest entries that pass a filter, newest first.
    public func entries(limit: Int, of filter: LedgerFilter) async throws -> [LedgerEntry] {
        try await read { db in
            let (condition, values) = Self.condition(of: filter)
            let arguments: StatementArguments = StatementArguments(values) + [max(0, limit)]
            let decisions = try DecisionRow.fetchAll(
                db,
                sql: "\(DecisionRow.query) WHERE \(condition) ORDER BY d.decided_at DESC, d.id DESC LIMIT ?",
                arguments: arguments
            )
            let intents = try IntentRow.fetchAll(
                db,
                sql: "\(IntentRow.query) WHERE \(condition) ORDER BY i.created_at DESC, i.sequence DESC LIMIT ?",
                arguments: arguments
            )
            let approvals = try ApprovalRow.fetchAll(
                db,
                sql: "\(ApprovalRow.query) WHERE \(condition) ORDER BY a.noted_at DESC, a.sequence DESC LIMIT ?",
                arguments: arguments
            )
            let entries =
                try decisions.map { try $0.entry() } + intents.map { try $0.entry() } + approvals.map { try $0.entry() }
            // Stable, so that rows of one millisecond stay in the order in which they were written.
            let sorted = entries.enumerated().sorted { ($1.element.at, $0.offset) < ($0.element.at, $1.offset) }
            return sorted.prefix(max(0, limit)).map(\.element)
        }
    }

    private static func condition(of filter: LedgerFilter) -> (sql: String, values: [String]) {
        let parts = [("n.panel", filter.panel), ("n.server", filter.server), ("n.id", filter.incident)]
            .compactMap { column, value in value.map { (column, $0) } }
        guard !parts.isEmpty else { return ("TRUE", []) }
        return (parts.map { "\($0.0) = ?" }.joined(separator: " AND "), parts.map(\.1))
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
                        UNION SELECT incident_id FROM approvals WHERE noted_at >= :limit
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
            isBeginning: row["number"] == 1,
            outcome: try known("outcome", row["outcome"]),
            endedAt: Timestamp(millisecondsSince1970: row["closed_at"])
        )
    }

    /// The servers of which the last thing we did about a suspension was to make one.
    private static func suspended(in db: Database) throws -> Set<ServerAddress> {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT i.panel, i.server, i.step FROM intents i JOIN outcomes o ON o.intent_id = i.id
                WHERE i.sequence IN (
                    SELECT max(i.sequence) FROM intents i JOIN outcomes o ON o.intent_id = i.id
                    WHERE i.step IN ('suspend', 'unsuspend') AND o.outcome = 'succeeded' GROUP BY i.panel, i.server
                ) AND i.step = 'suspend'
                """
        )
        return Set(rows.map { ServerAddress(panel: $0["panel"], identifier: .init(rawValue: $0["server"])) })
    }

    private static func madeBackups(in db: Database) throws -> [LedgerHistory.OwnBackup] {
        try Row.fetchAll(
            db,
            sql: "SELECT i.panel, i.uuid, b.backup FROM made_backups b JOIN intents i ON i.id = b.intent_id"
        ).map {
            LedgerHistory.OwnBackup(
                panel: $0["panel"],
                server: ServerUUID(rawValue: $0["uuid"]),
                backup: BackupUUID(rawValue: $0["backup"])
            )
        }
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
