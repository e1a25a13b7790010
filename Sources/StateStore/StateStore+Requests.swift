public import Alerting
import Foundation
import GRDB
public import Telemetry

extension StateStore {
    /// What is stored of the requests that others made by alerts of theirs.
    public struct StoredRequests: Sendable, Equatable {
        /// Those that stand, by the time at which they were stored; sorted by labels.
        public var requests: [RememberedRequest]
        /// The labels of those that cannot be read, as they are stored.
        public var unreadable: [String]

        /// Makes the result.
        public init(requests: [RememberedRequest] = [], unreadable: [String] = []) {
            self.requests = requests
            self.unreadable = unreadable
        }
    }

    /// Stores requests, those of known labels in place of what was stored, and deletes others and what has expired, in one
    /// transaction.
    /// - Throws: ``StateStoreError``; nothing is changed then.
    public func save(_ requests: [RememberedRequest], deleting gone: [LabelSet], at now: Timestamp) async throws {
        try await write { db in
            let insert = try db.makeStatement(
                sql: """
                    INSERT INTO requests (labels, heard_at, starts_at, expires_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (labels) DO UPDATE SET heard_at = excluded.heard_at,
                        starts_at = excluded.starts_at, expires_at = excluded.expires_at
                    """
            )
            for request in requests {
                try insert.execute(arguments: [
                    try Self.text(of: request.labels), request.heardAt.millisecondsSince1970,
                    request.startsAt.millisecondsSince1970, request.expiresAt.millisecondsSince1970,
                ])
            }
            let delete = try db.makeStatement(sql: "DELETE FROM requests WHERE labels = ?")
            for labels in gone { try delete.execute(arguments: [try Self.text(of: labels)]) }
            try db.execute(
                sql: "DELETE FROM requests WHERE expires_at <= ?",
                arguments: [now.millisecondsSince1970]
            )
        }
    }

    /// The stored requests; none for a new store.
    ///
    /// One whose labels cannot be read is told by them: whoever asked asks again.
    /// - Throws: ``StateStoreError``.
    public func requests() async throws -> StoredRequests {
        try await read { db in
            var stored = StoredRequests()
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT labels, heard_at, starts_at, expires_at FROM requests ORDER BY labels"
            )
            while let row = try rows.next() {
                let text: String = row["labels"]
                guard let labels = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)),
                    !labels.isEmpty
                else {
                    stored.unreadable.append(text)
                    continue
                }
                stored.requests.append(
                    RememberedRequest(
                        labels: LabelSet(values: labels),
                        heardAt: Timestamp(millisecondsSince1970: row["heard_at"]),
                        startsAt: Timestamp(millisecondsSince1970: row["starts_at"]),
                        expiresAt: Timestamp(millisecondsSince1970: row["expires_at"])
                    )
                )
            }
            return stored
        }
    }

    private static func text(of labels: LabelSet) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(labels.values), as: UTF8.self)
    }
}
