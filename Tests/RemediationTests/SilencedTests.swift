import Alerting
import PromQL
import Remediation
import Telemetry
import Testing

/// Silenced alerts ask for nothing.
struct SilencedTests {
    private static func matchers(_ text: String) throws -> [LabelMatcher] { try MatcherText.parse(text) }

    /// Silences of a source in a world.
    private static func silences(_ source: Silences.Source = .own, _ silences: Silence...) -> Silences {
        var all = Silences()
        all.replace(source, with: silences)
        return all
    }

    @Test func `a silenced alert leads to nothing, and the ledger names who silenced it and why`() throws {
        var bench = Bench()
        bench.world.silences = Self.silences(.own, silence(matchers: try Self.matchers("server=00000001")))
        let effects = bench.consider()
        #expect(effects.intent == nil)
        #expect(effects.verdict == .refused(.silenced))
        #expect(
            effects.decisions.first?.explanation
                == "every alert that asks for it is silenced: by ada until 2027-01-15T09:00:00Z (moving the world; silence s1)"
        )
        #expect(bench.consider().decisions.isEmpty, "the same reason is written down once")
    }

    @Test func `what an Alertmanager keeps holds alike, and its name is told`() throws {
        var bench = Bench()
        let quiet = silence(matchers: try Self.matchers("alertname=ServerCrashed"))
        bench.world.silences = Self.silences(.alertmanager("am1"), quiet)
        let effects = bench.consider()
        #expect(effects.verdict == .refused(.silenced))
        #expect(effects.decisions.first?.explanation.contains("silence s1 of Alertmanager am1)") == true)
    }

    @Test func `silences see external labels, and those of the alert before them`() throws {
        var bench = Bench()
        bench.world.externalLabels = ["agent": "one", "severity": "none"]
        bench.world.silences = Self.silences(.own, silence(matchers: try Self.matchers("agent=one,severity=page")))
        #expect(bench.consider().verdict == .refused(.silenced))
        bench.world.externalLabels = ["agent": "two"]
        #expect(bench.consider().intent != nil)
    }

    @Test func `many silences are told by the first three`() throws {
        var bench = Bench()
        let matchers = try Self.matchers("server=00000001")
        var all = Silences()
        all.replace(.own, with: (1...5).map { silence("s\($0)", matchers: matchers) })
        bench.world.silences = all
        let text = try #require(bench.consider().decisions.first?.explanation)
        #expect(text.contains("silence s3)") && !text.contains("silence s4)") && text.hasSuffix(" and 2 more"))
    }

    @Test(arguments: ["server=00000002", "alertname=Other", "server=00000001,alertname=Other"])
    func `a silence of other alerts holds nothing back`(_ text: String) throws {
        var bench = Bench()
        bench.world.silences = Self.silences(.own, silence(matchers: try Self.matchers(text)))
        #expect(bench.consider().intent != nil)
    }

    @Test func `one alert that is not silenced is enough to act, and is not when it is gone`() throws {
        var bench = Bench(alerts: [alert(), alert(name: "Other")])
        bench.world.silences = Self.silences(.own, silence(matchers: try Self.matchers("alertname=ServerCrashed")))
        #expect(bench.consider().intent != nil)
        var later = Bench(alerts: [alert(), alert(name: "Other")])
        later.world.hasNoBudget()
        #expect(later.consider().verdict == .refused(.noBudget))
        later.world = bench.world
        later.alerts = [alert()]
        #expect(later.consider().verdict == .refused(.silenced))
        later.world.silences = Self.silences(
            .own,
            silence("s1", matchers: try Self.matchers("alertname=ServerCrashed")),
            silence("s2", matchers: try Self.matchers("alertname=Other"))
        )
        later.alerts = [alert(), alert(name: "Other")]
        #expect(later.consider().intent == nil, "each of them may be silenced by another")
    }

    @Test func `it acts from the moment at which the silence ends`() throws {
        var bench = Bench()
        let quiet = silence(matchers: try Self.matchers("server=00000001"), for: .seconds(60))
        bench.world.silences = Self.silences(.own, quiet)
        #expect(bench.consider().verdict == .refused(.silenced))
        bench.pass(.seconds(60) - .milliseconds(1))
        #expect(bench.consider().intent == nil)
        bench.pass(.milliseconds(1))
        #expect(bench.consider().intent != nil)
    }

    @Test func `a silence that comes between intent and act ends the attempt, as a human's will`() throws {
        var bench = Bench()
        let intent = try #require(bench.consider().intent)
        bench.world.silences = Self.silences(.own, silence(matchers: try Self.matchers("server=00000001")))
        let effects = bench.handle(.intentCommitted(intent.id))
        #expect(effects.act == nil)
        #expect(effects.closing?.outcome == .supersededByHuman)
        #expect(effects.closing?.explanation.hasSuffix("silence s1); nothing was sent") == true)
        #expect(effects.verdict == .refused(.silenced))
    }

    @Test func `no further attempt follows one that failed, until the silence is over`() throws {
        var bench = Bench()
        bench.failOnce()
        bench.world.silences = Self.silences(
            .own,
            silence(matchers: try Self.matchers("server=00000001"), for: .seconds(7_200))
        )
        bench.pass(.seconds(600))
        #expect(bench.consider().verdict == .refused(.silenced))
        bench.pass(.seconds(7_200))
        #expect(bench.consider().intent != nil)
    }
}

extension World {
    /// Takes the panel's request budget away.
    fileprivate mutating func hasNoBudget() { panelsWithoutBudget = ["main"] }
}
