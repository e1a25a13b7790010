import Agent
import Alerting
import IncidentCampaign
import PromQL
import Testing

/// The clock of a long `for` over a restart of the agent.
struct AlertMemoryTests {
    @Test func `an alert that waited for twenty of thirty minutes waits no thirty again`() async throws {
        let expression = try Expression(parsing: "vector(1)")
        let rule = AlertingRule(alert: "Long", expression: expression, holdDuration: .seconds(1_800))
        var world = try await VirtualWorld { plan in
            plan.groups.append(RuleGroup(name: "long", file: "long.yml", rules: [.alerting(rule)]))
        }
        await world.run(for: .seconds(1_200))
        #expect(world.core.engine.alerts.contains { $0.name == "Long" && $0.state == .pending })
        try await world.restartAgent()
        // What was left is less than Prometheus' grace period of ten minutes, which has to pass.
        await world.run(for: .seconds(540))
        #expect(!world.firing.contains("Long"))
        let isFiring = await world.run(within: .seconds(120)) { $0.firing.contains("Long") }
        #expect(isFiring)
    }
}
