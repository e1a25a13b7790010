import Alerting
import Collecting
import PterodactylAPI
import Remediation
import Telemetry
import Testing

/// The way through a policy's steps.
struct LadderTests {
    private static let unhang = Policy(
        name: "unhang",
        when: .hung,
        steps: [Step(.power(.kill), within: .seconds(60)), Step(.power(.start), within: .seconds(120))]
    )

    private static func hungView(_ state: PowerState = .starting, at now: Timestamp = start) -> ServerView {
        var view = crashedView(at: now)
        view.state = state
        view.situation = state == .starting ? .starting : .stopping
        return view
    }

    /// A server as it is seen after our own kill: down, and nobody knows yet why.
    private static func killedView(at now: Timestamp) -> ServerView {
        var view = crashedView(at: now)
        view.situation = .undecided
        view.situationSince = now
        view.isDesiredUp = nil
        return view
    }

    private static func bench(_ policy: Policy = unhang, views: [ServerView] = [hungView()]) -> Bench {
        Bench(policy: policy, views: views, alerts: [alert(name: "Hung", policy: policy.name)])
    }

    /// Lets the act of the open intent be answered.
    private static func accept(_ bench: inout Bench, _ effects: [RemediationEffect]) throws -> Act {
        let act = try #require(effects.act)
        _ = bench.handle(.actAnswered(act.intentID, .success(())))
        return act
    }

    /// Goes on to the next act, whether or not a fresh look is asked for first.
    private static func next(_ bench: inout Bench) -> [RemediationEffect] {
        guard let intent = bench.verify().intent ?? bench.consider().intent else { return [] }
        return bench.handle(.intentCommitted(intent.id))
    }

    @Test func `a hung server is killed, and started once it is offline, though the alert is over by then`() throws {
        var bench = Self.bench()
        let kill = try Self.accept(&bench, bench.reachAct())
        #expect(kill.action == .power(.kill) && !kill.leavesServerDown)
        bench.pass(.seconds(5))
        bench.see(Self.killedView(at: bench.now))
        bench.alerts = []
        let closed = bench.consider()
        #expect(closed.closing?.outcome == .succeeded)
        bench.pass(.seconds(1))
        let start = try Self.accept(
            &bench,
            closed.intent.map { bench.handle(.intentCommitted($0.id)) } ?? Self.next(&bench)
        )
        #expect(start.action == .power(.start))
        #expect(bench.remediator.openAttempts.first?.intent.number == 2)
        bench.pass(.seconds(20))
        bench.see(runningView(at: bench.now))
        #expect(bench.verify().closing?.outcome == .recovered)
        #expect(bench.remediator.incidents.isEmpty && bench.remediator.openAttempts.isEmpty)
        #expect(bench.consider().isEmpty)
        #expect(bench.effects.acts.count == 2)
    }

    @Test func `a server that runs by itself ends the ladder`() throws {
        var policy = Policy.restartCrashed
        policy.steps = [Step(.power(.start), within: .seconds(60)), Step(.power(.kill)), Step(.power(.start))]
        var bench = Bench(policy: policy)
        _ = try Self.accept(&bench, bench.reachAct())
        bench.pass(.seconds(30))
        bench.see(runningView(at: bench.now))
        #expect(bench.verify().closing?.outcome == .recovered)
        bench.alerts = []
        bench.pass(.seconds(600))
        #expect(bench.consider().isEmpty)
        #expect(bench.effects.acts.count == 1)
    }

    @Test func `what did not help is followed by the next step, and what is needless is passed over`() throws {
        var policy = Policy.restartCrashed
        policy.steps = [
            Step(.power(.start), within: .seconds(60)), Step(.power(.kill)), Step(.power(.start), within: .seconds(60)),
        ]
        var bench = Bench(policy: policy)
        _ = try Self.accept(&bench, bench.reachAct())
        bench.pass(.seconds(61))
        var effects = bench.verify()
        #expect(effects.closing?.outcome == .failed)
        bench.pass(.seconds(1))
        effects += bench.consider()
        let intent = try #require(effects.intent)
        #expect(
            intent.number == 3 && intent.action == .power(.start),
            "a kill of a server that is offline does nothing"
        )
        _ = try Self.accept(&bench, bench.handle(.intentCommitted(intent.id)))
        bench.pass(.seconds(61))
        #expect(bench.verify().closing?.outcome == .failed)
        bench.pass(.seconds(1))
        #expect(bench.consider().verdict == .refused(.cooldown), "the ladder is at its end: one attempt")
        #expect(bench.remediator.counters.attempts.values.reduce(0, +) == 2)
    }

    @Test func `a step that failed is not followed by another when nobody asks any more`() throws {
        var policy = Policy.restartCrashed
        policy.steps = [Step(.power(.start), within: .seconds(60)), Step(.power(.restart))]
        var bench = Bench(policy: policy)
        _ = try Self.accept(&bench, bench.reachAct())
        bench.alerts = []
        bench.pass(.seconds(61))
        #expect(bench.consider().closing?.outcome == .failed)
        bench.pass(.seconds(1))
        #expect(bench.consider().isEmpty && bench.remediator.incidents.isEmpty)
    }

    @Test(arguments: ["human", "stop", "silence"])
    func `somebody's will ends a running ladder`(whose: String) throws {
        var bench = Self.bench()
        _ = try Self.accept(&bench, bench.reachAct())
        bench.pass(.seconds(5))
        var view = Self.killedView(at: bench.now)
        switch whose {
        case "human": view.lastIntervention = bench.now - .seconds(1)
        case "stop": bench.world.stop = StopSwitch(by: "Ada", since: bench.now)
        default: bench.world.silences.replace(.own, with: [silence()])
        }
        bench.see(view)
        let effects = bench.consider()
        #expect(effects.closing?.outcome == .succeeded)
        bench.pass(.seconds(1))
        _ = bench.consider()
        bench.world.stop = nil
        bench.world.silences = Silences()
        bench.alerts = []
        bench.pass(.seconds(60))
        #expect(bench.consider().isEmpty && bench.effects.acts.count == 1)
        #expect(bench.remediator.incidents.isEmpty)
    }

    @Test func `waiting takes its time, and nothing is sent`() throws {
        let policy = Policy(
            name: "slowly",
            when: .running,
            steps: [
                Step(.command("say {{ $labels.server }} restarts")), Step(.wait, within: .seconds(60)),
                Step(.power(.restart)),
            ]
        )
        var bench = Self.bench(policy, views: [runningView()])
        let announced = try Self.accept(&bench, bench.reachAct())
        #expect(announced.action == .command("say 00000001 restarts"))
        bench.pass(.seconds(1))
        let waiting = try #require((bench.verify() + bench.consider()).intent)
        #expect(waiting.action == .wait && waiting.expect == .elapsed)
        #expect(bench.handle(.intentCommitted(waiting.id)).isEmpty)
        #expect(bench.remediator.nextDeadline == waiting.verifyBy)
        bench.pass(.seconds(30))
        #expect((bench.verify() + bench.consider()).isEmpty)
        bench.pass(.seconds(31))
        let closed = bench.verify()
        #expect(closed.closing?.outcome == .succeeded)
        bench.pass(.seconds(1))
        let restart = try #require((closed + bench.consider()).intent)
        #expect(restart.action == .power(.restart))
        _ = try Self.accept(&bench, bench.handle(.intentCommitted(restart.id)))
        bench.pass(.seconds(30))
        #expect(bench.verify().closing == nil, "it ran all along: that is no restart yet")
        var restarted = runningView(at: bench.now)
        restarted.startedAt = bench.now - .seconds(5)
        bench.see(restarted)
        #expect(bench.verify().closing?.outcome == .recovered)
    }

    @Test(arguments: ["say {{ $labels.motd }}", "say {{ $labels.missing | nosuch }}", "{{ $labels.nothing }}"])
    func `what is not one line is never typed into a console`(source: String) {
        let policy = Policy(name: "talk", when: .running, steps: [Step(.command(source))])
        var bench = Self.bench(policy, views: [runningView()])
        bench.alerts[0].labels = bench.alerts[0].labels.setting("motd", to: "hello\nop mallory")
        #expect(bench.consider().verdict == .refused(.unusableText))
    }

    @Test func `a ladder that a killed agent left is gone on with, and its own kill is no human's`() throws {
        var before = Self.bench()
        let kill = try Self.accept(&before, before.reachAct())
        before.pass(.seconds(5))
        before.see(Self.killedView(at: before.now))
        let closing = try #require(before.verify().closing)
        let intent = try #require(before.effects.intents.first { $0.id == kill.intentID })
        let ended = LedgerHistory.EndedStep(intent: intent, outcome: closing.outcome, endedAt: closing.at)
        var view = Self.killedView(at: before.now + .seconds(20))
        view.isDesiredUp = false
        view.situation = .down(.agent)
        var bench = Bench(
            policy: Self.unhang,
            history: LedgerHistory(lastSteps: [ended]),
            views: [view],
            alerts: [],
            at: before.now + .seconds(20)
        )
        let next = try #require(bench.consider().intent)
        #expect(next.number == 2 && next.action == .power(.start) && next.incident == intent.incident)
        var late = Bench(
            policy: Self.unhang,
            history: LedgerHistory(lastSteps: [ended]),
            views: [view],
            alerts: [],
            at: before.now + .seconds(1_200)
        )
        #expect(late.consider().isEmpty, "the world has moved on")
    }

    @Test func `a backup that nobody sees is looked for at intervals, also when its time is over`() throws {
        let policy = Policy(name: "save", when: .any, steps: [Step(.backup(isRotating: false), within: .seconds(600))])
        var bench = Self.bench(policy, views: [runningView()])
        _ = try Self.accept(&bench, bench.reachAct())
        var looks = 0
        while bench.remediator.openAttempts.count == 1 {
            let deadline = try #require(bench.remediator.nextDeadline)
            #expect(deadline > bench.now, "nothing is to be done at once again and again")
            bench.pass(deadline - bench.now)
            looks += bench.verify().confirms
        }
        #expect(bench.effects.closing?.outcome == .unverified)
        #expect((39...41).contains(looks), "every half minute, for ten minutes and as long again: \(looks)")
    }

    @Test func `only our own suspension is ended`() throws {
        let policy = Policy(
            name: "pause",
            when: .any,
            steps: [Step(.suspend), Step(.wait, within: .seconds(60)), Step(.unsuspend)]
        )
        var bench = Self.bench(policy, views: [runningView()])
        _ = try Self.accept(&bench, bench.reachAct())
        var suspended = runningView(at: bench.now)
        suspended.status = .suspended
        suspended.state = nil
        suspended.situation = .held
        bench.see(suspended)
        let waiting = try #require((bench.verify() + bench.consider()).intent)
        _ = bench.handle(.intentCommitted(waiting.id))
        bench.pass(.seconds(61))
        let unsuspend = try #require((bench.verify() + bench.consider()).intent)
        #expect(unsuspend.action == .unsuspend)
        _ = try Self.accept(&bench, bench.handle(.intentCommitted(unsuspend.id)))
        bench.see(runningView(at: bench.now))
        #expect(bench.verify().closing?.outcome == .succeeded)

        let release = Policy(name: "release", when: .any, steps: [Step(.unsuspend)])
        var other = Self.bench(release, views: [suspended])
        #expect(other.consider().verdict == .refused(.status))
        var ours = Bench(
            policy: release,
            history: LedgerHistory(suspended: [other.address]),
            views: [suspended],
            alerts: [alert(policy: "release")]
        )
        #expect(ours.consider().intent?.action == .unsuspend)
    }
}
