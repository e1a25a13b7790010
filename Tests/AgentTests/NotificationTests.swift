import Agent
import IncidentCampaign
import Notifying
import PanelSimulator
import PterodactylAPI
import Remediation
import Telemetry
import Testing

/// The whole way from a server that crashes to a message.
struct NotificationTests {
    private static let plan = NotificationPlan(
        externalLabels: ["cluster": "eu"],
        alertmanagers: [AlertmanagerPlan(name: "am")],
        receivers: [ReceiverPlan(name: "chat", format: .discord, grouping: .labels(["alertname", "server"]))]
    )

    @Test func `a crash that Wings gives up is told to a channel, and its end too`() async throws {
        var world = try await VirtualWorld(mode: .observe) { $0.notifications = Self.plan }
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        await world.run(for: .seconds(400))
        #expect(world.messages(about: server).map(\.firing.count) == [1])
        #expect(world.messages(about: server).first?.firing.first?["cluster"] == "eu")
        try world.panel.apply(.start(server, via: .web), at: world.now)
        await world.run(for: .seconds(600))
        #expect(world.messages(about: server).map(\.resolved.count) == [0, 1])
        #expect(world.log.count { $0.contains("A receiver was told of alerts") && $0.contains(server.rawValue) } == 2)
        #expect((world.value("pterowatch_notifications_total", ["receiver": "chat"]) ?? 0) >= 2)
        #expect((world.value("pterowatch_notifications_total", ["receiver": "am"]) ?? 0) >= 2)
        #expect(world.value("pterowatch_notification_queue_length", ["receiver": "am"]) == 0)
    }

    @Test func `silences that an Alertmanager keeps are known as soon as it was asked`() async throws {
        var world = try await VirtualWorld(mode: .observe) { $0.notifications = Self.plan }
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        let silences = """
            [{"id":"1","createdBy":"me","comment":"c","startsAt":"2020-01-01T00:00:00Z","endsAt":"2040-01-01T00:00:00Z",
              "matchers":[{"name":"server","value":"\(server.rawValue)","isRegex":false}]}]
            """
        world.answerToDelivery = { delivery in
            .success(HTTPResponse(status: 200, body: delivery.purpose == .silences ? Array(silences.utf8) : []))
        }
        await world.run(for: .seconds(120))
        #expect(world.value("pterowatch_silences", ["source": "am"]) == 1)
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        await world.run(for: .seconds(400))
        #expect(world.firing.contains("PterodactylServerCrashed"))
        #expect(world.messages(about: server).isEmpty)
    }

    @Test func `a killed agent's successor repeats no message and tells the end`() async throws {
        var world = try await VirtualWorld(mode: .observe) { $0.notifications = Self.plan }
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        await world.run(for: .seconds(400))
        #expect(world.messages(about: server).count == 1)
        try await world.restartAgent()
        await world.run(for: .seconds(400))
        #expect(world.messages(about: server).count == 1)
        try world.panel.apply(.start(server, via: .web), at: world.now)
        await world.run(for: .seconds(600))
        #expect(world.messages(about: server).map(\.resolved.count) == [0, 1])
    }

    @Test(arguments: [Mode.automatic, .observe])
    func `the first message names the incident that the ledger has, and so does the last`(mode: Mode) async throws {
        var plan = Self.plan
        plan.receivers[0].groupWait = .seconds(1)
        var world = try await VirtualWorld(mode: mode) { $0.notifications = plan }
        await world.run(for: .seconds(120))
        let server = try #require(world.panel.servers.first { $0.state == .running }).identifier
        try world.panel.apply(.crash(server, times: 2), at: world.now)
        let isKnown = await world.run(within: .seconds(600)) { !$0.core.remediator.incidents.isEmpty }
        #expect(isKnown)
        let incident = try #require(world.core.remediator.incidents.first).header.id
        #expect(world.core.remediator.incident(of: ["panel": "main", "server": server.rawValue]) == nil)
        await world.run(for: .seconds(60))
        try await world.restartAgent()
        if mode == .observe {
            await world.run(for: .seconds(300))
            try world.panel.apply(.start(server, via: .web), at: world.now)
        }
        await world.run(for: .seconds(900))
        let entries = try await world.store.entries(limit: 10)
        #expect(entries.contains { $0.incident.id == incident })
        let told = world.annotations(about: server).map { $0["incident"]?.string }
        #expect(told.first == incident && told.count > 1 && !told.contains(nil), "\(told)")
        let messages = world.deliveries.compactMap { _, delivery -> String? in
            guard case .message(let message) = delivery.purpose, message.group["server"] == server.rawValue else {
                return nil
            }
            return String(decoding: delivery.body, as: UTF8.self)
        }
        #expect(messages.count == 2 && messages.allSatisfy { $0.contains("Incident main/\(server.rawValue)/") })
        #expect(messages.first?.contains("Incident \(incident)") == true)
    }
}

extension VirtualWorld {
    /// The annotations of each crash of a server that the Alertmanager was told of, in order.
    fileprivate func annotations(about server: ServerIdentifier) -> [JSONValue] {
        deliveries.flatMap { _, delivery -> [JSONValue] in
            guard case .alerts = delivery.purpose else { return [] }
            return (JSONValue(parsing: delivery.body)?.array ?? []).filter {
                $0["labels"]?["server"]?.string == server.rawValue
                    && $0["labels"]?["alertname"]?.string == "PterodactylServerCrashed"
            }
        }.compactMap { $0["annotations"] }
    }

    /// What receivers were told about a server.
    fileprivate func messages(about server: ServerIdentifier) -> [Delivery.Message] {
        deliveries.compactMap { _, delivery in
            guard case .message(let message) = delivery.purpose, message.group["server"] == server.rawValue else {
                return nil
            }
            return message
        }
    }
}
