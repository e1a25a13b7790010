import Agent
import ArgumentParser
import Foundation

/// `pterowatch remediations stop`.
struct RemediationsStop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stop all remediation until somebody lets it go on.",
        discussion:
            "Where no agent answers, the file in its storage directory is made: it holds for an agent that starts later."
    )

    @OptionGroup var flags: StopFlags

    @Option(help: "Why.")
    var reason: String?

    @Option(help: "Who asks (default: the user's name).")
    var by: String?

    func run() async throws {
        try await Failure.reporting {
            print(try await flags.run.stop(by: by ?? NSUserName(), reason: reason), terminator: "")
        }
    }
}
