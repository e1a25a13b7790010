import Alerting
import Collecting
import PterodactylAPI
import Remediation
import Telemetry
import Testing

/// What people are told of a server: what is believed, why, and what holds the agent back.
struct ExplanationTests {
    private func explanation(_ bench: Bench, _ evidence: ServerEvidence = ServerEvidence()) throws -> Explanation {
        try #require(bench.remediator.explain(bench.address, evidence: evidence, in: bench.world, at: bench.now))
    }

    @Test func `the page of a crashed server that was given another try too recently`() throws {
        var bench = Bench()
        bench.failOnce()
        bench.pass(.seconds(90))
        bench.alerts = [alert(), alert(name: "Foreign")]
        _ = bench.consider()
        var report = CrashReport(verdict: .gaveUp(within: .seconds(60)))
        report.exitCode = 1
        let evidence = ServerEvidence(
            source: .wings,
            observedBySource: [.wings: bench.now - .seconds(4), .stream: bench.now - .seconds(65)],
            lastUpAt: start - .seconds(62),
            previous: .undecided,
            lastEvent: ServerEvent(id: "e", kind: .power(.stop), at: start - .seconds(3_600), isAPI: true),
            lastReport: report,
            lastReportAt: start - .seconds(60),
            activity: .read(bench.now - .seconds(30)),
            schedules: .denied
        )
        let lines = try explanation(bench, evidence).text.split(separator: "\n", omittingEmptySubsequences: false)
        let page = lines.filter { !$0.hasPrefix("  yes") }.joined(separator: "\n")
        #expect(
            page == """
                server 1 (main/00000001) on node node1

                situation  crashed since 2027-01-15T07:59:00Z (7m 31s): it is down and should be up: it ended by itself, and Wings did not bring it back
                wanted up  yes: it was up, and nobody is found to have stopped it
                incident   main/00000001/1800000000000 since 2027-01-15T08:00:00Z (6m 31s), asked for by Foreign, ServerCrashed
                now        Nothing is done: the last attempt ended 1m 30s ago; the cooldown is 5m (cooldown).
                you can    wait, or start it in the panel

                evidence
                  state          offline, surely true 0s ago
                  source         the node's daemon; seen by stream 1m 5s ago, wings 4s ago
                  before         undecided, until 2027-01-15T07:59:00Z (7m 31s ago)
                  last up        2027-01-15T07:58:58Z (7m 33s ago)
                  others' doing  stop by API, 2027-01-15T07:00:00Z (1h 6m 31s ago)
                  crash report   exit code 1, Wings gave up, since it crashed less than 1m before, 2027-01-15T07:59:00Z (7m 31s ago)
                  activity log   read 30s ago
                  schedules      the key may not read it
                  panel          answers
                  node           can be reached

                policy restart-crashed: send start and expect it to run (5m at most)
                  NO   cooldown  the last attempt ended 1m 30s ago; the cooldown is 5m

                """
        )
        #expect(lines.count { $0.hasPrefix("  yes") } == Guard.standard.count - 1, "every guard answers")
    }

    /// What is done about a server, and what a human can do.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let conclusion: String
        let reason: RefusalReason?
        let advice: String?
        var mode = Mode.automatic
        var isAsked = true
        let change: @Sendable (inout Bench) -> Void
        var testDescription: String { name }
    }

    private static func seen(_ bench: inout Bench, _ change: (inout ServerView) -> Void) {
        guard var view = bench.world.fleet[bench.address] else { return }
        change(&view)
        bench.see(view)
    }

    private static let rows = [
        Row(
            name: "up, and nobody asks",
            conclusion: "Nothing is done: no alert asks for anything.",
            reason: .notDown,
            advice: nil,
            isAsked: false
        ) { $0.see(runningView()) },
        Row(
            name: "up, and an alert asks",
            conclusion: "Nothing is done: the server is running, not offline (not_down).",
            reason: .notDown,
            advice: nil
        ) { $0.see(runningView()) },
        Row(
            name: "stopped by a user",
            conclusion: "Nothing is done: ",
            reason: .stoppedOnPurpose,
            advice: "start it in the panel if it is to run: from then on it counts as wanted"
        ) { bench in
            seen(&bench) {
                $0.situation = .down(.user)
                $0.isDesiredUp = false
            }
        },
        Row(
            name: "a node out of reach",
            conclusion: "Nothing is done: the panel does not reach the node node1 (node_unreachable).",
            reason: .nodeUnreachable,
            advice: "see whether Wings runs on the node and the panel reaches it"
        ) { bench in
            seen(&bench) {
                $0.isNodeReachable = false
                $0.state = nil
                $0.situation = .unknown
            }
        },
        Row(
            name: "given up",
            conclusion: "Nothing is done: the server was given up and needs a human (attempts_exhausted).",
            reason: .attemptsExhausted,
            advice: "find out why it does not stay up, and start it in the panel: that clears it"
        ) { bench in
            for _ in 0..<3 {
                bench.failOnce()
                bench.pass(.seconds(600))
            }
        },
        Row(
            name: "silenced",
            conclusion: "Nothing is done: every alert that asks for it is silenced: by ada until ",
            reason: .silenced,
            advice: "pterowatch silence expire s1"
        ) { $0.world.silences.replace(.own, with: [silence(matchers: [equal("server", "00000001")])]) },
        Row(
            name: "stopped as a whole",
            conclusion: "Nothing is done: remediation was stopped by Ada 0s ago: moving (stopped).",
            reason: .stopped,
            advice: "pterowatch remediations resume"
        ) { $0.world.stop = StopSwitch(by: "Ada", reason: "moving", since: $0.now) },
        Row(
            name: "seen too long ago",
            conclusion: "It looks at the server again, and would then send start and expect it to run (5m at most).",
            reason: .staleObservation,
            advice: nil
        ) { bench in seen(&bench) { $0.observedAt = start - .seconds(120) } },
        Row(
            name: "only observed",
            conclusion: "Nothing is done: would have done: send start",
            reason: .observing,
            advice: "set remediation.mode to automatic to let it act, or do it in the panel",
            mode: .observe
        ) { _ in },
        Row(
            name: "a policy that there is not",
            conclusion: "Nothing is done: the alert asks for restart-crashed, and no such policy is configured.",
            reason: nil,
            advice: "configure the policy under remediation.policies, or let the rule ask for another one",
            mode: .observe
        ) { bench in
            _ = bench.consider()
            bench.remediator.reconfigure(policies: [:], mode: .automatic)
        },
        Row(
            name: "an attempt under way",
            conclusion: "An attempt is under way: send start: sent 0s ago, not answered yet.",
            reason: .attemptOpen,
            advice: "wait until the attempt is verified"
        ) { _ = $0.reachAct() },
        Row(
            name: "switched off",
            conclusion: "Nothing is decided: the mode is off.",
            reason: .observing,
            advice: nil,
            mode: .off
        ) { _ in },
    ]

    @Test(arguments: rows)
    func `what is done now is told with the guard that holds it back and what a human can do`(_ row: Row) throws {
        var bench = Bench(mode: row.mode, alerts: row.isAsked ? [alert()] : [])
        row.change(&bench)
        if row.name == "a policy that there is not" {
            let told = try explanation(bench)
            #expect(told.plans.isEmpty && told.advice == [row.advice].compactMap(\.self))
            #expect(told.conclusion == row.conclusion)
            return
        }
        _ = bench.consider()
        let told = try explanation(bench)
        #expect(told.conclusion.hasPrefix(row.conclusion), "\(told.conclusion)")
        let plan = try #require(told.plans.first)
        #expect(told.plans.count == 1 && plan.policy == "restart-crashed")
        #expect(plan.isAskedFor == (told.incident != nil))
        #expect(plan.refusal?.reason == row.reason)
        let asked = Guard.standard.filter { told.attempt == nil || !$0.isForBeginning }
        #expect(plan.hearing.entries.map(\.reason) == asked.map(\.reason))
        #expect(plan.hearing.refusal?.reason == row.reason, "the first objection is the one that is told")
        #expect(told.advice == [row.advice].compactMap(\.self))
    }

    @Test func `an explanation says what a decision would come to, and changes nothing`() throws {
        let bench = Bench()
        var asked = bench
        let before = try explanation(asked)
        #expect(before.incident == nil && before.plans.map(\.isAskedFor) == [false])
        #expect(before.plans.first?.refusal == nil)
        let again = try explanation(asked)
        #expect(before == again)
        let intent = try #require(asked.consider().intent)
        let told = try explanation(asked)
        #expect(told.incident?.id == intent.incident.id)
        #expect(told.attempt == "send start: the ledger is being told; nothing is sent yet")
        var fresh = bench
        #expect(fresh.consider().intent?.id == intent.id, "nothing was counted meanwhile")
    }

    @Test func `a server that no policy names has no plan, and one that is not listed no explanation`() throws {
        var policy = steady
        policy.servers = [equal("node", "elsewhere")]
        let bench = Bench(policy: policy, alerts: [])
        #expect(try explanation(bench).plans.isEmpty)
        let unknown = ServerAddress(panel: "main", identifier: ServerIdentifier("nowhere"))
        let told = bench.remediator.explain(unknown, evidence: ServerEvidence(), in: bench.world, at: bench.now)
        #expect(told == nil)
    }

    @Test func `a name cannot reach beyond its line`() throws {
        var view = crashedView()
        view.name = "a\nincident   none\u{1b}[2J\u{202E}"
        let text = try explanation(Bench(views: [view])).text
        #expect(text.hasPrefix("a incident   none [2J  (main/00000001) on node node1\n"))
        #expect(!text.unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202E}" })
    }

    // MARK: - Whom a person means

    @Test(
        arguments: [
            ("00000001", nil, ["main/00000001"]), ("00000001-0000-4000-8000-000000000000", nil, ["main/00000001"]),
            ("SERVER 2", nil, ["main/00000002"]), ("server 3", nil, ["main/00000003", "other/00000003"]),
            ("server 3", "other", ["other/00000003"]), ("server 2", "other", []), ("", nil, []), ("server", nil, []),
        ] as [(String, String?, [String])]
    )
    func `a server is found by its ids, or else by its name`(_ text: String, _ panel: String?, _ found: [String]) {
        var other = crashedView(3)
        other.panel = "other"
        let fleet = Fleet([crashedView(1), crashedView(2), crashedView(3), other])
        #expect(fleet.servers(called: text, on: panel).map { ServerAddress($0).description } == found)
    }

    @Test func `an id is meant before a name that is spelled like it`() {
        var tricky = crashedView(2)
        tricky.name = "00000001"
        #expect(Fleet([crashedView(1), tricky]).servers(called: "00000001").map(\.identifier.rawValue) == ["00000001"])
    }
}
