import IncidentCampaign
import Remediation
import TestSupport
import Testing

/// The agent through incidents of every kind, judged by the simulator's own truth.
struct CampaignTests {
    @Test func `nothing is done that must not be, nothing twice, and nobody is left down`() async throws {
        let campaign = Campaign(seed: 1, incidents: Soak.isOn ? 10_000 : 1_000)
        let report = try await campaign.run(atOnce: 2)
        print(report.json(seed: campaign.seed))
        #expect(report.incidents == campaign.incidents)
        #expect(report.actions > report.incidents / 10)
        for failure in report.failures {
            Issue.record(
                "\(failure.kind): \(failure.row) \(failure.server): \(failure.text); INCIDENT=\(failure.incident)"
            )
        }
    }

    @Test func `the same seed gives the same windows, and another one others`() {
        let lines = Campaign(seed: 7, incidents: 120).episode(1).lines
        #expect(Campaign(seed: 7, incidents: 120).episode(1).lines == lines)
        #expect(Campaign(seed: 8, incidents: 120).episode(1).lines != lines)
        #expect(lines.count == EpisodePlan.size)
    }
}
