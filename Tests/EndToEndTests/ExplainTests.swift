import Foundation
import Remediation
import Testing

/// `pterowatch explain` against a running agent.
@Suite(.timeLimit(.minutes(3)))
struct ExplainTests {
    private struct Answer: Decodable {
        struct Incident: Decodable {
            let id: String
        }

        let server: String
        let name: String
        let situation: String
        let conclusion: String
        let incident: Incident?
    }

    @Test func `the command tells of a running and of a crashed server, and of one that there is not`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=2"], in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    func explain(_ arguments: String...) async throws -> RunningProcess.Finished {
                        let all = ["explain", "--url=\(agent.url)"] + arguments
                        return try await RunningProcess.run(try Tools.pterowatch, all)
                    }
                    let server = try await simulator.runningServer()
                    let well = try await explain(server.name)
                    #expect(well.status == 0, "\(well)")
                    #expect(
                        well.output.hasPrefix("\(server.name) (simulated/\(server.identifier)) on node "),
                        "\(well)"
                    )
                    #expect(
                        well.output.contains("\nnow        Nothing is done: no alert asks for anything."),
                        "\(well)"
                    )
                    #expect(well.output.contains("\n  NO   not_down"), "\(well)")

                    let stop = Agent.storage(in: folder) + "/stop"
                    try "Ada".write(toFile: stop, atomically: true, encoding: .utf8)
                    try await agent.logs("All remediation is stopped")
                    try await simulator.crashForGood(server.identifier)
                    try await agent.shows {
                        $0.value("pterowatch_remediations_refused_total", ["reason": "stopped"]) == 1
                    }
                    let told = try await explain(server.identifier, "--panel=simulated", "--json")
                    let answer = try JSONDecoder().decode(Answer.self, from: Data(told.output.utf8))
                    #expect(answer.server == server.identifier && answer.name == server.name)
                    #expect(answer.situation == "crashed")
                    #expect(answer.conclusion.hasPrefix("Nothing is done: remediation was stopped by Ada"))
                    let id = try #require(answer.incident?.id)
                    #expect(try await Ledger(in: folder).entries.allSatisfy { $0.incident.id == id })
                    try await agent.logs("Remediation decided", "incident=\(id)")

                    let unknown = try await explain("nobody")
                    #expect(unknown.status == 1 && unknown.output == #"no server is called "nobody""#, "\(unknown)")
                    #expect(try await Web.get("\(agent.url)/api/v1/explain").status == 400)
                }
            }
        }
    }
}
