import Agent
import Alerting
import QueryAPI
import StateStore
import Synchronization
import Telemetry
import Testing

/// How an Alertmanager's requests become durable, and when the core hears of them.
struct HookKeeperTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    /// A store in memory that can be told to fail.
    private final class BreakableStore: RequestStore {
        struct Broken: Error {}

        let store: StateStore
        private let broken = Mutex(false)

        init() throws { store = try StateStore() }

        var isBroken: Bool {
            get { broken.withLock { $0 } }
            set { broken.withLock { $0 = newValue } }
        }

        func save(_ requests: [RememberedRequest], deleting gone: [LabelSet], at now: Timestamp) async throws {
            if isBroken { throw Broken() }
            try await store.save(requests, deleting: gone, at: now)
        }
    }

    private let inbox = EventInbox()

    private func keeper(
        _ store: any RequestStore,
        resuming stored: StateStore.StoredRequests = StateStore.StoredRequests(),
        at now: Timestamp = start
    ) -> HookKeeper {
        HookKeeper(expiry: .seconds(600), resuming: stored, keepingIn: store, telling: inbox, at: now) { _ in }
    }

    private static func message(_ servers: String..., isFiring: Bool = true, at now: Timestamp = start) throws
        -> HookBody.Message
    {
        let alerts = servers.map { server in
            """
            {"status":"\(isFiring ? "firing" : "resolved")","startsAt":"2026-01-01T00:00:00Z",
             "labels":{"alertname":"Down","remediation":"restart-crashed","server":"\(server)"}}
            """
        }
        return try HookBody.message(Array(#"{"version":"4","alerts":[\#(alerts.joined(separator: ","))]}"#.utf8))
    }

    /// The servers of each event that waits for the core.
    private func told() -> [[String]] {
        inbox.takeAll().map { event in
            guard case .requests(let book) = event else { return ["another event"] }
            return book.alerts.compactMap { $0.labels["server"] }
        }
    }

    private static func servers(_ store: StateStore) async throws -> [String] {
        try await store.requests().requests.compactMap { $0.labels["server"] }
    }

    @Test func `what was taken is stored, told to the core, and known after a restart`() async throws {
        let store = try StateStore()
        #expect(try await keeper(store).take(try Self.message("a", "b"), at: Self.start) == [.requested: 2])
        #expect(told() == [["a", "b"]])
        let later = Self.start + .seconds(60)
        let second = keeper(store, resuming: try await store.requests(), at: later)
        #expect(told() == [], "the core has it from its memory")
        #expect(try await second.take(try Self.message("a"), at: later) == [.repeated: 1])
        #expect(try await second.take(try Self.message("b", isFiring: false), at: later) == [.resolved: 1])
        #expect(told() == [["a", "b"], ["a"]])
        #expect(try await Self.servers(store) == ["a"])
        // Told again after the restart, so that it stands for as long from then on.
        let third = keeper(store, resuming: try await store.requests(), at: Self.start + .seconds(659))
        #expect(try await third.take(try Self.message("a"), at: Self.start + .seconds(659)) == [.repeated: 1])
    }

    @Test func `what cannot be stored stands all the same, and is stored with the next message`() async throws {
        let store = try BreakableStore()
        let keeper = keeper(store)
        _ = try await keeper.take(try Self.message("a"), at: Self.start)
        store.isBroken = true
        let error = await #expect(throws: HookKeeper.NotStored.self) {
            try await keeper.take(try Self.message("b"), at: Self.start)
        }
        #expect(error?.description == "the alerts stand, but could not be stored: Broken()")
        await #expect(throws: HookKeeper.NotStored.self) {
            try await keeper.take(try Self.message("a", isFiring: false), at: Self.start)
        }
        #expect(told() == [["a"], ["a", "b"], ["b"]])
        #expect(try await Self.servers(store.store) == ["a"])
        store.isBroken = false
        // The Alertmanager says it again, which is no news by then.
        let counts = try await keeper.take(try Self.message("a", isFiring: false), at: Self.start)
        #expect(counts == [.ignored: 1])
        #expect(try await Self.servers(store.store) == ["b"])
    }

    @Test func `what asks for nothing is not stored`() async throws {
        let store = try StateStore()
        let body =
            #"{"version":"4","alerts":[{"status":"firing","startsAt":"2026-01-01T00:00:00Z","labels":{"a":"b"}}]}"#
        let message = try HookBody.message(Array(body.utf8))
        #expect(try await keeper(store).take(message, at: Self.start) == [.ignored: 1])
        #expect(try await store.requests() == StateStore.StoredRequests())
    }

    @Test func `a stored request that cannot be read is told and passed over`() async throws {
        let lines = Mutex<[LogLine]>([])
        let store = try StateStore()
        _ = try await keeper(store).take(try Self.message("a"), at: Self.start)
        try store.execute("INSERT INTO requests VALUES ('broken', 0, 0, 9000000000000)")
        let keeper = HookKeeper(
            expiry: .seconds(600),
            resuming: try await store.requests(),
            keepingIn: store,
            telling: inbox,
            at: Self.start,
            log: { line in lines.withLock { $0.append(line) } }
        )
        let told = lines.withLock { $0.map(\.description) }
        #expect(
            told.count == 1 && told.allSatisfy { $0.contains("level=WARN") && $0.contains("labels=broken") },
            "\(told)"
        )
        #expect(try await keeper.take(try Self.message("a"), at: Self.start) == [.repeated: 1])
    }

    @Test func `messages at once are stored one after another, and none is lost`() async throws {
        let store = try StateStore()
        let keeper = keeper(store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    _ = try await keeper.take(try Self.message("s\(number)"), at: Self.start)
                    guard number % 4 == 0 else { return }
                    _ = try await keeper.take(try Self.message("s\(number)", isFiring: false), at: Self.start)
                }
            }
            try await group.waitForAll()
        }
        let stored = try await Self.servers(store)
        #expect(stored.count == 30)
        #expect(told().last == stored.sorted(), "the core has heard the newest last")
    }
}
