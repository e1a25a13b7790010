import Settings

/// Where the subcommands meet the modules that do the work.
enum AgentCommands {
    /// Why a command cannot be carried out.
    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs the agent until it is told to stop.
    static func run(_ configuration: Configuration) async throws {
        throw Unavailable(description: "pterowatch: the agent is not part of this build")
    }

    /// Runs the agent against a simulated panel until it is told to stop.
    static func demo(_ overrides: ConfigurationOverrides) async throws {
        throw Unavailable(description: "pterowatch: the demo is not part of this build")
    }

    /// Runs the simulated panel until it is told to stop.
    static func simulate(_ options: Simulate) async throws {
        throw Unavailable(description: "pterowatch: the simulated panel is not part of this build")
    }
}
