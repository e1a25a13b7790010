import Collecting
import PterodactylAPI
import Remediation
import Telemetry
import Testing

/// A human is asked before anything is done.
struct ApprovalTests {
    private static func asked() throws -> (Bench, Approval) {
        var bench = Bench(mode: .ask)
        let effects = bench.consider()
        #expect(effects.verdict == .refused(.awaitingApproval))
        #expect(effects.questions.map(\.event) == [.asked])
        return (bench, try #require(bench.remediator.openApprovals.first))
    }

    private static func answer(
        _ bench: inout Bench,
        _ id: String,
        approves: Bool = true
    ) -> (Result<Approval, Approval.Refusal>, [RemediationEffect]) {
        bench.remediator.answer(id, approves: approves, by: "Ada", in: bench.world, at: bench.now)
    }

    @Test func `what is approved is done once, and says who approved`() throws {
        var (bench, question) = try Self.asked()
        #expect(question.plan.hasPrefix("send start"))
        bench.pass(.seconds(60))
        let (answer, effects) = Self.answer(&bench, question.id)
        #expect(try answer.get().state == .approved(by: "Ada"))
        #expect(effects.questions.map(\.event) == [.approved] && effects.questions.first?.by == "Ada")
        let intent = try #require(effects.intent)
        #expect(intent.approvedBy == "Ada")
        let act = try #require(bench.handle(.intentCommitted(intent.id)).act)
        #expect(act.action == .power(.start))
        #expect(Self.answer(&bench, question.id).0 == .failure(.notOpen(id: question.id)), "an approval is used once")
        _ = bench.handle(.actAnswered(act.intentID, .success(())))
        bench.pass(.seconds(301))
        #expect(bench.verify().closing?.outcome == .failed)
        bench.pass(.seconds(301))
        let again = bench.consider()
        #expect(again.questions.map(\.event) == [.asked] && again.intent == nil, "the next attempt is asked for anew")
    }

    @Test func `nobody's answer in time is no answer`() throws {
        var (bench, question) = try Self.asked()
        bench.pass(.seconds(900))
        #expect(Self.answer(&bench, question.id).0 == .failure(.notOpen(id: question.id)))
        let effects = bench.consider()
        #expect(effects.questions.map(\.event) == [.expired, .asked])
        #expect(bench.remediator.openApprovals.first?.id != question.id)
        #expect(bench.effects.acts.isEmpty)
    }

    @Test func `what is denied is not asked again in the same incident`() throws {
        var (bench, question) = try Self.asked()
        #expect(try Self.answer(&bench, question.id, approves: false).0.get().state == .denied(by: "Ada"))
        for _ in 0..<10 {
            bench.pass(.seconds(300))
            #expect(bench.consider().isEmpty)
        }
        bench.alerts = []
        _ = bench.consider()
        bench.alerts = [alert(at: bench.now)]
        bench.pass(.seconds(1))
        #expect(bench.consider().questions.map(\.event) == [.asked])
    }

    @Test func `guards are asked again at the approval, and after it`() throws {
        var (bench, question) = try Self.asked()
        var stopped = crashedView(at: bench.now)
        stopped.situation = .down(.user)
        bench.see(stopped)
        #expect(Self.answer(&bench, question.id).1.intent == nil)
        #expect(bench.effects.acts.isEmpty)
        bench.see(crashedView(at: bench.now))
        #expect(bench.consider().intent != nil, "the approval holds until it expires")
    }

    @Test func `an approval that could not be acted upon in time is none any more`() throws {
        var (bench, question) = try Self.asked()
        bench.see(runningView(at: bench.now))
        #expect(Self.answer(&bench, question.id).1.intent == nil)
        bench.pass(.seconds(901))
        bench.see(crashedView(at: bench.now))
        let effects = bench.consider()
        #expect(effects.questions.map(\.event) == [.expired, .asked])
        #expect(effects.intent == nil && bench.consider().intent == nil)
    }

    @Test func `an id that was never asked is told so`() throws {
        var (bench, _) = try Self.asked()
        #expect(Self.answer(&bench, "nonsense").0 == .failure(.notOpen(id: "nonsense")))
    }

    @Test func `a question ends with its alert`() throws {
        var (bench, _) = try Self.asked()
        bench.alerts = []
        #expect(bench.consider().questions.map(\.event) == [.expired])
        #expect(bench.remediator.openApprovals.isEmpty)
    }
}

extension [RemediationEffect] {
    fileprivate var questions: [ApprovalRecord] {
        compactMap { if case .recordApproval(let record) = $0 { record } else { nil } }
    }
}
