import Agent
import Collecting
import PterodactylAPI
import Settings
import Testing

struct AgentPlanTests {
    @Test func `each panel's servers are known as its settings say`() {
        let sources = SourcePlan(
            polling: .wings,
            stream: .matching(ServerSelector(nodes: ["fra-*"])),
            wingsInterval: .seconds(5),
            wingsURLs: ["fra-1": "https://10.0.0.5:8080"]
        )
        let panels = ["a", "b"].map { PanelSettings(name: $0, url: "https://\($0)", apiKey: Secret("ptlc_key")) }
        var configuration = Configuration(panels: panels)
        configuration.panels[1].sources = sources
        let plan = AgentPlan(configuration, groups: [])
        #expect(plan.panels.map(\.sources) == [SourcePlan(), sources])
    }

    @Test func `settings that nobody changed ask as often as a plan that nobody changed`() {
        let panel = PanelSettings(name: "main", url: "https://main", apiKey: Secret("ptlc_key"))
        let plan = AgentPlan(Configuration(panels: [panel]), groups: [])
        #expect(plan.panels == [PanelPlan(name: "main")])
    }
}
