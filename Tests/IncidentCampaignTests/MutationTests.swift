import Agent
import IncidentCampaign
import Remediation
import Testing

/// No guard is decoration: without it the agent does what it promised not to do, in a scenario made for it.
struct MutationTests {
    /// A guard, and what it takes to miss it.
    struct Scenario: Sendable, CustomTestStringConvertible {
        let reason: RefusalReason
        let kinds: [IncidentKind]
        let source: CampaignSource
        let servers: Int
        let nodes: Int

        init(
            _ reason: RefusalReason,
            _ kinds: IncidentKind...,
            by source: CampaignSource = .wings,
            servers: Int = 24,
            nodes: Int = 2
        ) {
            self.reason = reason
            self.kinds = kinds
            self.source = source
            self.servers = servers
            self.nodes = nodes
        }

        var testDescription: String { reason.rawValue }

        var plan: EpisodePlan { EpisodePlan(of: kinds, by: source, servers: servers, nodes: nodes) }
    }

    static let scenarios = [
        Scenario(.stopped, .stopSwitch),
        Scenario(.notCovered, .notCovered),
        Scenario(.maintenanceWindow, .maintenanceWindow),
        Scenario(.ownerOptOut, .ownerOff),
        Scenario(.observing, .ownerObserves),
        Scenario(.silenced, .silence),
        Scenario(.waitsForOthers, .dependency),
        Scenario(.cooldown, .startFailsOnce),
        Scenario(.ledgerUnavailable, .brokenLedger),
        // Too few of the fleet for its own guard.
        Scenario(.nodeOutage, .crowd, servers: 100, nodes: 4),
        Scenario(.nodeBusy, .crowd, servers: 50),
        Scenario(.fleetOutage, .fleetCrash, servers: 100, nodes: 4),
    ]

    @Test(arguments: scenarios)
    func `with all guards a scenario passes, and without its own one it fails`(scenario: Scenario) async throws {
        var campaign = Campaign(seed: 1, incidents: 0)
        let whole = try await campaign.report(on: scenario.plan)
        #expect(whole.failures.map(\.text) == [])
        #expect(campaign.guards.contains { $0.reason == scenario.reason })
        campaign.guards.removeAll { $0.reason == scenario.reason }
        let mutated = try await campaign.report(on: scenario.plan)
        #expect(mutated.count(.falseAction) > 0, "nobody missed it")
    }
}
