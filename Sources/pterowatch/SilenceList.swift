public import Agent
public import ArgumentParser

/// `pterowatch silence list`.
struct SilenceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the silences that are active or pending.",
        aliases: ["query"]
    )

    @OptionGroup var agent: AgentFlags

    @Argument(help: ArgumentHelp("Only silences that have this very matcher.", valueName: "matcher"))
    var matchers: [String] = []

    @Flag(help: "List those that have expired in place of the others.")
    var expired = false

    @Option(name: .shortAndLong, help: "The form.")
    var output: SilenceRun.Output = .table

    func run() async throws {
        try await Failure.reporting {
            print(try await agent.silences.list(matchers, isExpired: expired, output: output), terminator: "")
        }
    }
}

extension SilenceRun.Output: ExpressibleByArgument {}
