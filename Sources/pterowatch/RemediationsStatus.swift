import Agent
import ArgumentParser

/// `pterowatch remediations status`.
struct RemediationsStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say whether all remediation is stopped, by whom, and since when."
    )

    @OptionGroup var flags: StopFlags

    func run() async throws {
        try await Failure.reporting { print(try await flags.run.status(), terminator: "") }
    }
}
