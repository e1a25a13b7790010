import Agent
import ArgumentParser

/// `pterowatch explain`.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a running agent believes of a server, why, and what it would do about it now."
    )

    @Argument(help: ArgumentHelp("Its short or full id, or its name.", valueName: "server"))
    var server: String

    @Option(help: "The panel's name, where several have such a server.")
    var panel: String?

    @Flag(help: "Say it as JSON.")
    var json = false

    @OptionGroup var agent: AgentFlags

    func run() async throws {
        try await Failure.reporting {
            let text = try await ExplainRun(agent.door).explain(server, panel: panel, isJSON: json)
            print(text, terminator: "")
        }
    }
}
