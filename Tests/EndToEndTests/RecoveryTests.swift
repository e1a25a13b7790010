import Foundation
import Remediation
import Testing

@Suite(.timeLimit(.minutes(3)))
struct RecoveryTests {
    @Test func `a server that Wings gave up is started once, and the ledger says so`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    let server = try await simulator.runningServer()
                    try await simulator.crashForGood(server.identifier)
                    // The shipped rule, with its own 15 s.
                    try await agent.shows { $0.alerts("pending").contains("PterodactylServerCrashed") }
                    #expect(try await simulator.server(server.identifier).wings_gave_up)
                    // The act follows at once and ends the alert, perhaps before a page is read: the log keeps it.
                    try await agent.logs("An alert fires", "PterodactylServerCrashed", server.identifier)
                    let recovered = try await agent.shows { $0.remediations("recovered") > 0 }
                    #expect(recovered.sum("pterowatch_remediations_total") == 1)
                    #expect(try await simulator.server(server.identifier).state == "running")
                    let power = try await simulator.power
                    #expect(power.map(\.signal) == ["start"])
                    #expect(power.map(\.server) == [server.identifier])
                    #expect(power.map(\.status) == [204])
                    let ledger = try await Ledger(in: folder)
                    #expect(ledger.outcomes == [.recovered])
                    #expect(ledger.openIntents.isEmpty)
                    try await agent.shows { $0.alerts("firing") == ["PterowatchWatchdog"] }
                }
            }
        }
    }

    @Test func `a server that a user stopped on the web is left alone`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    let server = try await simulator.runningServer()
                    try await simulator.control("servers/\(server.identifier)/stop", #"{"via": "web"}"#)
                    try await agent.shows { $0.value("pterodactyl_server_up", ["server": server.identifier]) == 0 }
                    let end = ContinuousClock.now + .seconds(600 / Simulator.timeScale)
                    _ = try await Web.poll {
                        #expect(try await simulator.power.isEmpty)
                        let alerts = try await agent.metrics()
                        #expect(!alerts.alerts("firing").contains("PterodactylServerCrashed"))
                        return ContinuousClock.now >= end ? true : nil
                    }
                    #expect(try await simulator.server(server.identifier).state == "offline")
                    let metrics = try await agent.metrics()
                    #expect(metrics.value("pterodactyl_server_desired_up", ["server": server.identifier]) == 0)
                    #expect(try await Ledger(in: folder).outcomes.isEmpty)
                }
            }
        }
    }
}
