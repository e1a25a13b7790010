import Foundation
import Testing

@Suite(.timeLimit(.minutes(3)))
struct LifecycleTests {
    @Test func `SIGTERM ends the agent within five seconds and loses no ledger row`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    try await simulator.crashForGood(try await simulator.runningServer().identifier)
                    try await agent.logs("Remediation acts")
                    let told = ContinuousClock.now
                    agent.process.send(SIGTERM)
                    #expect(await agent.process.exitStatus == 0)
                    #expect(ContinuousClock.now - told < .seconds(5))
                    #expect(await agent.process.allOutput.contains("msg=Stopped"))
                }
                #expect(try await Ledger(in: folder).outcomes.count == 1)
            }
        }
    }

    @Test func `SIGTERM ends the agent within five seconds while the panel hangs`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    try await agent.ready()
                    try await simulator.control("panel/mode", #"{"mode": "hang"}"#)
                    try await agent.shows { $0.value("pterodactyl_panel_up") != nil }
                    let told = ContinuousClock.now
                    agent.process.send(SIGTERM)
                    #expect(await agent.process.exitStatus == 0)
                    #expect(ContinuousClock.now - told < .seconds(5))
                }
            }
        }
    }

    @Test func `a second agent on the same storage says so in one line and ends`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                try await Agent.with(on: simulator, in: folder) { agent in
                    let arguments = try Agent.arguments(simulator.configuration, in: folder)
                    let second = try await RunningProcess.run(try Tools.pterowatch, arguments)
                    #expect(second.status == 1)
                    #expect(second.output.split(separator: "\n").count == 1, "\(second.output)")
                    #expect(second.output.contains(Agent.storage(in: folder)))
                    #expect(second.output.contains("\(agent.process.id)"), "\(second.output)")
                    #expect(simulator.secrets.allSatisfy { !second.output.contains($0) })
                    try await agent.ready()
                }
            }
        }
    }

    @Test func `the demo answers, does what it tells to try, and leaves nothing behind`() async throws {
        try await Tools.withTemporaryFolder { folder in
            let environment = ["TMPDIR": folder.path]
            let arguments = ["demo", "--web.listen-address=127.0.0.1:0"]
            try await RunningProcess.with(try Tools.pterowatch, arguments, environment: environment) { process in
                let url = "http://" + (try await Agent.address(in: process))
                _ = try await Web.poll { try await Web.get("\(url)/-/ready").status == 200 ? true : nil }
                #expect(try await Web.get("\(url)/-/healthy").status == 200)
                #expect(try await Web.get("\(url)/").text.contains("/metrics"))
                #expect(Metrics(try await Web.get("\(url)/metrics").text).value("pterodactyl_panel_up") == 1)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)

                let advice = try await process.line { $0.contains("curl -X POST") }
                let command = try #require(advice.split(separator: "curl", maxSplits: 1).last)
                let crash = try await RunningProcess.run("/bin/sh", ["-c", "curl -sS \(command)"])
                #expect(crash.output.contains(#""ok":true"#), "\(advice): \(crash.output)")

                process.send(SIGTERM)
                #expect(await process.exitStatus == 0)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
            }
        }
    }
}
