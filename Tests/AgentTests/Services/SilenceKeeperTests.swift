import Agent
import Alerting
import StateStore
import Synchronization
import Telemetry
import Testing

/// How silences become durable, and when the core hears of them.
struct SilenceKeeperTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

    /// A store in memory that can be told to fail.
    private final class BreakableStore: SilenceStore {
        struct Broken: Error {}

        let store: StateStore
        private let broken = Mutex(false)

        init() throws { store = try StateStore() }

        var isBroken: Bool {
            get { broken.withLock { $0 } }
            set { broken.withLock { $0 = newValue } }
        }

        func save(_ silences: [Silence], deleting ids: [String]) async throws {
            if isBroken { throw Broken() }
            try await store.save(silences, deleting: ids)
        }

        func silences() async throws -> [Silence] { try await store.silences() }
    }

    /// A clock that tests set.
    private final class Clock: Sendable {
        private let time = Mutex(start)
        var now: Timestamp { time.withLock { $0 } }
        func pass(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
    }

    private let inbox = EventInbox()
    private let clock = Clock()

    private func keeper(_ store: any SilenceStore) async throws -> SilenceKeeper {
        let clock = clock
        return try await SilenceKeeper(loadingFrom: store, telling: inbox, log: { _ in }, now: { clock.now })
    }

    private static func wish(_ matchers: String = "server=a1", id: String? = nil) throws -> SilenceBook.Wish {
        SilenceBook.Wish(
            id: id,
            matchers: try MatcherText.parse(matchers),
            startsAt: start,
            endsAt: start + .seconds(3_600),
            createdBy: "ada",
            comment: "why"
        )
    }

    /// The ids of each event that waits for the core.
    private func told() -> [[String]] {
        inbox.takeAll().map { event in
            if case .silences(.own, let silences) = event { silences.map(\.id).sorted() } else { ["another event"] }
        }
    }

    @Test func `what was made is stored, told to the core, and there after a restart`() async throws {
        let store = try StateStore()
        let first = try await keeper(store)
        #expect(told() == [[]])
        let id = try await first.set(try Self.wish())
        #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(told() == [[id]])
        #expect(try await store.silences().map(\.id) == [id])
        let second = try await keeper(store)
        #expect(told() == [[id]])
        #expect(await second.book == first.book)
    }

    @Test func `a change that cannot be stored has not happened`() async throws {
        let store = try BreakableStore()
        let keeper = try await keeper(store)
        let id = try await keeper.set(try Self.wish())
        let before = await keeper.book
        _ = told()
        store.isBroken = true
        let error = await #expect(throws: SilenceKeeper.NotStored.self) {
            try await keeper.set(try Self.wish("node=n1"))
        }
        #expect(error?.description == "the silences could not be stored; nothing was changed: Broken()")
        await #expect(throws: SilenceKeeper.NotStored.self) { try await keeper.expire(id) }
        #expect(await keeper.book == before)
        #expect(told() == [])
        store.isBroken = false
        try await keeper.expire(id)
        #expect(told() == [[]])
    }

    @Test func `a wish that makes no sense is refused before anything is stored`() async throws {
        let store = try StateStore()
        let keeper = try await keeper(store)
        _ = told()
        await #expect(throws: SilenceError.coversEverything) { try await keeper.set(try Self.wish("a=~.*")) }
        await #expect(throws: SilenceError.unknown(id: "zz")) { try await keeper.set(try Self.wish(id: "zz")) }
        await #expect(throws: SilenceError.unknown(id: "zz")) { try await keeper.expire("zz") }
        #expect(told() == [])
        #expect(try await store.silences().isEmpty)
    }

    @Test func `one that takes over from another is stored with its end in one step`() async throws {
        let store = try StateStore()
        let keeper = try await keeper(store)
        let old = try await keeper.set(try Self.wish())
        clock.pass(.seconds(60))
        let new = try await keeper.set(try Self.wish("node=n1", id: old))
        #expect(new != old)
        #expect(told().last == [new])
        let stored = SilenceBook(try await store.silences())
        #expect(stored[old]?.endsAt == clock.now && stored[new]?.startsAt == clock.now)
    }

    @Test func `ending twice is no error, and tells the core once`() async throws {
        let keeper = try await keeper(try StateStore())
        let id = try await keeper.set(try Self.wish())
        clock.pass(.seconds(60))
        _ = told()
        try await keeper.expire(id)
        try await keeper.expire(id)
        #expect(told() == [[]])
    }

    @Test func `what expired long ago is let go, in the store as well`() async throws {
        let store = try StateStore()
        let keeper = try await keeper(store)
        _ = try await keeper.set(try Self.wish())
        clock.pass(.seconds(3_600) + SilenceBook.retention - .milliseconds(1))
        try await keeper.prune()
        #expect(try await store.silences().count == 1)
        clock.pass(.milliseconds(1))
        try await keeper.prune()
        #expect(try await store.silences().isEmpty)
        #expect(await keeper.book == SilenceBook())
    }

    @Test func `changes at once are made one after another, and none is lost`() async throws {
        let store = try StateStore()
        let keeper = try await keeper(store)
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let id = try await keeper.set(try Self.wish("server=a\(number)"))
                    if number % 4 == 0 { try await keeper.expire(id) }
                    return id
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(ids.count == 40)
        let book = await keeper.book
        #expect(Set(book.silences(at: clock.now).map(\.id)) == ids)
        #expect(book.silences(at: clock.now).count { $0.state(at: clock.now) == .expired } == 10)
        #expect(SilenceBook(try await store.silences()) == book)
        let active = book.silences(at: clock.now).filter { $0.state(at: clock.now) != .expired }
        #expect(told().last == active.map(\.id).sorted(), "the core has heard the newest last")
    }
}
