import Alerting
import Foundation
import StateStore
import Telemetry
import Testing

/// Silences that outlive the agent.
struct StoredSilenceTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    private static func silence(
        _ id: String,
        _ matchers: String = "server=a1",
        comment: String = "why"
    ) throws -> Silence {
        Silence(
            id: id,
            matchers: try MatcherText.parse(matchers),
            startsAt: start,
            endsAt: start + .milliseconds(3_600_001),
            updatedAt: start - .milliseconds(1),
            createdBy: "ada",
            comment: comment
        )
    }

    @Test func `silences come back as they were, whatever they hold`() async throws {
        let store = try StateStore()
        #expect(try await store.silences().isEmpty)
        let all = [
            try Self.silence("a", #"server=~"a.*",node!="n\"1\\",x!~"\n",y="","odd name"="\u0301\u0000""#),
            try Self.silence("b", comment: "o'neil \"x\"\n\u{1F600}'); DROP TABLE silences; --"),
            try Self.silence("c", comment: ""),
        ]
        try await store.save(all)
        #expect(try await store.silences() == all)
    }

    @Test func `several are changed and deleted together`() async throws {
        let store = try StateStore()
        try await store.save([try Self.silence("a"), try Self.silence("b"), try Self.silence("c")])
        let changed = [try Self.silence("b", "node=n1", comment: "other"), try Self.silence("d")]
        try await store.save(changed, deleting: ["a", "not there"])
        #expect(try await store.silences() == [changed[0], try Self.silence("c"), changed[1]])
    }

    @Test func `of several nothing is stored when one cannot be`() async throws {
        let store = try StateStore()
        try await store.save([try Self.silence("a")])
        await #expect(throws: StateStoreError.self) {
            try await store.save([try Self.silence("b"), try Self.silence("")], deleting: ["a"])
        }
        #expect(try await store.silences() == [try Self.silence("a")])
    }

    @Test(arguments: [
        "INSERT INTO silences VALUES ('i', '[\"a=b\"]', 2, 1, 0, '', '')",
        "INSERT INTO silences VALUES ('i', '[\"a=b\"]', 'noon', 1, 0, '', '')",
        "INSERT INTO silences VALUES ('i', '', 0, 1, 0, '', '')",
        "INSERT INTO silences VALUES ('', '[\"a=b\"]', 0, 1, 0, '', '')",
        "INSERT INTO silences VALUES ('i', '[\"a=b\"]', 0, 1, 0, NULL, '')",
    ])
    func `the schema guards the rows`(_ sql: String) throws {
        let store = try StateStore()
        #expect(throws: StateStoreError.self) { try store.execute(sql) }
    }

    @Test(arguments: ["no JSON", "[]", "[\"a\"]", "[\"a=~(\"]", "[5]"])
    func `matchers that are not understood are an error: the silence is not passed over`(_ text: String) async throws {
        let store = try StateStore()
        try store.execute("INSERT INTO silences VALUES ('i', '\(text)', 0, 1, 0, '', '')")
        await #expect(throws: StateStoreError.unreadable(column: "matchers", value: text)) {
            try await store.silences()
        }
    }

    @Test func `a store of the version before gets them, and keeps what it has`() async throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("pterowatch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }  // What is left behind harms nobody.
        let alert = RememberedAlert(
            file: "f",
            group: "g",
            labels: ["alertname": "A"],
            activeAt: Self.start,
            lastSeen: Self.start
        )
        do {
            let old = try StateStore(path: "\(url.path)/\(StateStore.databaseName)", upTo: "notifications")
            try await old.remember([alert])
            await #expect(throws: StateStoreError.self) { try await old.silences() }
        }
        do {
            let store = try StateStore(directory: url.path)
            #expect(try await store.alerts() == [alert])
            #expect(try await store.silences().isEmpty)
            try await store.save([try Self.silence("a")])
        }
        #expect(try await StateStore(directory: url.path).silences() == [try Self.silence("a")])
    }
}
