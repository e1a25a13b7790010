import Agent
import ArgumentParser

/// `pterowatch remediations resume`.
struct RemediationsResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let remediation go on, and say how it stands then."
    )

    @OptionGroup var flags: StopFlags

    func run() async throws {
        try await Failure.reporting { print(try await flags.run.resume(), terminator: "") }
    }
}
