import Foundation
import PterodactylAPI
import Remediation
import Telemetry
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(Soak.isOn ? 15 : 6)))
struct KillTests {
    @Test func `an agent killed before the panel's answer does not call a second time`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=2"], in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                    .replacing(/verify_within: \S+/, with: "verify_within: 70s")
                let server = try await simulator.runningServer().identifier
                // A boot so long, divided by the time scale, that it is surely not seen running before the kill; Wings is told
                // to leave it down, since to crash twice would take as long.
                try await simulator.control("servers/\(server)/boot", #"{"seconds": 400}"#)
                try await simulator.control("servers/\(server)/crash-detection", #"{"on": false}"#)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    // The panel carries the call out at once, and answers a second later.
                    try await simulator.control("panel/mode", #"{"mode": "slow", "seconds": 20}"#)
                    try await simulator.control("servers/\(server)/crash", "{}")
                    _ = try await Web.poll(every: .milliseconds(10)) { try await simulator.power.first }
                    agent.process.send(SIGKILL)
                    _ = await agent.process.exitStatus
                }
                let left = try await Ledger(in: folder)
                #expect(left.openIntents.map(\.address.identifier.rawValue) == [server])
                try await simulator.control("panel/mode", #"{"mode": "ok"}"#)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.shows { $0.remediations("recovered") == 1 }
                    // The verification time of the open intent passes; nothing more is sent in it, or after it.
                    let deadline = try #require(left.openIntents.first).verifyBy.millisecondsSince1970 + 2_000
                    _ = try await Web.poll {
                        Date().timeIntervalSince1970 * 1_000 > Double(deadline) ? true : nil
                    }
                    #expect(try await simulator.power.map(\.signal) == ["start"])
                    #expect(try await simulator.server(server).state == "running")
                    let ledger = try await Ledger(in: folder)
                    #expect(ledger.outcomes == [.recovered])
                    #expect(ledger.openIntents.isEmpty)
                }
            }
        }
    }

    /// How often the agent is killed in each storm, and how many storms there are.
    private static let kills = 10
    private static let storms = Soak.isOn ? 10 : 1

    @Test func `kills at any moment of a storm of crashes leave no open intent and no doubled start`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=3", "--latency=50ms"], in: folder) { simulator in
                // Bounds on attempts are no part of this.
                let bounds = "mode: automatic\n  backoff: {factor: 1}\n  limits: {flapping: {changes: 999}}"
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                    .replacing("mode: automatic", with: bounds)
                    .replacing(/\n  attempts: \d+/, with: "\n  attempts: 100")
                    .replacing(/\n  cooldown: \S+/, with: "\n  cooldown: 1s")
                var random = SeededGenerator(seed: 7)
                let running = try await simulator.servers.filter { $0.state == "running" && $0.status == nil }
                for storm in 1...Self.storms {
                    for kill in 0..<Self.kills {
                        let moment = Duration.milliseconds(Int.random(in: 0..<1_500, using: &random))
                        try await Agent.with(on: simulator, configuration, in: folder) { agent in
                            try await agent.ready()
                            if kill == 0 {
                                for server in running { try await simulator.crashForGood(server.identifier) }
                                try await agent.logs("situation=crashed")
                            }
                            try await Task.sleep(for: moment)
                            agent.process.send(SIGKILL)
                            _ = await agent.process.exitStatus
                        }
                    }
                    try await Agent.with(on: simulator, configuration, in: folder) { agent in
                        try await agent.shows { $0.sum("pterodactyl_server_up") == Double(running.count) }
                        _ = try await Web.poll { try await Ledger(in: folder).openIntents.isEmpty ? true : nil }
                    }
                    let power = try await simulator.power
                    #expect(power.allSatisfy { $0.signal == "start" })
                    for server in running {
                        let starts = power.filter { $0.server == server.identifier }
                        #expect(starts.count == storm, "\(server.identifier): \(starts)")
                    }
                }
            }
        }
    }
}
