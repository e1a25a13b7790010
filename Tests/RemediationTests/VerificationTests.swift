import Collecting
import PterodactylAPI
import Remediation
import Telemetry
import Testing

struct VerificationTests {
    @Test(arguments: [
        PanelError.nodeUnreachable, .transport(.timedOut), .transport(.brokenAnswer("cut")), .cancelled,
        .panelUnavailable(status: 502, detail: ""), .nodeError(status: 500, detail: ""),
        .unexpectedBody(status: 200, detail: ""),
    ])
    func `an answer that may hide a success keeps the intent open until the deadline`(_ error: PanelError) throws {
        var bench = Bench()
        let act = try #require(bench.reachAct().act)
        #expect(bench.handle(.actAnswered(act.intentID, .failure(error))).isEmpty)
        for _ in 0..<19 {
            bench.pass(.seconds(15))
            #expect(bench.consider().isEmpty)
        }
        bench.pass(.seconds(15))
        #expect(bench.consider().closing?.outcome == .failed)
    }

    @Test func `a call that ended in 504 and was carried out after all is a recovery`() throws {
        var bench = Bench()
        let act = try #require(bench.reachAct().act)
        _ = bench.handle(.actAnswered(act.intentID, .failure(.nodeUnreachable)))
        bench.pass(.seconds(60))
        bench.see(runningView(at: bench.now))
        #expect(bench.consider().closing?.outcome == .recovered)
    }

    @Test(arguments: [
        (PanelError.forbidden(detail: "no"), Outcome.refusedByPanel), (.notFound(detail: ""), .refusedByPanel),
        (.conflict(.suspended, detail: ""), .refusedByPanel), (.nodeError(status: 400, detail: ""), .refusedByPanel),
        (.rateLimited(nil), .notDelivered), (.transport(.connectFailed("refused")), .notDelivered),
    ])
    func `an answer that surely means no closes the intent at once`(_ error: PanelError, _ outcome: Outcome) throws {
        var bench = Bench()
        let act = try #require(bench.reachAct().act)
        #expect(bench.handle(.actAnswered(act.intentID, .failure(error))).closing?.outcome == outcome)
        #expect(bench.consider().verdict == .refused(.cooldown))
        #expect(bench.handle(.actAnswered(act.intentID, .success(()))).isEmpty, "a second answer means nothing")
    }

    @Test func `running seen before the act is no recovery`() throws {
        var bench = Bench()
        let act = try #require(bench.reachAct().act)
        _ = bench.handle(.actAnswered(act.intentID, .success(())))
        var old = runningView()
        old.observedAt = start - .seconds(1)
        bench.see(old)
        #expect(bench.verify().isEmpty)
    }

    @Test func `a user's stop after the act ends it as superseded`() throws {
        var bench = Bench()
        let act = try #require(bench.reachAct().act)
        _ = bench.handle(.actAnswered(act.intentID, .success(())))
        bench.pass(.seconds(30))
        var stopped = crashedView(at: bench.now)
        stopped.situation = .down(.user)
        stopped.situationSince = bench.now - .seconds(5)
        bench.see(stopped)
        #expect(bench.verify().closing?.outcome == .supersededByHuman)
    }

    @Test func `at the deadline nothing is said of a server that cannot be seen, until long after`() throws {
        var bench = Bench()
        let act = try #require(bench.reachAct().act)
        _ = bench.handle(.actAnswered(act.intentID, .success(())))
        var unseen = crashedView()
        unseen.state = nil
        unseen.isPanelReachable = false
        bench.see(unseen)
        bench.pass(.seconds(301), isObserving: false)
        #expect(bench.verify().isEmpty)
        let next = try #require(bench.remediator.nextDeadline)
        #expect(next > bench.now, "no deadline that would be met again and again")
        unseen.isPanelReachable = true
        bench.see(unseen)
        bench.pass(.seconds(10), isObserving: false)
        #expect(bench.verify() == [.confirm(bench.address)])
        bench.pass(.seconds(589), isObserving: false)
        #expect(bench.verify().closing?.outcome == .unverified)
    }

    @Test func `an intent left open by a killed agent is never acted upon again, and the world decides`() throws {
        var first = Bench()
        let intent = try #require(first.consider().intent)
        let history = LedgerHistory(openIntents: [intent])

        var up = Bench(history: history, at: start + .seconds(30))
        up.see(crashedView(at: up.now))
        #expect(up.consider().intent == nil)
        up.pass(.seconds(60))
        up.see(runningView(at: up.now))
        #expect(
            up.verify().closing
                == Closing(
                    intentID: intent.id,
                    outcome: .recovered,
                    explanation: "running 1m 30s after the act",
                    at: up.now
                )
        )

        var down = Bench(history: history, at: start + .seconds(30))
        while down.now < start + .seconds(295) {
            #expect(down.consider().intent == nil)
            down.pass(.seconds(15))
        }
        down.pass(.seconds(15))
        #expect(down.consider().closing?.outcome == .failed)
        #expect(down.consider().intent == nil, "the cooldown runs from the end")
        down.pass(.seconds(300))
        let second = try #require(down.consider().intent)
        #expect(second.explanation.contains("attempt 2 of 3"))
    }

    @Test func `an intent found long after its deadline waits for the first observation`() throws {
        var first = Bench()
        let intent = try #require(first.consider().intent)
        var unseen = crashedView()
        unseen.state = nil
        unseen.observedAt = nil
        var late = Bench(
            history: LedgerHistory(openIntents: [intent]),
            views: [unseen],
            alerts: [],
            at: start + .seconds(7_200)
        )
        #expect(late.verify().closing == nil)
        late.pass(.seconds(20), isObserving: false)
        late.see(runningView(at: late.now))
        #expect(late.verify().closing?.outcome == .recovered)
    }

    @Test func `attempts obey the cooldown, and after the limit the server is given up`() {
        var bench = Bench()
        for _ in 0..<3 {
            bench.failOnce()
            bench.pass(.seconds(299))
            #expect(bench.consider().intent == nil)
            bench.pass(.seconds(1))
        }
        #expect(bench.effects.acts.count == 3)
        for _ in 0..<100 {
            bench.pass(.seconds(60))
            #expect(bench.consider().intent == nil)
        }
        #expect(bench.remediator.givenUp.keys.map(\.description) == ["main/00000001"])
        #expect(bench.effects.decisions.map(\.verdict).contains(.refused(.attemptsExhausted)))
    }

    /// A bench whose server is given up.
    private func givenUp() -> Bench {
        var bench = Bench()
        for _ in 0..<3 {
            bench.failOnce()
            bench.pass(.seconds(300))
        }
        _ = bench.consider()
        return bench
    }

    @Test func `a human who brings the server up clears that it was given up`() {
        var bench = givenUp()
        #expect(bench.remediator.givenUp.count == 1)
        bench.pass(.seconds(60))
        var started = runningView(at: bench.now)
        started.lastIntervention = bench.now - .seconds(10)
        bench.see(started)
        bench.alerts = []
        #expect(bench.consider().verdict == .rearmed)
        #expect(bench.remediator.givenUp.isEmpty)
        bench.pass(.seconds(300))
        var crashed = crashedView(at: bench.now)
        crashed.lastIntervention = started.lastIntervention
        bench.see(crashed)
        bench.alerts = [alert(at: bench.now)]
        #expect(bench.reachAct().act != nil, "earlier attempts do not count any more")
    }

    @Test func `a long healthy run clears that it was given up, a short one does not`() {
        var bench = givenUp()
        bench.alerts = []
        bench.see(runningView(at: bench.now))
        bench.pass(.seconds(3_599))
        #expect(bench.verify().isEmpty)
        bench.pass(.seconds(1))
        #expect(bench.verify().verdict == .rearmed)
    }

    @Test func `a server given up stays so over a restart of the agent`() {
        let before = givenUp()
        var after = Bench(history: LedgerHistory(givenUp: before.remediator.givenUp), at: before.now + .seconds(86_400))
        after.see(crashedView(at: after.now))
        #expect(after.consider().verdict == .refused(.attemptsExhausted))
        #expect(after.effects.intent == nil)
    }

    @Test func `attempts of the ledger count after a restart`() {
        let address = Bench().address
        let attempts = [50, 40, 30].map {
            LedgerHistory.PastAttempt(address: address, outcome: .recovered, endedAt: start - .seconds($0 * 60))
        }
        var bench = Bench(history: LedgerHistory(attempts: attempts))
        #expect(bench.consider().verdict == .refused(.attemptsExhausted))
        bench = Bench(history: LedgerHistory(attempts: Array(attempts.dropFirst())))
        #expect(bench.consider().intent != nil)
    }

    @Test func `a closing that could not be written is handed out again`() throws {
        var bench = Bench()
        let act = try #require(bench.reachAct().act)
        let closing = try #require(
            bench.handle(.actAnswered(act.intentID, .failure(.forbidden(detail: "no")))).closing
        )
        _ = bench.handle(.closeFailed(closing))
        #expect(bench.remediator.nextDeadline == start + .seconds(30))
        bench.pass(.seconds(30))
        #expect(bench.verify() == [.closeAgain(closing)])
        #expect(bench.verify().isEmpty)
    }
}
