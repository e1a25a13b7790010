import Agent
import Alerting
import Collecting
import IncidentCampaign
import Notifying
import PanelSimulator
import PterodactylAPI
import Remediation
import StateStore
import Telemetry
import TestSupport
import Testing

/// What the agent tells of a server, over the whole way from the panel.
struct ExplainTests {
    private func crashedWorld(_ sources: SourcePlan = .panelAlone) async throws -> (VirtualWorld, ServerIdentifier) {
        var world = try await VirtualWorld(mode: .observe, sources: sources)
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        let isRefused = await world.run(within: .seconds(900)) { world in
            world.core.remediator.incidents.contains { $0.refusal == .observing }
        }
        try #require(isRefused)
        return (world, server)
    }

    private func facts(_ told: Explanation) -> [String: String] {
        Dictionary(told.evidence.map { ($0.topic, $0.text) }) { first, _ in first }
    }

    @Test func `a crashed server is explained with its evidence, its incident and every guard`() async throws {
        let (world, server) = try await crashedWorld()
        let told = try world.core.explainView(at: world.now).explanation(of: server.rawValue, on: "main")
        #expect(told.situation == "crashed" && told.isDesiredUp == true)
        #expect(told.incident?.alerts == ["PterodactylServerCrashed"])
        #expect(told.plans.first?.refusal?.reason == .observing)
        let facts = facts(told)
        #expect(facts["state"]?.hasPrefix("offline, surely true ") == true)
        #expect(facts["source"]?.hasPrefix("the panel's client API; seen by panel ") == true, "\(facts)")
        #expect(facts["before"]?.hasPrefix("undecided, until ") == true)
        #expect(facts["activity log"]?.hasPrefix("read ") == true && facts["node"] == "can be reached")
        let id = try #require(told.incident?.id)
        #expect(try await world.store.entries(limit: 10).contains { $0.incident.id == id })
    }

    @Test func `what Wings said of a crash is told where somebody listens`() async throws {
        let (world, server) = try await crashedWorld(SourcePlan(polling: .automatic, stream: .all))
        let told = try world.core.explainView(at: world.now).explanation(of: server.rawValue, on: nil)
        let facts = facts(told)
        #expect(facts["source"]?.hasPrefix("its WebSocket; seen by stream ") == true, "\(facts)")
        #expect(facts["crash report"]?.contains("exit code") == true, "\(facts)")
        #expect(facts["crash report"]?.contains("Wings gave up") == true, "\(facts)")
    }

    @Test func `a server that a user stopped is explained with who did what`() async throws {
        var world = try await VirtualWorld()
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running })
        try world.panel.apply(.stop(server.identifier, via: .api), at: world.now)
        await world.run(for: .seconds(600))
        let told = try world.core.explainView(at: world.now).explanation(of: server.uuid.rawValue, on: nil)
        #expect(told.situation == "down: user" && told.isDesiredUp == false)
        #expect(facts(told)["others' doing"]?.hasPrefix("stop by API, ") == true, "\(told.evidence)")
        #expect(told.incident == nil && told.conclusion == "Nothing is done: no alert asks for anything.")
        #expect(told.plans.first { $0.policy == "restart-crashed" }?.refusal?.reason == .stoppedOnPurpose)
    }

    @Test func `a name that nobody or more than one has is told as such`() async throws {
        var world = try await VirtualWorld(and: SimulatorOptions(servers: 5, nodes: 2, latency: .milliseconds(20)))
        await world.run(for: .seconds(120))
        let name = try #require(world.panel.servers.first).name
        let view = world.core.explainView(at: world.now)
        let failure = #expect(throws: ExplainView.Failure.self) { try view.explanation(of: name, on: nil) }
        guard case .ambiguous(let found) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(found.count == 2 && found[0].hasPrefix("main/") && found[1].hasPrefix("other/"))
        #expect(try view.explanation(of: name, on: "other").address.panel == "other")
        #expect(throws: ExplainView.Failure.unknown) { try view.explanation(of: "nobody", on: nil) }
    }

    @Test func `every line of the log about an incident carries the id that ledger and explanation have`() async throws
    {
        var world = try await VirtualWorld()
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        await world.tell(.stopped(StopSwitch(by: "Ada", since: world.now)))
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        let isRefused = await world.run(within: .seconds(900)) { !$0.core.remediator.incidents.isEmpty }
        #expect(isRefused)
        let told = try world.core.explainView(at: world.now).explanation(of: server.rawValue, on: nil)
        let id = try #require(told.incident?.id)
        await world.tell(.stopped(nil))
        let isBack = await world.run(within: .seconds(600)) { world in
            world.log.contains { $0.contains("Remediation ended") }
        }
        #expect(isBack)
        let lines = world.log.filter { line in
            ["Remediation decided", "Remediation acts", "Remediation ended"].contains { line.contains("msg=\"\($0)\"") }
        }
        #expect(lines.count >= 3 && lines.allSatisfy { $0.contains("incident=\(id) ") }, "\(lines)")
        #expect(try await Set(world.store.entries(limit: 100).map(\.incident.id)) == [id])
    }

    @Test func `a message of a policy's step carries the incident's id, too`() async throws {
        var world = try await VirtualWorld { plan in
            plan.notifications = NotificationPlan(receivers: [ReceiverPlan(name: "chat", format: .discord)])
            plan.policies["restart-crashed"]?.steps = [Step(.webhook("chat")), Step(.power(.start))]
        }
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        let isBack = await world.run(within: .seconds(900)) { $0.powerRequests.count == 1 }
        #expect(isBack, "\(world.log.suffix(20).joined(separator: "\n"))")
        let said = world.deliveries.compactMap { sent in
            if case .announcement = sent.delivery.purpose {
                String(decoding: sent.delivery.body, as: UTF8.self)
            } else {
                nil
            }
        }
        let ids = try await Set(world.store.entries(limit: 100).map(\.incident.id))
        #expect(ids.count == 1 && said.count == 1)
        let words = try #require(ids.first).split(separator: "/")
        #expect(
            said.allSatisfy { text in text.contains("Incident") && words.allSatisfy { text.contains($0) } },
            "\(said)"
        )
    }

    // MARK: - The command

    private static let answer: JSONValue = ["status": "success", "data": ["text": "line\n", "server": "a1"]]

    @Test(arguments: [(false, "line\n"), (true, "{\"server\":\"a1\"}\n")])
    func `the command shows the agent's words, or its data`(_ isJSON: Bool, _ shown: String) async throws {
        let transport = StubTransport(always: .json(Self.answer))
        let client = try AgentClient("http://agent:9531", token: nil, over: transport)
        let text = try await ExplainRun.explain("a b", panel: "p", isJSON: isJSON, asking: client)
        #expect(text == shown)
        #expect(transport.requests.map(\.target) == ["/api/v1/explain?server=a%20b&panel=p"])
    }
}
