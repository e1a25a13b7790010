import Agent
import ArgumentParser
import Foundation
import Settings

/// Which agent's switch is meant, or whose file.
struct StopFlags: ParsableArguments {
    @OptionGroup var agent: AgentFlags

    @Option(
        name: .customLong("storage.path"),
        help: ArgumentHelp("Use the file in this storage directory, without asking the agent.", valueName: "dir")
    )
    var storagePath: String?

    /// The switch.
    var run: StopRun {
        StopRun(
            url: agent.url,
            tokenFile: agent.tokenFile,
            storage: storagePath,
            configuration: { [path = agent.file.path] in
                try ConfigurationReader(sources: .process).configuration(fromFile: path)
            },
            environment: ProcessInfo.processInfo.environment
        )
    }
}
