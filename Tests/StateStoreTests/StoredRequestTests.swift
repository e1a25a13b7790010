import Alerting
import Foundation
import StateStore
import Telemetry
import Testing

/// Requests of others that outlive the agent.
struct StoredRequestTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    private static func request(
        _ server: String,
        startsAt: Timestamp = start - .seconds(5),
        for lifetime: Duration = .milliseconds(3_600_001)
    ) -> RememberedRequest {
        RememberedRequest(
            labels: ["alertname": "Down", "remediation": "restart-crashed", "server": server],
            heardAt: start,
            startsAt: startsAt,
            expiresAt: start + lifetime
        )
    }

    @Test func `requests come back as they were, whatever their labels hold`() async throws {
        let store = try StateStore()
        #expect(try await store.requests() == StateStore.StoredRequests())
        let all = ["a", "o'neil \"x\"\n\u{1F600}\u{0000}'); DROP TABLE requests; --"].map { Self.request($0) }
        try await store.save(all, deleting: [], at: Self.start)
        #expect(try await store.requests() == StateStore.StoredRequests(requests: all))
    }

    @Test func `several are changed and deleted together, and what has expired goes`() async throws {
        let store = try StateStore()
        let brief = Self.request("brief", for: .seconds(60))
        try await store.save([Self.request("a"), Self.request("b"), brief], deleting: [], at: Self.start)
        let changed = [Self.request("b", startsAt: Self.start), Self.request("c")]
        let gone = [Self.request("a").labels, Self.request("not there").labels]
        try await store.save(changed, deleting: gone, at: Self.start + .milliseconds(59_999))
        #expect(try await store.requests().requests == [changed[0], brief, changed[1]])
        try await store.save([], deleting: [], at: Self.start + .seconds(60))
        #expect(try await store.requests().requests == changed)
    }

    @Test(arguments: ["no JSON", "[]", "{}", "{\"a\": 5}"])
    func `a row that cannot be read is told, and the others are there`(_ text: String) async throws {
        let store = try StateStore()
        try await store.save([Self.request("a")], deleting: [], at: Self.start)
        try store.execute("INSERT INTO requests VALUES ('\(text)', 0, 0, 9000000000000)")
        let stored = try await store.requests()
        #expect(stored == StateStore.StoredRequests(requests: [Self.request("a")], unreadable: [text]))
    }

    @Test(arguments: [
        "INSERT INTO requests VALUES ('', 0, 0, 0)", "INSERT INTO requests VALUES ('{\"a\":\"b\"}', 'noon', 0, 0)",
        "INSERT INTO requests VALUES ('{\"a\":\"b\"}', 0, 0, NULL)",
    ])
    func `the schema guards the rows`(_ sql: String) throws {
        let store = try StateStore()
        #expect(throws: StateStoreError.self) { try store.execute(sql) }
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
            let old = try StateStore(path: "\(url.path)/\(StateStore.databaseName)", upTo: "ladders")
            try await old.remember([alert])
            await #expect(throws: StateStoreError.self) { try await old.requests() }
        }
        do {
            let store = try StateStore(directory: url.path)
            #expect(try await store.alerts() == [alert])
            try await store.save([Self.request("a")], deleting: [], at: Self.start)
        }
        #expect(try await StateStore(directory: url.path).requests().requests == [Self.request("a")])
    }
}
