import Agent
import ArgumentParser
import Foundation
import Settings

/// Which agent a command asks, and by which right.
struct AgentFlags: ParsableArguments {
    @Option(help: ArgumentHelp("The agent's address.", valueName: "url"))
    var url = AgentAddress.standard

    @Option(
        help: ArgumentHelp(
            "The file of the agent's token (default: web.token_file of the configuration, or token in its storage).",
            valueName: "file"
        )
    )
    var tokenFile: String?

    @OptionGroup var file: ConfigurationFlag

    /// The way to it.
    var door: AgentDoor {
        AgentDoor(
            url: url,
            tokenFile: tokenFile,
            configuration: { [path = file.path] in
                try ConfigurationReader(sources: .process).configuration(fromFile: path)
            },
            environment: ProcessInfo.processInfo.environment
        )
    }

    /// The silences of the agent.
    var silences: SilenceRun { SilenceRun(door) }

    /// What the agent decided and did.
    var ledger: LedgerRun { LedgerRun(door) }
}
