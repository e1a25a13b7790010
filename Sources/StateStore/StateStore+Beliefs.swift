public import Collecting
import GRDB
import PterodactylAPI
public import Telemetry

extension StateStore {
    /// Replaces the stored beliefs of each panel that is named, in one transaction; other panels' stay.
    /// - Throws: ``StateStoreError``.
    public func remember(_ beliefs: [String: [ServerBelief]], at now: Timestamp) async throws {
        try await write { db in
            for (panel, beliefs) in beliefs {
                try db.execute(sql: "DELETE FROM beliefs WHERE panel = ?", arguments: [panel])
                let insert = try db.makeStatement(
                    sql: """
                        INSERT INTO beliefs (panel, uuid, desired_up, last_up_at, down_since, noted_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """
                )
                for belief in beliefs {
                    try insert.execute(arguments: [
                        panel, belief.uuid.rawValue, belief.isDesiredUp.map { $0 ? 1 : 0 },
                        belief.lastUpAt?.millisecondsSince1970, belief.downSince?.millisecondsSince1970,
                        now.millisecondsSince1970,
                    ])
                }
            }
        }
    }

    /// The stored beliefs by panel; empty for a new store.
    /// - Throws: ``StateStoreError``.
    public func beliefs() async throws -> [String: [ServerBelief]] {
        try await read { db in
            var beliefs: [String: [ServerBelief]] = [:]
            let columns = "panel, uuid, desired_up, last_up_at, down_since"
            let rows = try Row.fetchCursor(db, sql: "SELECT \(columns) FROM beliefs")
            while let row = try rows.next() {
                let lastUp: Int64? = row["last_up_at"]
                let downSince: Int64? = row["down_since"]
                let desired: Int? = row["desired_up"]
                beliefs[row["panel"], default: []].append(
                    ServerBelief(
                        uuid: ServerUUID(row["uuid"] as String),
                        isDesiredUp: desired.map { $0 == 1 },
                        lastUpAt: lastUp.map(Timestamp.init(millisecondsSince1970:)),
                        downSince: downSince.map(Timestamp.init(millisecondsSince1970:))
                    )
                )
            }
            return beliefs
        }
    }
}
