import Agent
import ArgumentParser
import Settings

/// `pterowatch init`.
struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a configuration from that of pterodactyl_exporter, and say what became of each of its keys.",
        discussion: "Overwrites nothing. The panel's key goes into a file of its own beside the configuration."
    )

    @OptionGroup var file: ConfigurationFlag

    @Option(
        name: .customLong("from-exporter"),
        help: ArgumentHelp("The config.yml of pterodactyl_exporter.", valueName: "file")
    )
    var source: String

    func run() async throws {
        try await Failure.reporting {
            print(try InitRun.report(fromExporter: source, to: file.path, sources: .process), terminator: "")
        }
    }
}
