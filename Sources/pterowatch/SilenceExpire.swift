import Agent
import ArgumentParser

/// `pterowatch silence expire`.
struct SilenceExpire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "expire", abstract: "End silences now.")

    @OptionGroup var agent: AgentFlags

    @Argument(help: ArgumentHelp("What identifies them.", valueName: "id"))
    var ids: [String]

    func run() async throws {
        try await Failure.reporting { try await agent.silences.expire(ids) }
    }
}
