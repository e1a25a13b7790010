import Agent
import ArgumentParser
import Foundation

/// `pterowatch remediations approve`.
struct RemediationsApprove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Let the agent do what it asks for (mode ask), once, if every guard still agrees."
    )

    @OptionGroup var agent: AgentFlags
    @OptionGroup var answer: AnswerFlags

    func run() async throws {
        try await Failure.reporting {
            print(try await agent.ledger.answer(answer.id, approves: true, by: answer.name), terminator: "")
        }
    }
}

/// `pterowatch remediations deny`.
struct RemediationsDeny: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deny",
        abstract: "Keep the agent from what it asks for; the same incident is not asked about again."
    )

    @OptionGroup var agent: AgentFlags
    @OptionGroup var answer: AnswerFlags

    func run() async throws {
        try await Failure.reporting {
            print(try await agent.ledger.answer(answer.id, approves: false, by: answer.name), terminator: "")
        }
    }
}

/// Which question is answered, and by whom.
struct AnswerFlags: ParsableArguments {
    @Argument(help: ArgumentHelp("The question, as `remediations list` shows it.", valueName: "id"))
    var id: String

    @Option(name: .customLong("by"), help: ArgumentHelp("Who answers.", valueName: "name"))
    var name = NSUserName()
}
