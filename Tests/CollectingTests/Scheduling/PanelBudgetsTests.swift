import Collecting
import PterodactylAPI
import Telemetry
import TestSupport
import Testing

struct PanelBudgetsTests {
    private var budgets = PanelBudgets(share: 0.9, reserve: 0.1)

    private static func job(_ call: PanelCall, _ priority: Job.Priority = .routine, every seconds: Int? = nil) -> Job {
        Job(
            call: call,
            collector: nil,
            due: .second(0),
            interval: seconds.map { .seconds($0) },
            priority: priority
        )
    }

    private mutating func spend(_ call: PanelCall, _ priority: Job.Priority = .routine, at seconds: Double) -> Bool {
        budgets.spend(Self.job(call, priority), at: .second(seconds))
    }

    /// Spends until the answer is no.
    private mutating func spendAll(_ call: PanelCall, _ priority: Job.Priority = .routine, at seconds: Double) -> Int {
        var count = 0
        while count < 2_000, spend(call, priority, at: seconds) { count += 1 }
        return count
    }

    private static func answer(to call: PanelCall, _ response: HTTPResponse) -> Exchange<PanelAnswer> {
        Exchange(call.endpoint, response)
    }

    @Test mutating func `looking stops at its share of the limit, and what is left is for actions`() {
        #expect(spendAll(.account, at: 0) == 48, "0.9 of 0.9 of the 60 that are believed at first")
        #expect(budgets.canAct(at: .second(0)))
        #expect(spendAll(.account, .urgent, at: 0) == 0)
        #expect(spendAll(.power(.number(1), .start), .action, at: 0) == 12)
        #expect(!budgets.canAct(at: .second(0)))
    }

    @Test mutating func `each API has its own budget`() {
        _ = spendAll(.account, at: 0)
        #expect(!spend(.account, at: 0))
        #expect(spend(.nodes(page: 1), at: 0))
    }

    @Test mutating func `an answer tells the limit and what is left`() {
        #expect(spend(.account, at: 0))
        let body: JSONValue = ["object": "user", "attributes": ["id": 1, "username": "bob"]]
        let headers = [("X-RateLimit-Limit", "100"), ("X-RateLimit-Remaining", "30")]
        budgets.settle(Self.answer(to: .account, .json(body, headers: headers)), at: .second(1))
        #expect(budgets.lastAnswered == [.client: RateLimit(limit: 100, remaining: 30)])
        #expect(spendAll(.account, at: 1) == 11, "30 left, 19 of 100 kept")
    }

    @Test mutating func `after a refusal nothing goes until the window is over`() {
        #expect(spend(.account, at: 0))
        let headers = [("Retry-After", "30"), ("X-RateLimit-Limit", "60"), ("X-RateLimit-Remaining", "0")]
        budgets.settle(Self.answer(to: .account, .json([:], status: 429, headers: headers)), at: .second(1))
        #expect(!budgets.canAct(at: .second(31)))
        #expect(!spend(.account, at: 31))
        #expect(spend(.account, at: 33))
    }

    @Test(arguments: [(8, 0, 1.0, 1.0), (34, 0, 2.0987, 1.0), (8, 34, 1.0, 2.0987), (68, 34, 4.1975, 2.0987)])
    func `the intervals of an API are stretched by what its own budget lacks`(
        client: Int,
        application: Int,
        byClient: Double,
        byApplication: Double
    ) {
        var agenda = Agenda()
        for number in 0..<client { agenda.add(Self.job(.resources(.number(number)), every: 20)) }
        for page in 0..<application { agenda.add(Self.job(.nodes(page: page), every: 20)) }
        agenda.add(Self.job(.wingsServers(NodeID(1)), every: 1))
        agenda.stretch = budgets.stretches(forDemandOf: agenda)
        #expect(abs(agenda.stretch(of: .client) - byClient) < 0.001)
        #expect(abs(agenda.stretch(of: .application) - byApplication) < 0.001)
        #expect(agenda.stretch(of: .wings) == 1)
    }
}
