import Foundation
import PterodactylAPI
import Remediation
import StateStore
import Telemetry
import Testing

private let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

private func decision(_ explanation: String = "x") -> Decision {
    Decision(
        incident: IncidentHeader(address: nil, uuid: nil, policy: "p", alert: "A", detectedAt: start),
        verdict: .refused(.noTarget),
        explanation: explanation,
        at: start
    )
}

private func withDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }  // What is left behind harms nobody.
    return try await body(url.path)
}

struct StateStoreErrorTests {
    /// What the first version wrote.
    private static let oldRows = """
        INSERT INTO incidents VALUES ('i', 'main', '1a2b3c4d', '1a2b3c4d-0', 'restart-crashed', 'A', 1800000000000);
        INSERT INTO decisions (incident_id, verdict, reason, explanation, decided_at)
            VALUES ('i', 'refused', 'cooldown', 'kept', 1800000000000);
        INSERT INTO intents (id, incident_id, panel, server, uuid, step, explanation, created_at, verify_by)
            VALUES ('i#1', 'i', 'main', '1a2b3c4d', '1a2b3c4d-0', 'power:start', 'down', 1800000001000, 1800000301000);
        INSERT INTO outcomes VALUES ('i#1', 'recovered', 'running', 1800000030000);
        """

    @Test func `data of the version before survives the next migration`() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/\(StateStore.databaseName)"
            do {
                let old = try StateStore(path: path, upTo: "ledger")
                try old.execute(Self.oldRows)
                await #expect(throws: StateStoreError.self) { try await old.checkWritable() }
            }
            let store = try StateStore(directory: directory)
            let entries = try await store.entries(limit: 10)
            #expect(entries.map(\.explanation) == ["down", "kept"])
            guard case .attempt(let intent, let closing) = entries[0].event else { Issue.record("no attempt"); return }
            #expect(intent.action == .power(.start) && intent.number == 1 && intent.expect == .running)
            #expect(closing?.outcome == .recovered && closing?.explanation == "running")
            #expect(throws: StateStoreError.self) { try store.execute("UPDATE outcomes SET outcome = 'failed'") }
            try await store.checkWritable()
            try await store.checkWritable()
            #expect(try store.scalar("SELECT count FROM write_check") == "2")
        }
    }

    @Test func `a database of a newer version is refused`() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/\(StateStore.databaseName)"
            do {
                let store = try StateStore(path: path)
                try store.execute("INSERT INTO grdb_migrations (identifier) VALUES ('of tomorrow')")
            }
            #expect(throws: StateStoreError.newerSchema(path: path)) { try StateStore(directory: directory) }
        }
    }

    @Test func `a file that is no database is damaged, and says which file`() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/\(StateStore.databaseName)"
            try Data(String(repeating: "no database ", count: 500).utf8).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: StateStoreError.self) { try StateStore(directory: directory) }
            #expect(error?.reason == "damaged")
            #expect(error?.description.contains(path) == true)
        }
    }

    @Test func `a database with a broken page is damaged`() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/\(StateStore.databaseName)"
            do {
                let store = try StateStore(directory: directory)
                for number in 0..<200 { try await store.record(decision("entry \(number)")) }
                try store.close()
            }
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            let size = try handle.seekToEnd()
            for page in stride(from: UInt64(4_096), to: size, by: 4_096) {
                try handle.seek(toOffset: page)
                try handle.write(contentsOf: Data(repeating: 0xA5, count: 2_048))
            }
            try handle.close()
            let error = #expect(throws: StateStoreError.self) { try StateStore(directory: directory) }
            #expect(error?.reason == "damaged")
        }
    }

    @Test func `a reader reads beside the agent, and cannot write`() async throws {
        try await withDirectory { directory in
            let agent = try StateStore(directory: directory)
            try await agent.record(decision("seen"))
            let reader = try StateStore(reading: directory)
            #expect(try await reader.entries(limit: 5).map(\.explanation) == ["seen"])
            let error = await #expect(throws: StateStoreError.self) { try await reader.record(decision()) }
            #expect(error?.reason == "read_only")
            #expect(error?.isRetryable == true)
        }
    }

    @Test func `a reader reads when no agent runs`() async throws {
        try await withDirectory { directory in
            do { try await StateStore(directory: directory).record(decision("left")) }
            let reader = try StateStore(reading: directory)
            #expect(try await reader.entries(limit: 5).map(\.explanation) == ["left"])
        }
    }

    @Test func `a reader of a directory without a database says so`() async throws {
        try await withDirectory { directory in
            let error = #expect(throws: StateStoreError.self) { try StateStore(reading: directory) }
            #expect(error?.reason == "read_only")
        }
    }

    @Test func `a full disk is an error, and writing goes on once there is room`() async throws {
        let store = try StateStore()
        try store.execute("PRAGMA max_page_count = 1")
        let error = await #expect(throws: StateStoreError.self) {
            for _ in 0..<100 { try await store.record(decision(String(repeating: "x", count: 10_000))) }
        }
        #expect(error?.reason == "full")
        #expect(error?.isRetryable == true)
        try store.execute("PRAGMA max_page_count = 100000")
        try await store.record(decision("room"))
    }

    @Test func `another connection's lock is an error, and writing goes on once it is gone`() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/\(StateStore.databaseName)"
            let store = try StateStore(path: path, busyTimeoutSeconds: 0)
            let other = try StateStore(path: path, busyTimeoutSeconds: 0, mayLeaveOpen: true)
            try other.execute("BEGIN IMMEDIATE; INSERT INTO write_check VALUES (1, 1)")
            let error = await #expect(throws: StateStoreError.self) { try await store.record(decision()) }
            #expect(error?.reason == "locked")
            try other.execute("COMMIT")
            try await store.record(decision())
        }
    }

    @Test(arguments: ["incidents SET alert = 'x'", "decisions SET explanation = 'x'"])
    func `rows are never changed`(_ update: String) async throws {
        let store = try StateStore()
        try await store.record(decision())
        #expect(throws: StateStoreError.self) { try store.execute("UPDATE \(update)") }
    }

    @Test(arguments: [
        "INSERT INTO decisions (incident_id, verdict, reason, explanation, decided_at) VALUES ('none', 'refused', 'r', '', 1)",
        "INSERT INTO incidents VALUES ('i', 'panel without server', NULL, NULL, 'p', 'a', 1)",
        "INSERT INTO incidents VALUES ('i', NULL, NULL, NULL, 'p', 'a', 'noon')",
        "INSERT INTO outcomes VALUES ('none', 'recovered', '', 1)",
    ])
    func `the schema guards the rows`(_ sql: String) throws {
        let store = try StateStore()
        #expect(throws: StateStoreError.self) { try store.execute(sql) }
    }

    @Test func `a word of a newer version is an error, not a guess`() async throws {
        let store = try StateStore()
        try await store.record(decision())
        try store.execute(
            "INSERT INTO decisions (incident_id, verdict, reason, explanation, decided_at) SELECT id, 'refused', 'new_reason', '', 1 FROM incidents"
        )
        await #expect(throws: StateStoreError.unreadable(column: "reason", value: "new_reason")) {
            try await store.entries(limit: 10)
        }
    }
}
