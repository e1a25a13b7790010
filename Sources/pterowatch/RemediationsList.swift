public import Agent
public import ArgumentParser

/// `pterowatch remediations list`.
struct RemediationsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what was decided and done, newest first, and the questions that wait for an answer."
    )

    @OptionGroup var agent: AgentFlags

    @Option(help: ArgumentHelp("Only of this panel.", valueName: "name"))
    var panel: String?

    @Option(help: ArgumentHelp("Only of this server.", valueName: "identifier"))
    var server: String?

    @Option(help: ArgumentHelp("How many entries at the most, 1 to 10000.", valueName: "number"))
    var limit = 20

    @Option(name: .shortAndLong, help: "The form.")
    var output: LedgerRun.Output = .table

    func run() async throws {
        try await Failure.reporting {
            let text = try await agent.ledger.list(limit: limit, panel: panel, server: server, output: output)
            print(text, terminator: "")
        }
    }
}

extension LedgerRun.Output: ExpressibleByArgument {}
