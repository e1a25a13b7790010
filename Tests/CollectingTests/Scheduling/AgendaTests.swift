import Collecting
import PterodactylAPI
import Telemetry
import Testing

/// When calls go, and in which order.
struct AgendaTests {
    private var agenda = Agenda()

    private static func call(_ number: Int) -> PanelCall { .resources(.number(number)) }

    private static func job(
        _ call: PanelCall,
        due: Double = 0,
        every seconds: Int? = nil,
        _ priority: Job.Priority = .routine,
        node: String? = nil,
        phase: Double = 0
    ) -> Job {
        Job(
            call: call,
            collector: .servers,
            due: .second(due),
            interval: seconds.map { .seconds($0) },
            priority: priority,
            node: node,
            phase: phase
        )
    }

    private mutating func take(at seconds: Double) -> [PanelCall] {
        agenda.take(at: .second(seconds)) { _, _ in true }.map(\.call)
    }

    private mutating func finish(_ call: PanelCall, sentAt sent: Double, at seconds: Double) -> Job? {
        agenda.finish(call, sentAt: .second(sent), at: .second(seconds))
    }

    // MARK: - Slots

    @Test(
        arguments: [
            (0, 20_000, 0, 20_000), (0, 20_000, 0.5, 10_000), (9_999, 20_000, 0.5, 10_000),
            (10_000, 20_000, 0.5, 30_000), (61_000, 60_000, 0.25, 75_000), (-5_000, 20_000, 0, 0),
            (-20_000, 20_000, 0, 0),
        ] as [(Int64, Int64, Double, Int64)]
    )
    func `a slot lies after now, at the phase of its interval`(now: Int64, interval: Int64, phase: Double, slot: Int64)
    {
        let found = Agenda.slot(
            after: Timestamp(millisecondsSince1970: now),
            interval: .milliseconds(interval),
            phase: phase
        )
        #expect(found.millisecondsSince1970 == slot)
    }

    @Test mutating func `a repeated call goes when it is due, and then in its own slots`() {
        agenda.add(Self.job(.account, every: 20, phase: 0.25))
        #expect(take(at: 0) == [.account])
        #expect(agenda.nextDue == nil)
        #expect(finish(.account, sentAt: 0, at: 1) != nil)
        #expect(agenda.nextDue == .second(5))
        #expect(take(at: 4.999) == [])
        #expect(take(at: 5) == [.account])
        #expect(finish(.account, sentAt: 5, at: 6) != nil)
        #expect(agenda.nextDue == .second(25))
        #expect(agenda.skipped[.servers, default: 0] == 0)
    }

    @Test mutating func `slots that pass while a call is under way are skipped and counted`() {
        agenda.add(Self.job(.account, every: 20))
        #expect(take(at: 0) == [.account])
        #expect(take(at: 40) == [])
        #expect(finish(.account, sentAt: 0, at: 65) != nil)
        #expect(agenda.skipped == [.servers: 3])
        #expect(agenda.nextDue == .second(80))
    }

    @Test mutating func `when intervals are stretched the next slot lies later`() {
        agenda.add(Self.job(.account, every: 20))
        agenda.stretch = [.client: 2.5]
        #expect(take(at: 0) == [.account])
        #expect(finish(.account, sentAt: 0, at: 1) != nil)
        #expect(agenda.nextDue == .second(50))
    }

    @Test mutating func `a call that is made once is forgotten when its answer is there`() {
        agenda.add(Self.job(.account))
        #expect(take(at: 0) == [.account])
        #expect(agenda.contains(.account))
        #expect(finish(.account, sentAt: 0, at: 1)?.call == .account)
        #expect(!agenda.contains(.account))
        #expect(agenda.inFlight == 0)
    }

    // MARK: - Limits

    @Test mutating func `no more calls are under way than the limit, and each answer lets one more go`() {
        for number in 0..<40 { agenda.add(Self.job(Self.call(number))) }
        let first = take(at: 0)
        #expect(first.count == Agenda.inFlightLimit)
        #expect(take(at: 1) == [])
        #expect(finish(first[0], sentAt: 0, at: 2) != nil)
        #expect(take(at: 2).count == 1)
    }

    @Test mutating func `a slow node holds up only itself`() {
        for number in 0..<6 { agenda.add(Self.job(Self.call(number), node: "a")) }
        for number in 6..<8 { agenda.add(Self.job(Self.call(number), node: "b")) }
        var seen: [String: [Int]] = [:]
        let taken = agenda.take(at: .second(0)) { job, inFlight in
            seen[job.node ?? "", default: []].append(inFlight)
            return true
        }
        #expect(taken.count { $0.node == "a" } == Agenda.inFlightLimitByNode)
        #expect(taken.count { $0.node == "b" } == 2)
        #expect(seen == ["a": [0, 1, 2, 3], "b": [0, 1]])
    }

    @Test mutating func `an action waits for no limit`() {
        for number in 0..<40 { agenda.add(Self.job(Self.call(number), node: "n\(number / 4)")) }
        #expect(take(at: 0).count == Agenda.inFlightLimit)
        agenda.add(Self.job(.power(.number(0), .start), .action, node: "n0"))
        #expect(take(at: 0) == [.power(.number(0), .start)])
    }

    // MARK: - Order

    @Test mutating func `the urgent go first, then who is due first, then by phase, then as they came`() {
        agenda.add(Self.job(Self.call(1), due: 2))
        agenda.add(Self.job(Self.call(2), due: 1, phase: 0.5))
        agenda.add(Self.job(Self.call(3), due: 1, phase: 0.25))
        agenda.add(Self.job(Self.call(4), due: 1, phase: 0.5))
        agenda.add(Self.job(Self.call(5), due: 3, .urgent))
        agenda.add(Self.job(Self.call(6), due: 3, .action))
        #expect(take(at: 3) == [6, 5, 3, 2, 4, 1].map(Self.call))
    }

    @Test mutating func `a call that may not go keeps its lane waiting, and no other`() {
        for number in 0..<3 { agenda.add(Self.job(Self.call(number), node: "a")) }
        agenda.add(Self.job(Self.call(3), node: "b"))
        var asked: [String] = []
        let taken = agenda.take(at: .second(0)) { job, _ in
            asked.append(job.node ?? "")
            return job.node == "b"
        }
        #expect(taken.map(\.call) == [Self.call(3)])
        #expect(asked.sorted() == ["a", "b"], "one look at the lane is enough")
        #expect(take(at: 0).count == 3, "and all of it is still there")
    }

    @Test mutating func `adding a waiting call again can only make it earlier and more urgent`() {
        agenda.add(Self.job(Self.call(1), due: 10))
        agenda.add(Self.job(Self.call(1), due: 20, .routine))
        #expect(agenda.jobs[Self.call(1)]?.due == .second(10))
        agenda.add(Self.job(Self.call(1), due: 30, .urgent))
        #expect(agenda.jobs[Self.call(1)]?.due == .second(10))
        #expect(agenda.jobs[Self.call(1)]?.priority == .urgent)
        agenda.add(Self.job(Self.call(1), due: 5))
        #expect(take(at: 5) == [Self.call(1)])
        #expect(take(at: 30) == [], "its older entries are no calls of their own")
    }

    @Test mutating func `planning a known call again leaves its time alone, but makes a single call a repeated one`() {
        agenda.add(Self.job(Self.call(1), due: 10))
        agenda.add(unlessKnown: Self.job(Self.call(1), due: 0, every: 20, .urgent))
        #expect(take(at: 9) == [])
        #expect(take(at: 10) == [Self.call(1)])
        #expect(finish(Self.call(1), sentAt: 10, at: 11) != nil)
        #expect(agenda.nextDue == .second(20))
    }

    // MARK: - Anew, away, and answers that come late

    @Test mutating func `a call wanted anew while under way is made again at once, and then in its slots`() {
        agenda.add(Self.job(Self.call(1), every: 20))
        #expect(take(at: 0) == [Self.call(1)])
        agenda.addAnew(Self.job(Self.call(1), due: 1, .action))
        #expect(take(at: 1) == [])
        #expect(finish(Self.call(1), sentAt: 0, at: 2) != nil)
        #expect(agenda.jobs[Self.call(1)]?.priority == .action)
        #expect(take(at: 2) == [Self.call(1)])
        #expect(finish(Self.call(1), sentAt: 2, at: 3) != nil)
        #expect(agenda.jobs[Self.call(1)]?.priority == .routine)
        #expect(agenda.nextDue == .second(20))
    }

    @Test mutating func `a call wanted anew that waits goes now, and once`() {
        agenda.add(Self.job(Self.call(1), due: 15, every: 20))
        agenda.addAnew(Self.job(Self.call(1), due: 1, .action))
        #expect(take(at: 1) == [Self.call(1)])
        #expect(finish(Self.call(1), sentAt: 1, at: 2) != nil)
        #expect(take(at: 19) == [])
    }

    @Test mutating func `what is taken away under way makes room, and its answer is nobody's`() {
        for number in 0..<5 { agenda.add(Self.job(Self.call(number), node: "a")) }
        #expect(take(at: 0).count == 4)
        agenda.remove { $0 == Self.call(0) }
        #expect(agenda.inFlight == 3)
        #expect(take(at: 1) == [Self.call(4)])
        #expect(finish(Self.call(0), sentAt: 0, at: 2) == nil)
        #expect(agenda.inFlight == 4)
    }

    @Test mutating func `what is taken away while it waits does not go`() {
        agenda.add(Self.job(Self.call(1), due: 5))
        agenda.add(Self.job(Self.call(2), due: 6))
        agenda.remove(Self.call(1))
        #expect(take(at: 10) == [Self.call(2)])
    }

    @Test mutating func `an answer to an earlier call of the same name is not the answer`() {
        agenda.add(Self.job(Self.call(1)))
        #expect(take(at: 0) == [Self.call(1)])
        agenda.remove(Self.call(1))
        agenda.add(Self.job(Self.call(1), due: 4))
        #expect(take(at: 5) == [Self.call(1)])
        #expect(finish(Self.call(1), sentAt: 0, at: 6) == nil)
        #expect(agenda.inFlight == 1)
        #expect(finish(Self.call(1), sentAt: 5, at: 7) != nil)
    }

    // MARK: - Demand

    @Test mutating func `the demand is that of the repeated calls, each counted once`() {
        for number in 0..<3 { agenda.add(Self.job(Self.call(number), every: 20)) }
        agenda.add(unlessKnown: Self.job(Self.call(0), every: 20))
        agenda.add(Self.job(Self.call(1), due: 1, every: 20, .urgent))
        agenda.add(Self.job(.account))
        agenda.add(Self.job(.nodes(page: 1), every: 30))
        #expect(agenda.demandPerMinute(of: .client) == 9)
        #expect(agenda.demandPerMinute(of: .application) == 2)
        agenda.remove(Self.call(0))
        #expect(agenda.demandPerMinute(of: .client) == 6)
        agenda.add(unlessKnown: Self.job(.account, every: 60))
        #expect(agenda.demandPerMinute(of: .client) == 7)
    }

    @Test func `a call that is to be repeated no more is taken away, or is the last if it is under way`() {
        var agenda = Agenda()
        let calls = [PanelCall.resources(.number(1)), .resources(.number(2))]
        for call in calls { agenda.add(Job(call: call, collector: .servers, due: .second(0), interval: .seconds(20))) }
        #expect(agenda.take(at: .second(0)) { job, _ in job.call == calls[0] }.count == 1)
        #expect(agenda.isInFlight(calls[0]) && !agenda.isInFlight(calls[1]))
        for call in calls { agenda.end(call) }
        #expect(agenda.contains(calls[0]) && !agenda.contains(calls[1]))
        #expect(agenda.demandPerMinute(of: .client) == 0)
        #expect(agenda.finish(calls[0], sentAt: .second(0), at: .second(1)) != nil)
        #expect(agenda.take(at: .second(100)) { _, _ in true }.isEmpty)
    }
}
