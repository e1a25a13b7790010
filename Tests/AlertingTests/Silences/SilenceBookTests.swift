import Alerting
import PromQL
import Telemetry
import Testing

/// How our own silences are made, changed and ended.
struct SilenceBookTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    private static let hour = Duration.seconds(3_600)

    private static func wish(
        _ matchers: String = "server=a1",
        id: String? = nil,
        from: Duration = .zero,
        to: Duration = hour,
        author: String = "ada",
        comment: String = "maintenance"
    ) throws -> SilenceBook.Wish {
        SilenceBook.Wish(
            id: id,
            matchers: try MatcherText.parse(matchers),
            startsAt: start + from,
            endsAt: start + to,
            createdBy: author,
            comment: comment
        )
    }

    /// A book with one silence `s1`.
    private static func book(from: Duration = .zero, to: Duration = hour) throws -> SilenceBook {
        var book = SilenceBook()
        _ = try book.set(try wish(from: from, to: to), newID: "s1", at: start)
        return book
    }

    // MARK: - Making

    @Test func `a new one is as wished, and active at once where its start is past`() throws {
        var book = SilenceBook()
        let made = try book.set(try Self.wish("{server=a1,node!=n1}", from: .seconds(-60)), newID: "s1", at: Self.start)
        let wanted = Silence(
            id: "s1",
            matchers: try MatcherText.parse("server=a1,node!=n1"),
            startsAt: Self.start,
            endsAt: Self.start + Self.hour,
            updatedAt: Self.start,
            createdBy: "ada",
            comment: "maintenance"
        )
        #expect(made == [wanted])
        #expect(book["s1"] == wanted)
        #expect(wanted.state(at: Self.start) == .active)
    }

    @Test func `an empty id asks for a new one, an unknown one is refused`() throws {
        var book = SilenceBook()
        #expect(try book.set(try Self.wish(id: ""), newID: "s1", at: Self.start).map(\.id) == ["s1"])
        let before = book
        #expect(throws: SilenceError.unknown(id: "zz")) {
            try book.set(try Self.wish(id: "zz"), newID: "s2", at: Self.start)
        }
        #expect(book == before)
    }

    @Test func `it is pending before its start, active from it, expired from its end`() throws {
        let silence = try #require(try Self.book(from: .seconds(60), to: .seconds(120))["s1"])
        let instant = Duration.milliseconds(1)
        #expect(silence.state(at: silence.startsAt - instant) == .pending)
        #expect(silence.state(at: silence.startsAt) == .active)
        #expect(silence.state(at: silence.endsAt - instant) == .active)
        #expect(silence.state(at: silence.endsAt) == .expired)
    }

    struct Refused: Sendable {
        let error: SilenceError
        let wish: @Sendable () throws -> SilenceBook.Wish
        let words: String
    }

    static let refused: [Refused] = [
        Refused(
            error: .noMatchers,
            wish: {
                var wish = try Self.wish()
                wish.matchers = []
                return wish
            },
            words: "at least one matcher"
        ),
        Refused(error: .coversEverything, wish: { try Self.wish("a=") }, words: "empty text"),
        Refused(error: .coversEverything, wish: { try Self.wish("a=~.*,b!=x,c!~y") }, words: "empty text"),
        Refused(
            error: .endsInThePast(endsAt: start),
            wish: { try Self.wish(to: .zero) },
            words: "it ends at 2027-01-15T08:00:00Z"
        ),
        Refused(
            error: .endsBeforeStart(startsAt: start + .seconds(60), endsAt: start + .seconds(60)),
            wish: { try Self.wish(from: .seconds(60), to: .seconds(60)) },
            words: "begins at 2027-01-15T08:01:00Z and ends at 2027-01-15T08:01:00Z"
        ),
        Refused(error: .noAuthor, wish: { try Self.wish(author: "") }, words: "author"),
        Refused(error: .noAuthor, wish: { try Self.wish(author: " \t\n") }, words: "author"),
        Refused(error: .noComment, wish: { try Self.wish(comment: "  ") }, words: "comment"),
    ]

    @Test(arguments: refused.indices)
    func `what makes no sense is refused, new or as a change, and nothing is changed`(_ index: Int) throws {
        let row = Self.refused[index]
        var book = try Self.book()
        let before = book
        for id in [nil, "s1"] {
            var wish = try row.wish()
            wish.id = id
            #expect(throws: row.error) { try book.set(wish, newID: "s2", at: Self.start) }
        }
        #expect(row.error.description.contains(row.words))
        #expect(book == before)
    }

    @Test func `one matcher that needs a label is enough`() throws {
        var book = SilenceBook()
        #expect(try book.set(try Self.wish("a=~.*,b=~.+"), newID: "s1", at: Self.start).count == 1)
    }

    @Test func `only so many are kept`() throws {
        let end = Self.start + Self.hour
        let one = try #require(try Self.book()["s1"])
        var book = SilenceBook(
            (0..<SilenceBook.limit).map { number in
                Silence(
                    id: "n\(number)",
                    matchers: one.matchers,
                    startsAt: Self.start,
                    endsAt: end,
                    updatedAt: Self.start,
                    createdBy: "ada",
                    comment: "many"
                )
            }
        )
        let before = book
        for wish in [try Self.wish(), try Self.wish("server=other", id: "n1")] {
            #expect(throws: SilenceError.tooMany(limit: 10_000)) {
                try book.set(wish, newID: "one more", at: Self.start)
            }
        }
        #expect(book == before, "no silence ends for one that could not be made")
        #expect(
            try book.set(try Self.wish(id: "n1", comment: "in place"), newID: "x", at: Self.start).map(\.id) == ["n1"]
        )
    }

    // MARK: - Changing

    @Test func `an active one takes another end, author and comment in place, and keeps its start`() throws {
        var book = try Self.book()
        let now = Self.start + .seconds(600)
        for from in [Duration.zero, .seconds(-9), .seconds(600)] {
            let wish = try Self.wish(id: "s1", from: from, to: Self.hour * 2, author: "bob", comment: "longer")
            let changed = try book.set(wish, newID: "s2", at: now)
            #expect(changed.map(\.id) == ["s1"])
            #expect(changed.first?.startsAt == Self.start)
            #expect(changed.first?.endsAt == Self.start + Self.hour * 2)
            #expect(changed.first?.updatedAt == now)
            #expect(changed.first?.createdBy == "bob" && changed.first?.comment == "longer")
            #expect(book.silences(at: now) == changed)
        }
    }

    @Test(arguments: [("server=a2", Duration.zero), ("server=a1", .seconds(1_200)), ("server=~a1", .zero)])
    func `an active one with other matchers or a start to come ends, and a new one takes over`(
        _ matchers: String,
        _ from: Duration
    ) throws {
        var book = try Self.book()
        let now = Self.start + .seconds(600)
        let changed = try book.set(try Self.wish(matchers, id: "s1", from: from), newID: "s2", at: now)
        #expect(changed.map(\.id) == ["s1", "s2"])
        #expect(changed.first?.endsAt == now && changed.first?.state(at: now) == .expired)
        #expect(changed.first?.startsAt == Self.start)
        #expect(changed.last?.startsAt == max(now, Self.start + from))
        #expect(changed.last?.matchers == (try MatcherText.parse(matchers)))
        #expect(book["s1"] == changed.first && book["s2"] == changed.last)
    }

    @Test func `a pending one is changed in everything but its id`() throws {
        var book = try Self.book(from: .seconds(60))
        let wish = try Self.wish(
            "node=n1",
            id: "s1",
            from: .seconds(90),
            to: .seconds(100),
            author: "bob",
            comment: "x"
        )
        let changed = try book.set(wish, newID: "s2", at: Self.start + .seconds(1))
        #expect(changed.map(\.id) == ["s1"])
        #expect(changed.first?.matchers == wish.matchers)
        #expect(changed.first?.startsAt == wish.startsAt && changed.first?.endsAt == wish.endsAt)
        #expect(book.silences(at: Self.start) == changed)
    }

    @Test func `an expired one is never changed: a new one is made`() throws {
        var book = try Self.book(to: .seconds(60))
        let before = book["s1"]
        let now = Self.start + .seconds(60)
        #expect(try book.set(try Self.wish(id: "s1"), newID: "s2", at: now).map(\.id) == ["s2"])
        #expect(book["s1"] == before)
    }

    // MARK: - Ending

    @Test func `it is ended now, once`() throws {
        var book = try Self.book()
        let now = Self.start + .seconds(5)
        let ended = try book.expire("s1", at: now)
        #expect(ended.startsAt == Self.start && ended.endsAt == now && ended.updatedAt == now)
        #expect(book["s1"] == ended)
        #expect(throws: SilenceError.expired(id: "s1")) { try book.expire("s1", at: now) }
        #expect(throws: SilenceError.unknown(id: "zz")) { try book.expire("zz", at: now) }
        #expect(book["s1"] == ended)
    }

    @Test func `a pending one that is ended never held`() throws {
        var book = try Self.book(from: .seconds(60))
        let ended = try book.expire("s1", at: Self.start + .seconds(5))
        #expect(ended.startsAt == ended.endsAt && ended.endsAt == Self.start + .seconds(5))
        #expect(ended.state(at: Self.start + .seconds(60)) == .expired)
    }

    @Test func `expired ones are let go after five days, others never`() throws {
        var book = try Self.book()
        _ = try book.set(try Self.wish(to: .seconds(9_000_000)), newID: "long", at: Self.start)
        let end = Self.start + Self.hour
        #expect(book.prune(at: end + SilenceBook.retention - .milliseconds(1)) == [])
        #expect(book["s1"] != nil)
        #expect(book.prune(at: end + SilenceBook.retention) == ["s1"])
        #expect(book["s1"] == nil && book["long"] != nil)
    }

    @Test func `active ones come first, then pending, then expired, by their ends`() throws {
        var book = SilenceBook()
        let spans: [(String, Duration, Duration)] = [
            ("expired late", .zero, .seconds(20)), ("expired", .zero, .seconds(10)),
            ("pending", .seconds(60), .seconds(70)),
            ("active late", .zero, .seconds(200)), ("active b", .zero, .seconds(100)),
            ("active a", .zero, .seconds(100)),
        ]
        for (id, from, to) in spans { _ = try book.set(try Self.wish(from: from, to: to), newID: id, at: Self.start) }
        #expect(
            book.silences(at: Self.start + .seconds(30)).map(\.id)
                == ["active a", "active b", "active late", "pending", "expired", "expired late"]
        )
    }
}
