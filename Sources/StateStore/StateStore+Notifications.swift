import Foundation
import GRDB
public import Notifying

extension StateStore {
    /// Replaces what is stored of who was told of what.
    /// - Throws: ``StateStoreError``.
    public func remember(_ memory: NotifierMemory) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(memory), as: UTF8.self)
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO notifications (id, memory) VALUES (1, ?)
                    ON CONFLICT (id) DO UPDATE SET memory = excluded.memory
                    """,
                arguments: [text]
            )
        }
    }

    /// Who was told of what; empty for a new store, and when what is stored cannot be read: then all that fires is told anew.
    /// - Throws: ``StateStoreError``.
    public func notifications() async throws -> NotifierMemory {
        let text = try await read { try String.fetchOne($0, sql: "SELECT memory FROM notifications WHERE id = 1") }
        guard let text, let memory = try? JSONDecoder().decode(NotifierMemory.self, from: Data(text.utf8)) else {
            return NotifierMemory()
        }
        return memory
    }
}
