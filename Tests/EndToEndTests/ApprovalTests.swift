import Foundation
import Remediation
import Testing

/// A human is asked, and answers by the program's own commands.
@Suite(.timeLimit(.minutes(3)))
struct ApprovalTests {
    private struct Commands {
        let agent: Agent
        let folder: URL

        func callAsFunction(_ words: String...) async throws -> RunningProcess.Finished {
            let flags = ["--url=\(agent.url)", "--token-file=\(tokenFile)"]
            return try await RunningProcess.run(try Tools.pterowatch, ["remediations"] + words + flags)
        }

        var tokenFile: String { Agent.storage(in: folder) + "/token" }

        /// The id of the question that waits, once one does.
        func question() async throws -> (id: String, incident: String) {
            try await agent.shows { $0.value("pterowatch_remediation_pending_approvals") == 1 }
            let listed = try await self("list", "--output=json")
            let answer = try JSONDecoder().decode(Listing.self, from: Data(listed.output.utf8))
            let question = try #require(answer.approvals.first)
            return (question.id, question.incident)
        }

        private struct Listing: Decodable {
            struct Question: Decodable {
                let id: String
                let incident: String
            }
            let approvals: [Question]
        }
    }

    private static func withAgent(
        approvingWithin time: String,
        _ body: (Simulator, Agent, Commands) async throws -> Void
    ) async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(in: folder) { simulator in
                let configuration = try simulator.configuration(withScaledRulesIn: folder)
                    .replacing("mode: automatic", with: "mode: ask\n  approve_within: \(time)")
                try await Agent.with(on: simulator, configuration, in: folder) { agent in
                    try await agent.ready()
                    try await body(simulator, agent, Commands(agent: agent, folder: folder))
                }
            }
        }
    }

    @Test func `what is approved is done once, and the ledger tells who approved and what every guard said`()
        async throws
    {
        try await Self.withAgent(approvingWithin: "1h") { simulator, agent, command in
            let server = try await simulator.runningServer().identifier
            try await simulator.crashForGood(server)
            let question = try await command.question()
            #expect(try await simulator.power.isEmpty)
            let foreign = try await Web.post("\(agent.url)/api/v1/remediations/approve/\(question.id)", json: "{}")
            #expect(foreign.status == 401, "an answer needs the token")

            let page = try await Web.get(agent.url + "/").text
            #expect(page.contains("value=\"\(question.id)\"") && page.contains("The agent asks whether it may act"))
            let form = "id=\(question.id)&by=Eve&token=wrong&answer=approve"
            #expect(try await Web.post(agent.url + "/remediations/answer", form: form).status == 401)

            let approved = try await command("approve", question.id, "--by=Ada")
            #expect(approved.status == 0 && approved.output.hasPrefix("approved: send start"), "\(approved)")
            let again = try await command("approve", question.id, "--by=Eve")
            #expect(again.status == 1 && again.output.contains("no question \"\(question.id)\" is open"), "\(again)")
            try await agent.shows { $0.remediations("recovered") == 1 }
            let power = try await simulator.power
            #expect(power.map(\.signal) == ["start"])
            let sent = try #require(power.first?.request_id, "the request is found again in the panel's log")

            let shown = try await command("show", question.incident)
            #expect(shown.status == 0)
            for line in [
                "approved by Ada", "✓ cooldown", "✗ awaiting_approval", "power:start: recovered", "request id \(sent)",
            ] {
                #expect(shown.output.contains(line), "\(line) is not in \(shown.output)")
            }
            let unknown = try await command("show", "nothing")
            #expect(unknown.status == 1 && unknown.output.contains("the ledger has no incident \"nothing\""))
        }
    }

    @Test func `an answer that comes too late, or says no, starts nothing`() async throws {
        try await Self.withAgent(approvingWithin: "3s") { simulator, agent, command in
            let server = try await simulator.runningServer().identifier
            try await simulator.crashForGood(server)
            let first = try await command.question().id
            try await agent.logs("Remediation asks a human", first, "expired")
            let late = try await command("approve", first)
            #expect(late.status == 1, "\(late)")
            let second = try await command.question().id
            #expect(second != first)
            let token = try String(contentsOfFile: command.tokenFile, encoding: .utf8).dropLast()
            let form = "id=\(second)&by=Ada&token=\(token)&answer=deny"
            let denied = try await Web.post(agent.url + "/remediations/answer", form: form)
            if denied.status == 200 {
                try await agent.logs("Remediation asks a human", second, "denied", "by=Ada")
            } else {
                #expect(denied.status == 404, "it lapsed before the answer came: \(denied)")
            }
            #expect(try await simulator.power.isEmpty)
        }
    }
}
