import ArgumentParser
import Settings

/// The command: every subcommand in its own file.
@main
struct Pterowatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pterowatch",
        abstract: "Watches the game servers of a Pterodactyl panel, and starts those that crashed.",
        version: Build.text,
        subcommands: [
            Demo.self, Run.self, QueryCommand.self, Silence.self, Remediations.self, Explain.self, Simulate.self,
            Init.self, CheckConfig.self,
            CheckRules.self,
            TestRules.self, TestPromQL.self, Version.self,
        ]
    )
}
