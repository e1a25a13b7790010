public import Agent
public import ArgumentParser

/// `pterowatch query`.
struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Ask a running agent, or any Prometheus, for the value of an expression."
    )

    @Argument(help: ArgumentHelp("What to evaluate.", valueName: "expression"))
    var expression: String

    @Option(help: ArgumentHelp("Whom to ask.", valueName: "url"))
    var url = AgentAddress.standard

    @Option(
        help: ArgumentHelp(
            "When, or until when: seconds since 1970, or as in 2026-01-02T03:04:05Z (default: now).",
            valueName: "time"
        )
    )
    var time: String?

    @Option(
        help: ArgumentHelp("Ask for the values over such a time, such as 1h.", valueName: "duration"),
        transform: Duration.argument
    )
    var range: Duration?

    @Option(
        help: ArgumentHelp("The time between two values (default: 240 of them or fewer).", valueName: "duration"),
        transform: Duration.argument
    )
    var step: Duration?

    @Option(help: "The form of the answer (default: a plot of a range on a terminal, else a table).")
    var output: QueryOptions.Output?

    func run() async throws {
        try await Failure.reporting {
            let shown = try await AgentCommands.query(
                QueryOptions(expression, url: url, time: time, range: range, step: step, output: output)
            )
            print(shown.output, terminator: "")
            for note in shown.notes { Failure.write(note + "\n") }
        }
    }
}

extension QueryOptions.Output: ExpressibleByArgument {}
