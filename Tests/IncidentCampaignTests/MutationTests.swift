import IncidentCampaign
import Remediation
import Testing

/// No guard is decoration: without it the agent does what it promised not to do, or says what is not so, in a scenario made
/// for it.
struct MutationTests {
    @Test(arguments: GuardScenario.all)
    func `with all guards a scenario passes, and without its own one it fails`(scenario: GuardScenario) async throws {
        var campaign = Campaign(seed: 1, incidents: 0)
        let whole = try await campaign.report(on: scenario.plan)
        #expect(whole.failures.map(\.text) == [])
        #expect(campaign.guards.contains { $0.reason == scenario.reason })
        campaign.guards.removeAll { $0.reason == scenario.reason }
        let mutated = try await campaign.report(on: scenario.plan)
        #expect(mutated.count(scenario.failure) > 0, "nobody missed it: \(mutated.failures.map(\.text))")
    }

    @Test func `every guard has a scenario, and only one`() {
        #expect(GuardScenario.all.map(\.reason.rawValue).sorted() == Guard.standard.map(\.reason.rawValue).sorted())
    }
}
