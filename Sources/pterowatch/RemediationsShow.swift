import Agent
import ArgumentParser

/// `pterowatch remediations show`.
struct RemediationsShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Tell all of an incident: every decision with each guard's answer, every step, every answer of a human."
    )

    @OptionGroup var agent: AgentFlags

    @Argument(help: ArgumentHelp("What identifies it.", valueName: "incident"))
    var incident: String

    @Option(name: .shortAndLong, help: "The form.")
    var output: LedgerRun.Output = .table

    func run() async throws {
        try await Failure.reporting {
            print(try await agent.ledger.show(incident, output: output), terminator: "")
        }
    }
}
