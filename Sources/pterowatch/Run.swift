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
            let (path, overrides) = (file.path, serving.overrides(storagePath: storagePath))
            try await AgentCommands.run {
                try ConfigurationReader(sources: .process).configuration(fromFile: path).applying(overrides)
            }
        }
    }
}
