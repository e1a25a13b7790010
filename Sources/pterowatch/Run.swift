import ArgumentParser
import Settings

/// `pterowatch run`.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the agent against your panel.")

    @OptionGroup var file: ConfigurationFlag
    @OptionGroup var serving: ServingFlags

    @Option(
        name: .customLong("storage.path"),
        help: ArgumentHelp("Directory of the ledger (default: data/).", valueName: "dir")
    )
    var storagePath: String?

    func run() async throws {
        try await Failure.reporting {
            let configuration = try file.read().applying(serving.overrides(storagePath: storagePath))
            try await AgentCommands.run(configuration)
        }
    }
}
