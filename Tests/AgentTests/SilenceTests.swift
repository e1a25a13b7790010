import Agent
import Alerting
import IncidentCampaign
import PanelSimulator
import PterodactylAPI
import Remediation
import StateStore
import Telemetry
import Testing

/// Silenced alerts and what the agent does about their servers, in virtual time.
struct SilenceTests {
    @Test func `a crashed server is left alone while its alert is silenced, and started when that ends`() async throws {
        var world = try await VirtualWorld()
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running })
        let silence = Silence(
            id: "s1",
            matchers: try MatcherText.parse("server=\(server.identifier.rawValue)"),
            startsAt: world.now,
            endsAt: world.now + .seconds(1_800),
            updatedAt: world.now,
            createdBy: "ada",
            comment: "moving the world"
        )
        await world.silence([silence])
        try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
        let isRefused = await world.run(within: .seconds(900)) { world in
            world.core.remediator.incidents.contains { $0.refusal == .silenced }
        }
        #expect(isRefused)
        await world.run(for: silence.endsAt - world.now - .milliseconds(1))
        #expect(world.powerRequests.isEmpty)
        #expect(world.sum("pterowatch_remediations_refused_total", ["reason": "silenced"]) == 1)
        let told = try await world.store.entries(limit: 10).map(\.explanation)
        #expect(told.contains { $0.contains("by ada until") && $0.hasSuffix("(moving the world; silence s1)") })
        let isBack = await world.run(within: .seconds(120)) { world in
            world.panel.server(server.identifier)?.state == .running
        }
        #expect(isBack, "\(world.log.suffix(20).joined(separator: "\n"))")
        #expect(world.powerRequests.map(\.server) == [server.identifier])
        #expect(world.now > silence.endsAt)
    }

    @Test func `an ended silence holds nothing back, whoever kept it`() async throws {
        for source in [Silences.Source.own, .alertmanager("am")] {
            var world = try await VirtualWorld()
            await world.run(for: .seconds(120))
            let server = try #require(world.panel.servers.first { $0.state == .running })
            let silence = Silence(
                id: "s1",
                matchers: try MatcherText.parse("alertname=~Pterodactyl.*"),
                startsAt: world.now,
                endsAt: world.now + .seconds(86_400),
                updatedAt: world.now,
                createdBy: "ada",
                comment: "why"
            )
            await world.silence([silence], by: source)
            try world.panel.apply(.crash(server.identifier, times: 2), at: world.now)
            await world.run(for: .seconds(900))
            #expect(world.powerRequests.isEmpty)
            #expect(world.core.remediator.incidents.map(\.refusal) == [.silenced])
            await world.silence([], by: source)
            let isStarted = await world.run(within: .seconds(60)) { !$0.powerRequests.isEmpty }
            #expect(isStarted)
        }
    }
}
