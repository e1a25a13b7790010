import Collecting
import PterodactylAPI
import Remediation
import Telemetry
import Testing

/// What bounds all servers and policies together.
struct BoundsTests {
    private static func fleet(_ count: Int, node: String = "node1") -> [ServerView] {
        (1...count).map { crashedView($0, node: node) }
    }

    private static func neighbours(_ range: ClosedRange<Int>, node: String = "node1") -> [ServerView] {
        range.map { runningView($0, node: node) }
    }

    @Test func `a cooldown doubles with each attempt in a row, up to the longest, and a calm time ends the row`() {
        var policy = Policy.restartCrashed
        policy.attempts = 100
        policy.backoff = Policy.Backoff(factor: 2, longest: .seconds(1_000), reset: .seconds(5_000))
        var bench = Bench(policy: policy)
        var pauses: [Duration] = []
        for _ in 0..<4 {
            bench.failOnce()
            let end = bench.now
            while bench.consider().intent == nil { bench.pass(.seconds(10)) }
            pauses.append(bench.now - end)
            // The intent just made is answered, and fails in its turn.
            if let intent = bench.remediator.openAttempts.first?.intent {
                _ = bench.handle(.intentCommitted(intent.id))
            }
            if let act = bench.remediator.openAttempts.first?.intent {
                _ = bench.handle(.actAnswered(act.id, .success(())))
            }
            bench.pass(.seconds(301))
            _ = bench.verify()
            bench.pass(.seconds(1_001))
        }
        #expect(pauses.first == .seconds(300))
        #expect(pauses.dropFirst().allSatisfy { $0 <= .seconds(1_000) })
        bench.pass(.seconds(5_001))
        let calm = bench.now
        bench.failOnce()
        #expect(bench.now - calm < .seconds(400), "after a calm time the next attempt comes at once")
    }

    @Test func `no more attempts are under way on a node than may be, and the next begins when one ends`() {
        var limits = Limits()
        limits.atOncePerNode = 2
        let views = Self.fleet(3) + Self.neighbours(4...9)
        var bench = Bench(limits: limits, views: views, alerts: (1...3).map { alert($0) })
        // Three of nine are no outage of the node.
        let intents = bench.consider().intents
        #expect(intents.count == 2)
        for intent in intents { _ = bench.handle(.intentCommitted(intent.id)) }
        #expect(bench.effects.acts.count == 2, "the second question does not count the attempt itself")
        #expect(bench.effects.decisions.map(\.verdict).contains(.refused(.nodeBusy)))
        var back = runningView(1, at: bench.now + .seconds(30))
        back.observedAt = bench.now + .seconds(30)
        bench.pass(.seconds(30))
        bench.see(back)
        #expect(bench.consider().intents.count == 1)
    }

    @Test(arguments: ["node", "panel", "fleet"])
    func `a budget that is spent lets nothing more be begun until its time has passed`(scope: String) {
        var limits = Limits()
        let budget = Limits.Budget(attempts: 1, window: .seconds(1_800))
        switch scope {
        case "node": limits.node = budget
        case "panel": limits.panel = budget
        default: limits.fleet = budget
        }
        var bench = Bench(limits: limits, views: [crashedView(1), crashedView(2)] + Self.neighbours(3...9))
        bench.failOnce()
        bench.alerts = [alert(2, at: bench.now)]
        bench.pass(.seconds(1))
        #expect(bench.consider().verdict == .refused(.budgetSpent))
        bench.pass(.seconds(1_800))
        #expect(bench.consider().intent != nil)
    }

    @Test func `a node whose servers failed together is tried by one of them after a pause, then by more`() throws {
        var limits = Limits()
        limits.probing.pause = .seconds(600)
        var bench = Bench(limits: limits, views: Self.fleet(8), alerts: (1...8).map { alert($0) })
        #expect(bench.consider().intents.isEmpty)
        bench.pass(.seconds(500))
        #expect(bench.consider().intents.isEmpty)
        bench.pass(.seconds(60))
        let probe = try #require(bench.consider().intents.first)
        #expect(bench.remediator.openAttempts.count == 1, "one server first")
        _ = bench.handle(.intentCommitted(probe.id))
        _ = bench.handle(.actAnswered(probe.id, .success(())))
        bench.pass(.seconds(60))
        let number = try #require(Int(probe.address.identifier.rawValue))
        bench.see(runningView(number, at: bench.now))
        _ = bench.verify()
        #expect(bench.consider().intents.count == limits.atOncePerNode)
    }

    @Test func `after a probe that fails another server is tried, and the node closed for twice as long each time`()
        throws
    {
        var limits = Limits()
        limits.probing.pause = .seconds(600)
        var bench = Bench(limits: limits, views: Self.fleet(8), alerts: (1...8).map { alert($0) })
        _ = bench.consider()
        bench.pass(.seconds(560))
        var tried: Set<ServerAddress> = []
        for pause in [600, 1_200, 2_400] {
            let probe = try #require(bench.consider().intents.first)
            #expect(tried.insert(probe.address).inserted, "one that failed may be broken itself")
            _ = bench.handle(.intentCommitted(probe.id))
            _ = bench.handle(.actAnswered(probe.id, .success(())))
            bench.pass(.seconds(301))
            _ = bench.verify()
            bench.pass(.seconds(pause - 10))
            #expect(bench.consider().intents.isEmpty)
            bench.pass(.seconds(20))
        }
        #expect(bench.consider().intents.count == 1)
    }

    @Test func `servers that Wings brings up count until they have run for a while, since they may fall again`() {
        var bench = Bench(views: Self.fleet(8), alerts: (1...8).map { alert($0) })
        #expect(bench.consider().intents.isEmpty)
        for number in 1...7 {
            var view = runningView(number, at: bench.now)
            (view.state, view.situation, view.downSince) = (.starting, .starting, start)
            bench.see(view)
        }
        #expect(bench.consider().intents.isEmpty)
        #expect(bench.remediator.brokenNodes(in: bench.world.fleet).count == 1)
        for number in 1...7 {
            var view = runningView(number, at: bench.now)
            view.downSince = start
            bench.see(view)
        }
        #expect(bench.consider().intents.isEmpty)
        for number in 1...7 { bench.see(runningView(number, at: bench.now)) }
        #expect(bench.consider().intents.count == 1)
    }

    @Test func `servers that an agent finds down when it begins did not go down at once`() {
        let views = (1...8).map { number in
            var view = crashedView(number)
            view.downSince = start - .seconds(600 * Int64(number))
            return view
        }
        var bench = Bench(views: views, alerts: (1...8).map { alert($0) })
        #expect(bench.consider().intents.count == Limits().atOncePerNode)
    }

    @Test func `servers that were found down before the panel was away did not go down when it came back`() {
        let others = (6...25).map { runningView($0, node: "node\($0)") }
        let down = (1...5).map { number in
            var view = crashedView(number, node: "node\(number)")
            view.downSince = start - .seconds(120 * Int64(number))
            return view
        }
        var bench = Bench(views: others + down, alerts: (1...5).map { alert($0) })
        #expect(bench.consider().intents.count == 5)
    }

    @Test func `when a fifth of a large fleet fails at once, nothing is done, whatever the nodes`() {
        let failing = (1...5).map { crashedView($0, node: "node\($0)") }
        let others = (6...25).map { runningView($0, node: "node\($0)") }
        var bench = Bench(views: failing + others, alerts: (1...5).map { alert($0) })
        #expect(bench.consider().intents.isEmpty)
        #expect(bench.effects.decisions.allSatisfy { $0.verdict == .refused(.fleetOutage) })
        bench.pass(.seconds(600))
        #expect(bench.consider().intents.count == 5, "after a while each node is its own matter")
    }

    @Test func `four of twenty-five are no outage of the fleet, and neither is half of a small one`() {
        let four =
            (1...4).map { crashedView($0, node: "node\($0)") } + (5...25).map { runningView($0, node: "node\($0)") }
        var bench = Bench(views: four, alerts: (1...4).map { alert($0) })
        #expect(bench.consider().intents.count == 4)
        let small =
            (1...2).map { crashedView($0, node: "node\($0)") } + (3...4).map { runningView($0, node: "node\($0)") }
        bench = Bench(views: small, alerts: (1...2).map { alert($0) })
        #expect(bench.consider().intents.count == 2)
    }

    @Test func `a server that goes up and down again and again is left alone until it is calm`() {
        var limits = Limits()
        limits.flapping = Limits.Flapping(changes: 6, window: .seconds(3_600), calm: 2)
        var bench = Bench(limits: limits, alerts: [])
        _ = bench.consider()
        for _ in 0..<3 {
            bench.pass(.seconds(60))
            bench.see(runningView(at: bench.now))
            _ = bench.consider()
            bench.pass(.seconds(60))
            bench.see(crashedView(at: bench.now))
            _ = bench.consider()
        }
        bench.alerts = [alert(at: bench.now)]
        #expect(bench.consider().verdict == .refused(.flapping))
        bench.pass(.seconds(3_400))
        #expect(bench.consider().intent == nil, "four changes are still above calm")
        bench.pass(.seconds(140))
        #expect(bench.consider().intent != nil)
    }

    @Test func `servers are started after those that they need, but do not wait for ever`() throws {
        var limits = Limits()
        limits.dependencies = [
            Limits.Dependency(
                servers: [equal("name", "server 1")],
                after: [equal("name", "server 2")],
                patience: .seconds(900)
            )
        ]
        var bench = Bench(limits: limits, views: [crashedView(1), crashedView(2)], alerts: [alert(1), alert(2)])
        let first = bench.consider()
        #expect(first.intents.map(\.address.identifier.rawValue) == ["00000002"])
        #expect(first.verdict == .refused(.waitsForOthers))
        bench.pass(.seconds(30))
        bench.see(runningView(2, at: bench.now))
        #expect(bench.consider().intents.map(\.address.identifier.rawValue) == ["00000001"])

        bench = Bench(limits: limits, views: [crashedView(1), crashedView(2)], alerts: [alert(1)])
        #expect(bench.consider().intent == nil)
        bench.pass(.seconds(901))
        #expect(bench.consider().intent != nil)
    }

    @Test func `a server waits for one that went down and may have crashed`() {
        var limits = Limits()
        limits.dependencies = [.init(servers: [equal("name", "server 1")], after: [equal("name", "server 2")])]
        var undecided = crashedView(2)
        undecided.situation = .undecided
        undecided.isDesiredUp = nil
        var bench = Bench(limits: limits, views: [crashedView(1), undecided])
        #expect(bench.consider().verdict == .refused(.waitsForOthers))
        bench.see(runningView(2, at: bench.now))
        #expect(bench.consider().intent != nil)
    }

    @Test func `a server waits for one that was lost from sight while it was down`() {
        var limits = Limits()
        limits.dependencies = [.init(servers: [equal("name", "server 1")], after: [equal("name", "server 2")])]
        var lost = crashedView(2)
        lost.situation = .unknown
        lost.state = nil
        lost.isDesiredUp = nil
        lost.downSince = lost.situationSince
        var bench = Bench(limits: limits, views: [crashedView(1), lost])
        #expect(bench.consider().verdict == .refused(.waitsForOthers))
        lost.downSince = nil
        bench.see(lost)
        #expect(bench.consider().intent != nil, "one of which nothing is known is not waited for")
    }

    @Test func `nobody waits for a server that is not meant to be up`() {
        var limits = Limits()
        limits.dependencies = [.init(servers: [equal("name", "server 1")], after: [equal("name", "server 2")])]
        var off = crashedView(2)
        off.situation = .down(.user)
        off.isDesiredUp = false
        var bench = Bench(limits: limits, views: [crashedView(1), off])
        #expect(bench.consider().intent != nil)
    }

    @Test func `the stop switch ends what is not sent yet, and lets it go on when it is off`() throws {
        var bench = Bench()
        let intent = try #require(bench.consider().intent)
        bench.world.stop = StopSwitch(by: "the file /run/stop", since: bench.now)
        let effects = bench.handle(.intentCommitted(intent.id))
        #expect(effects.act == nil)
        #expect(effects.closing?.outcome == .supersededByHuman)
        bench.world.stop = nil
        bench.pass(.seconds(301))
        #expect(bench.consider().intent != nil)
    }

    @Test func `a maintenance window holds the servers that it names`() throws {
        var limits = Limits()
        // The tests' time begins on 2027-01-15 at 08:00 UTC, a Friday.
        let schedule = try CronSchedule(parsing: "30 7 * * fri")
        limits.windows = [
            MaintenanceWindow(
                name: "friday",
                servers: [equal("node", "node1")],
                times: .recurring(schedule, lasting: .seconds(3_600))
            )
        ]
        var bench = Bench(
            limits: limits,
            views: [crashedView(1), crashedView(2, node: "node2")],
            alerts: [alert(1), alert(2)]
        )
        let first = bench.consider()
        #expect(first.intents.map(\.address.identifier.rawValue) == ["00000002"])
        #expect(first.verdict == .refused(.maintenanceWindow))
        bench.pass(.seconds(1_800))
        #expect(bench.consider().intents.map(\.address.identifier.rawValue).contains("00000001"))
    }

    @Test func `a window that is open once begins and ends in time`() {
        let window = MaintenanceWindow(name: "once", times: .once(from: start, to: start + .seconds(60)))
        #expect(!window.isOpen(at: start - .milliseconds(1)))
        #expect(window.isOpen(at: start))
        #expect(!window.isOpen(at: start + .seconds(60)))
    }
}
