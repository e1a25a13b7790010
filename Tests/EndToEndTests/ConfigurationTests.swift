import Foundation
import Testing

@Suite(.timeLimit(.minutes(3)))
struct ConfigurationTests {
    private static let key = "ptlc_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"

    @Test(arguments: ["run", "check-config"])
    func `two unknown keys and a bad duration are three messages in one run`(command: String) async throws {
        try await Tools.withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("wrong.yml").path
            let text = """
                panels:
                  - url: http://127.0.0.1:1
                    api_key: \(Self.key)
                    colour: red
                collectors:
                  servers: {interval: soon}
                weather: nice
                """
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let run = try await RunningProcess.run(try Tools.pterowatch, [command, "--config.file=\(file)"])
            let lines = run.output.split(separator: "\n")
            #expect(run.status == 1)
            #expect(lines.count == 3, "\(run.output)")
            for (line, start) in zip(lines, ["\(file):4:", "\(file):6:", "\(file):7:"]) {
                #expect(line.hasPrefix(start))
                #expect(line.contains("allowed: "))
            }
            #expect(!run.output.contains(Self.key))
        }
    }

    @Test func `without a configuration there is one line and no agent`() async throws {
        try await Tools.withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("none.yml").path
            let run = try await RunningProcess.run(try Tools.pterowatch, ["run", "--config.file=\(file)"])
            #expect(run.status == 1)
            #expect(run.output.split(separator: "\n").count == 1, "\(run.output)")
            #expect(run.output.contains(file))
        }
    }

    @Test func `a panel that refuses the key is told without the key`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let wrong = simulator.configuration.replacing(simulator.readiness.client_key, with: Self.key)
                try await Agent.with(on: simulator, wrong, in: folder) { agent in
                    try await agent.logs("level=WARN")
                    #expect(!agent.process.text.contains(Self.key))
                    #expect(!(try await agent.page()).contains(Self.key))
                }
            }
        }
    }
}
