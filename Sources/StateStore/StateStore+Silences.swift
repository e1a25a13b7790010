public import Alerting
import Foundation
import GRDB
import Telemetry

extension StateStore {
    /// Stores silences, those of known ids in place of what was stored, and deletes others, in one transaction.
    /// - Throws: ``StateStoreError``; nothing is changed then.
    public func save(_ silences: [Silence], deleting ids: [String] = []) async throws {
        try await write { db in
            let insert = try db.makeStatement(
                sql: """
                    INSERT INTO silences (id, matchers, starts_at, ends_at, updated_at, created_by, comment)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET matchers = excluded.matchers, starts_at = excluded.starts_at,
                        ends_at = excluded.ends_at, updated_at = excluded.updated_at,
                        created_by = excluded.created_by, comment = excluded.comment
                    """
            )
            for silence in silences {
                let matchers = try JSONEncoder().encode(silence.matchers.map(\.matcherText))
                try insert.execute(arguments: [
                    silence.id, String(decoding: matchers, as: UTF8.self), silence.startsAt.millisecondsSince1970,
                    silence.endsAt.millisecondsSince1970, silence.updatedAt.millisecondsSince1970, silence.createdBy,
                    silence.comment,
                ])
            }
            for id in ids { try db.execute(sql: "DELETE FROM silences WHERE id = ?", arguments: [id]) }
        }
    }

    /// The stored silences, sorted by id; empty for a new store.
    /// - Throws: ``StateStoreError``; `unreadable` for matchers that this version does not understand, since a silence that is
    ///   passed over would let the agent act where somebody wants it not to.
    public func silences() async throws -> [Silence] {
        try await read { db in
            var silences: [Silence] = []
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id, matchers, starts_at, ends_at, updated_at, created_by, comment FROM silences ORDER BY id
                    """
            )
            while let row = try rows.next() {
                let text: String = row["matchers"]
                guard let texts = try? JSONDecoder().decode([String].self, from: Data(text.utf8)),
                    let matchers = try? texts.flatMap({ try MatcherText.parse($0) }), !matchers.isEmpty
                else { throw StateStoreError.unreadable(column: "matchers", value: text) }
                silences.append(
                    Silence(
                        id: row["id"],
                        matchers: matchers,
                        startsAt: Timestamp(millisecondsSince1970: row["starts_at"]),
                        endsAt: Timestamp(millisecondsSince1970: row["ends_at"]),
                        updatedAt: Timestamp(millisecondsSince1970: row["updated_at"]),
                        createdBy: row["created_by"],
                        comment: row["comment"]
                    )
                )
            }
            return silences
        }
    }
}
