import Agent
import ArgumentParser
import Foundation

/// `pterowatch silence add`.
struct SilenceAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Silence the alerts that all matchers match; prints the silence's id."
    )

    @OptionGroup var agent: AgentFlags

    @Argument(help: ArgumentHelp("Such as server=a1b2c3d4 or alertname=~\"Pterodactyl.*\".", valueName: "matcher"))
    var matchers: [String]

    @Option(help: "Why.")
    var comment: String

    @Option(help: "Who asks (default: the user's name).")
    var author: String?

    @Option(help: "From when on, as in 2026-01-02T03:04:05Z (default: now).")
    var start: String?

    @Option(help: "Until when, as in 2026-01-02T03:04:05Z.")
    var end: String?

    @Option(help: "How long, where no --end is given (default: 2h).", transform: Duration.argument)
    var duration: Duration?

    func run() async throws {
        try await Failure.reporting {
            let options = SilenceOptions(
                matchers: matchers,
                author: author ?? NSUserName(),
                comment: comment,
                start: start,
                end: end,
                duration: duration
            )
            print(try await agent.silences.add(options))
        }
    }
}
