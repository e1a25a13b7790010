import Agent
import ArgumentParser

/// Which agent's switch is meant, or whose file.
struct StopFlags: ParsableArguments {
    @OptionGroup var agent: AgentFlags

    @Option(
        name: .customLong("storage.path"),
        help: ArgumentHelp("Use the file in this storage directory, without asking the agent.", valueName: "dir")
    )
    var storagePath: String?

    /// The switch.
    var run: StopRun { StopRun(agent.door, storage: storagePath) }
}
