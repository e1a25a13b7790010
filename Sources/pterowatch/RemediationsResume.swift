import Agent
import ArgumentParser
import Foundation

/// `pterowatch remediations resume`.
struct RemediationsResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let remediation go on, and say how it stands then."
    )

    @OptionGroup var flags: StopFlags

    @Option(help: "Who asks (default: the user's name).")
    var by: String?

    func run() async throws {
        try await Failure.reporting {
            print(try await flags.run.resume(by: by ?? NSUserName()), terminator: "")
        }
    }
}
