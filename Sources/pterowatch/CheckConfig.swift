import ArgumentParser
import Settings

/// `pterowatch check-config`.
struct CheckConfig: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Read the configuration and the rule files it names, and say what is wrong."
    )

    @OptionGroup var file: ConfigurationFlag

    func run() async throws {
        try await Failure.reporting { print(try ConfigurationCheck(file: file.path, sources: .process).output) }
    }
}
