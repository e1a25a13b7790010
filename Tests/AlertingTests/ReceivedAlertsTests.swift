import Alerting
import Telemetry
import TestSupport
import Testing

/// What others ask for by alerts, however their messages come.
struct ReceivedAlertsTests {
    private static let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)
    private static let labels: LabelSet = ["alertname": "Down", "remediation": "restart-crashed", "server": "a"]

    private static func firing(
        _ labels: LabelSet = labels,
        since startsAt: Timestamp = start,
        until endsAt: Timestamp? = nil
    ) -> ReceivedAlert {
        ReceivedAlert(labels: labels, isFiring: true, startsAt: startsAt, endsAt: endsAt)
    }

    private static func resolved(since startsAt: Timestamp = start, at endsAt: Timestamp?) -> ReceivedAlert {
        ReceivedAlert(labels: labels, isFiring: false, startsAt: startsAt, endsAt: endsAt)
    }

    private var book = ReceivedAlerts(expiry: .seconds(600))

    @Test mutating func `an alert that asks stands as one that fires since it was heard of`() throws {
        let startsAt = Self.start - .seconds(3_600)
        #expect(book.take(Self.firing(since: startsAt), at: Self.start) == .requested)
        let alert = try #require(book.alerts.first)
        #expect(book.alerts.count == 1 && alert.labels == Self.labels && alert.state == .firing)
        #expect(alert.firedAt == Self.start && alert.activeAt == Self.start, "what is done was observed since")
        #expect(book.take(Self.firing(since: startsAt), at: Self.start + .seconds(60)) == .repeated)
        #expect(book.alerts == [alert], "a repetition changes nothing")
    }

    @Test mutating func `a request ends when it is not repeated in time, and not before`() {
        book.take(Self.firing(), at: Self.start)
        book.take(Self.firing(), at: Self.start + .seconds(599))
        book.prune(at: Self.start + .seconds(1_198))
        #expect(book.count == 1)
        book.prune(at: Self.start + .seconds(1_199))
        #expect(book.isEmpty && book.alerts.isEmpty)
    }

    @Test mutating func `a request ends at its own end, where the sender says one`() {
        book.take(Self.firing(until: Self.start + .seconds(30)), at: Self.start)
        book.prune(at: Self.start + .seconds(29))
        #expect(book.count == 1)
        book.prune(at: Self.start + .seconds(30))
        #expect(book.isEmpty)
        let late = Self.firing(until: Self.start + .seconds(30))
        #expect(book.take(late, at: Self.start + .seconds(30)) == .ignored, "its end has passed")
        book.take(Self.firing(until: Self.start + .seconds(86_400)), at: Self.start)
        book.prune(at: Self.start + .seconds(600))
        #expect(book.isEmpty, "nobody's end is later than the expiry")
    }

    @Test mutating func `what is resolved asks no more, unless it began again since`() {
        book.take(Self.firing(), at: Self.start)
        #expect(book.take(Self.resolved(at: Self.start + .seconds(10)), at: Self.start + .seconds(20)) == .resolved)
        #expect(book.isEmpty)
        #expect(book.take(Self.resolved(at: Self.start + .seconds(10)), at: Self.start + .seconds(21)) == .ignored)
        book.take(Self.firing(since: Self.start + .seconds(60)), at: Self.start + .seconds(70))
        // Overtaken on its way by the news that it fires again.
        #expect(book.take(Self.resolved(at: Self.start + .seconds(10)), at: Self.start + .seconds(71)) == .ignored)
        #expect(book.count == 1)
        #expect(book.take(Self.resolved(at: nil), at: Self.start + .seconds(80)) == .resolved)
    }

    @Test mutating func `a sender's clock that is ahead keeps nothing from ending`() {
        let ahead = Self.start + .seconds(3_600)
        book.take(Self.firing(since: ahead), at: Self.start)
        #expect(book.take(Self.resolved(since: ahead, at: nil), at: Self.start + .seconds(10)) == .resolved)
        book.take(Self.firing(since: ahead), at: Self.start)
        let end = ahead + .seconds(5)
        #expect(book.take(Self.resolved(since: ahead, at: end), at: Self.start + .seconds(10)) == .resolved)
    }

    @Test mutating func `what asks for nothing or for too much is counted, and does not stand`() {
        #expect(book.take(Self.firing(["alertname": "Down", "server": "a"]), at: Self.start) == .ignored)
        let long = String(repeating: "x", count: ReceivedAlerts.longestLabels)
        #expect(book.take(Self.firing(Self.labels.setting("text", to: long)), at: Self.start) == .dropped)
        var small = ReceivedAlerts(expiry: .seconds(600), limit: 2)
        for server in ["a", "b", "c", "a"] {
            small.take(Self.firing(Self.labels.setting("server", to: server)), at: Self.start)
        }
        #expect(small.counts == [.requested: 2, .dropped: 1, .repeated: 1])
        #expect(small.alerts.map { $0.labels["server"] } == ["a", "b"])
        small.take(Self.firing(Self.labels.setting("server", to: "c")), at: Self.start + .seconds(600))
        #expect(small.alerts.map { $0.labels["server"] } == ["c"], "what has expired makes room")
    }

    @Test(arguments: 0..<(Soak.isOn ? 2_000 : 20))
    func `whatever comes in whatever order, what stands was told within the expiry and not resolved since`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var book = ReceivedAlerts(expiry: .seconds(60), limit: 4)
        var told: [LabelSet: Timestamp] = [:]
        var now = Self.start
        for _ in 0..<300 {
            now = now + .seconds(Int.random(in: 0...20, using: &random))
            let labels = Self.labels.setting("server", to: "\(Int.random(in: 0..<6, using: &random))")
            let startsAt = now - .seconds(Int.random(in: 0...100, using: &random))
            let isFiring = Bool.random(using: &random)
            let endsAt = isFiring ? nil : now - .seconds(Int.random(in: -5...5, using: &random))
            let alert = ReceivedAlert(labels: labels, isFiring: isFiring, startsAt: startsAt, endsAt: endsAt)
            switch book.take(alert, at: now) {
            case .requested, .repeated: told[labels] = now
            case .resolved: told[labels] = nil
            case .ignored, .dropped: break
            }
            told = told.filter { now - $0.value < .seconds(60) }
            book.prune(at: now)
            #expect(Set(book.alerts.map(\.labels)) == Set(told.keys), "seed \(seed)")
            #expect(book.count <= 4)
            #expect(book.alerts.allSatisfy { $0.firedAt.map { $0 <= now } ?? false })
        }
        #expect(book.counts.values.reduce(0, +) == 300)
    }

    @Test mutating func `what stood goes on after a restart as it was, until it would have ended`() {
        let other = Self.labels.setting("server", to: "b")
        book.take(Self.firing(since: Self.start - .seconds(60)), at: Self.start)
        book.take(Self.firing(other, until: Self.start + .seconds(90)), at: Self.start)
        let memories = [Self.labels, other].compactMap { book.memory(of: $0) }
        #expect(memories.count == 2 && book.memory(of: ["alertname": "Other"]) == nil)
        var later = ReceivedAlerts(expiry: .seconds(600))
        later.restore(memories, at: Self.start + .seconds(90))
        #expect(later.alerts == book.alerts.filter { $0.labels == Self.labels }, "the other one has ended meanwhile")
        #expect(later.counts.isEmpty)
        #expect(later.take(Self.firing(since: Self.start - .seconds(60)), at: Self.start + .seconds(91)) == .repeated)
        // What the earlier run heard of ends by its own beginning.
        let late = Self.resolved(at: Self.start - .seconds(61))
        #expect(later.take(late, at: Self.start + .seconds(92)) == .ignored)
        #expect(later.take(Self.resolved(at: Self.start), at: Self.start + .seconds(93)) == .resolved)
    }

    @Test mutating func `a clock that was set back lets nothing stand for longer than a request of now`() {
        book.take(Self.firing(), at: Self.start)
        let memories = [Self.labels].compactMap { book.memory(of: $0) }
        let earlier = Self.start - .seconds(86_400)
        var later = ReceivedAlerts(expiry: .seconds(600))
        later.restore(memories, at: earlier)
        #expect(later.alerts.map(\.activeAt) == [earlier], "it was not heard of in the future")
        later.prune(at: earlier + .seconds(600))
        #expect(later.isEmpty)
    }

    @Test func `a restart of a smaller limit keeps within it`() {
        let memories = ["a", "b", "c"].map { server in
            RememberedRequest(
                labels: Self.labels.setting("server", to: server),
                heardAt: Self.start,
                startsAt: Self.start,
                expiresAt: Self.start + .seconds(60)
            )
        }
        var small = ReceivedAlerts(expiry: .seconds(600), limit: 2)
        small.restore(memories, at: Self.start)
        #expect(small.count == 2)
    }
}
