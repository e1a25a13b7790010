import ArgumentParser
import Settings

/// `pterowatch demo`.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the agent against a simulated panel, on this machine only.",
        discussion: "Needs no configuration and no panel. The ledger is kept in a temporary directory."
    )

    @OptionGroup var serving: ServingFlags

    @Option(name: .customLong("storage.path"), help: ArgumentHelp("Directory of the ledger.", valueName: "dir"))
    var storagePath: String?

    func run() async throws {
        try await Failure.reporting {
            try await AgentCommands.demo(serving.overrides(storagePath: storagePath))
        }
    }
}
