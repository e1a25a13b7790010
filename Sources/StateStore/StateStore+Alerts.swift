public import Alerting
import Foundation
import GRDB
import Telemetry

extension StateStore {
    /// Replaces the stored alerts, in one transaction.
    /// - Throws: ``StateStoreError``.
    public func remember(_ alerts: [RememberedAlert]) async throws {
        try await write { db in
            try db.execute(sql: "DELETE FROM alerts")
            let insert = try db.makeStatement(
                sql: "INSERT INTO alerts (file, rule_group, labels, active_at, last_seen) VALUES (?, ?, ?, ?, ?)"
            )
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            for alert in alerts {
                try insert.execute(arguments: [
                    alert.file, alert.group, String(decoding: try encoder.encode(alert.labels), as: UTF8.self),
                    alert.activeAt.millisecondsSince1970, alert.lastSeen.millisecondsSince1970,
                ])
            }
        }
    }

    /// The stored alerts; empty for a new store.
    ///
    /// One whose labels cannot be read is left out.
    /// - Throws: ``StateStoreError``.
    public func alerts() async throws -> [RememberedAlert] {
        try await read { db in
            var alerts: [RememberedAlert] = []
            let rows = try Row.fetchCursor(db, sql: "SELECT file, rule_group, labels, active_at, last_seen FROM alerts")
            while let row = try rows.next() {
                let text: String = row["labels"]
                guard let labels = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else {
                    continue
                }
                alerts.append(
                    RememberedAlert(
                        file: row["file"],
                        group: row["rule_group"],
                        labels: labels,
                        activeAt: Timestamp(millisecondsSince1970: row["active_at"]),
                        lastSeen: Timestamp(millisecondsSince1970: row["last_seen"])
                    )
                )
            }
            return alerts
        }
    }
}
