import Alerting
import Collecting
import PterodactylAPI
import Remediation
import Telemetry
import Testing

struct RemediatorTests {
    @Test func `an alert becomes an intent, then one start, and ends as recovered`() throws {
        var bench = Bench(alerts: [alert(at: start - .seconds(20))])
        let intent = try #require(bench.consider().intent)
        #expect(intent.action == .power(.start))
        #expect(intent.id.hasPrefix("main/00000001/\((start - .seconds(20)).millisecondsSince1970)#"))
        #expect(intent.verifyBy == start + .seconds(300))
        #expect(bench.consider().isEmpty, "nothing is sent before the intent is durable")

        let act = try #require(bench.handle(.intentCommitted(intent.id)).act)
        #expect(act.address == bench.address && act.action == .power(.start) && act.intentID == intent.id)
        #expect(bench.handle(.intentCommitted(intent.id)).isEmpty, "a repeated event sends nothing")
        #expect(bench.handle(.actAnswered(intent.id, .success(()))).isEmpty)
        #expect(bench.remediator.nextDeadline == intent.verifyBy)

        bench.pass(.seconds(40))
        var starting = runningView(at: bench.now)
        starting.state = .starting
        starting.situation = .starting
        bench.see(starting)
        #expect(bench.consider().isEmpty)
        bench.pass(.seconds(30))
        bench.see(runningView(at: bench.now))
        let closing = try #require(bench.verify().closing)
        #expect(closing.outcome == .recovered && closing.intentID == intent.id)
        bench.alerts = []
        #expect(bench.consider().isEmpty)
        #expect(bench.remediator.incidents.isEmpty && bench.remediator.openAttempts.isEmpty)
        let key = RemediationCounters.Attempt(policy: "restart-crashed", step: "start", outcome: .recovered)
        #expect(bench.remediator.counters.attempts == [key: 1])
        #expect(bench.remediator.counters.refusals.isEmpty)
        #expect(bench.remediator.counters.recoverySeconds["restart-crashed"]?.sum == 90)
        #expect(bench.remediator.nextDeadline == nil)
    }

    @Test func `a pending alert and one without the label ask for nothing`() {
        var pending = alert()
        pending.state = .pending
        var bare = alert()
        bare.labels = bare.labels.setting("remediation", to: nil)
        var bench = Bench(alerts: [pending, bare])
        #expect(bench.consider().isEmpty)
    }

    @Test func `an observation older than the alert is asked for anew, and the act waits for it`() throws {
        var view = crashedView()
        view.observedAt = start - .seconds(20)
        var bench = Bench(views: [view])
        #expect(bench.consider() == [.confirm(bench.address)])
        #expect(bench.remediator.nextDeadline == start + .seconds(10))
        bench.pass(.seconds(5), isObserving: false)
        #expect(bench.handle(.confirmed(bench.address)).isEmpty, "still the old answer")
        bench.pass(.seconds(5), isObserving: false)
        #expect(bench.verify() == [.confirm(bench.address)])
        bench.pass(.seconds(2))
        #expect(bench.handle(.confirmed(bench.address)).intent != nil)
    }

    @Test func `an observation that never comes is a refusal after a while`() {
        var view = crashedView()
        view.observedAt = start - .seconds(20)
        var bench = Bench(views: [view])
        for _ in 0..<10 {
            _ = bench.consider()
            bench.pass(.seconds(10), isObserving: false)
        }
        #expect(bench.effects.decisions.map(\.verdict) == [.refused(.staleObservation)])
        #expect(bench.effects.confirms == 10)
        #expect(bench.effects.intent == nil)
    }

    @Test func `a user's stop between intent and act takes the act back`() throws {
        var bench = Bench()
        let intent = try #require(bench.consider().intent)
        var stopped = crashedView()
        stopped.situation = .down(.user)
        stopped.isDesiredUp = false
        bench.see(stopped)
        let effects = bench.handle(.intentCommitted(intent.id))
        #expect(effects.acts.isEmpty)
        #expect(effects.closing?.outcome == .supersededByHuman)
        #expect(effects.verdict == .refused(.stoppedOnPurpose))
    }

    @Test func `a user's start between intent and act takes the act back`() throws {
        var bench = Bench()
        let intent = try #require(bench.consider().intent)
        bench.see(runningView())
        let effects = bench.handle(.intentCommitted(intent.id))
        #expect(effects.acts.isEmpty && effects.closing?.outcome == .withdrawn)
    }

    @Test func `an alert that is over before the act takes it back`() throws {
        var bench = Bench()
        let intent = try #require(bench.consider().intent)
        bench.alerts = []
        _ = bench.consider()
        #expect(bench.handle(.intentCommitted(intent.id)).closing?.outcome == .withdrawn)
        #expect(bench.effects.acts.isEmpty)
    }

    @Test func `the ledger's refusal sends nothing, and is tried again after a pause`() throws {
        var bench = Bench()
        let intent = try #require(bench.consider().intent)
        #expect(bench.handle(.commitFailed(intent.id, detail: "disk full")).verdict == .refused(.ledgerUnavailable))
        bench.pass(.seconds(29))
        #expect(bench.consider().isEmpty)
        bench.pass(.seconds(1))
        let second = try #require(bench.consider().intent)
        #expect(second.id != intent.id)
        #expect(bench.handle(.intentCommitted(intent.id)).closing?.outcome == .withdrawn, "a late answer is closed")
        #expect(bench.handle(.intentCommitted(second.id)).act != nil)
    }

    @Test func `a ledger that takes long to answer leads to no second intent, and to no late act`() throws {
        var bench = Bench()
        let intent = try #require(bench.consider().intent)
        for _ in 0..<40 {
            bench.pass(.seconds(15))
            #expect(bench.consider().isEmpty)
        }
        #expect(bench.remediator.nextDeadline == nil)
        let late = bench.handle(.intentCommitted(intent.id))
        #expect(late.acts.isEmpty && late.closing?.outcome == .withdrawn)
        #expect(bench.consider().intent != nil)
    }

    @Test func `observe mode writes down what it would have done, once, and never acts`() {
        var bench = Bench(mode: .observe)
        for _ in 0..<20 {
            _ = bench.consider()
            bench.pass(.seconds(15))
        }
        #expect(bench.effects.decisions.map(\.verdict) == [.wouldHave(.power(.start))])
        #expect(bench.effects.intent == nil && bench.effects.acts.isEmpty)
        let refusal = RemediationCounters.Refusal(policy: "restart-crashed", reason: .observing)
        #expect(bench.remediator.counters.refusals == [refusal: 1])
    }

    @Test func `the mode off takes no alert`() {
        var bench = Bench(mode: .off)
        #expect(bench.consider().isEmpty)
        #expect(bench.remediator.incidents.isEmpty)
    }

    @Test func `a refusal is written and counted once for each change of its reason`() {
        var view = crashedView()
        view.isPanelReachable = false
        var bench = Bench(views: [view])
        for _ in 0..<3 { _ = bench.consider() }
        view.isPanelReachable = true
        view.isNodeReachable = false
        bench.see(view)
        for _ in 0..<3 { _ = bench.consider() }
        #expect(
            bench.effects.decisions.map(\.verdict) == [.refused(.panelUnreachable), .refused(.nodeUnreachable)]
        )
        #expect(bench.remediator.counters.refusals.values.reduce(0, +) == 2)
        #expect(bench.remediator.incidents.first?.refusal == .nodeUnreachable)
    }

    @Test func `alerts without a server or with an unknown policy are refused once`() {
        var lost = alert()
        lost.labels = lost.labels.setting("server", to: nil)
        var bench = Bench(alerts: [lost, alert(policy: "nonsense")])
        _ = bench.consider()
        #expect(bench.consider().isEmpty)
        #expect(bench.effects.decisions.map(\.verdict) == [.refused(.noTarget), .refused(.unknownPolicy)])
        let unknown = RemediationCounters.Refusal(policy: "", reason: .unknownPolicy)
        #expect(bench.remediator.counters.refusals[unknown] == 1)
    }

    @Test func `a server that is not listed is refused`() {
        var bench = Bench(views: [], alerts: [alert()])
        #expect(bench.consider().verdict == .refused(.notListed))
    }

    @Test func `two alerts of one server join one incident and give one start`() {
        var bench = Bench(alerts: [alert(), alert(name: "FromPrometheus", at: start - .seconds(5))])
        let effects = bench.consider()
        #expect(effects.count == 1)
        #expect(effects.intent?.incident.alert == "FromPrometheus")
        #expect(bench.remediator.incidents.first?.alerts == ["FromPrometheus", "ServerCrashed"])
    }

    @Test func `a broken node gives no start, but a single server of it does`() {
        let failing = (1...3).map { crashedView($0) }
        var bench = Bench(views: failing + [runningView(4), runningView(5)], alerts: (1...3).map { alert($0) })
        let effects = bench.consider()
        #expect(effects.intent == nil)
        #expect(effects.decisions.map(\.verdict) == Array(repeating: .refused(.nodeOutage), count: 3))
        #expect(bench.brokenNodes == ["node1"])
        bench.see(runningView(2), runningView(3))
        bench.alerts = [alert(1)]
        #expect(bench.consider().intent != nil)
        #expect(bench.brokenNodes == [])
    }

    @Test func `failures of a node that are far apart, or few of many, are the servers' own`() {
        var apart = (1...3).map { crashedView($0) }
        apart[0].situationSince = start - .seconds(300)
        apart[1].situationSince = start - .seconds(200)
        var bench = Bench(views: apart, alerts: [alert(3)])
        #expect(bench.consider().intent != nil)
        let few = (1...3).map { crashedView($0) } + (4...7).map { runningView($0) }
        bench = Bench(views: few, alerts: [alert(3)])
        #expect(bench.consider().intent != nil)
    }
}
