import Agent
import Foundation
import PanelSimulator
import Settings

/// Where the subcommands meet the modules that do the work.
enum AgentCommands {
    /// Why a command cannot be carried out.
    struct Unavailable: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs the agent until it is told to stop.
    /// - Parameter read: reads the configuration, now and at each reload.
    static func run(_ read: @escaping @Sendable () throws -> Configuration) async throws {
        let sources = SettingsSources.files(environment: ProcessInfo.processInfo.environment)
        try await AgentRuntime.run(try read(), rereading: read, sources: sources)
    }

    /// Runs the agent against a simulated panel until it is told to stop.
    static func demo(_ overrides: ConfigurationOverrides) async throws {
        try await AgentRuntime.demo(overrides)
    }

    /// Asks a running agent for the value of an expression.
    static func query(_ options: QueryOptions) async throws -> QueryRun.Shown {
        try await QueryRun.shown(options, environment: ProcessInfo.processInfo.environment)
    }

    /// Runs the simulated panel until it is told to stop; prints one line of JSON when it is ready.
    static func simulate(_ command: Simulate) async throws {
        let options = SimulatorOptions(
            servers: command.servers,
            nodes: command.nodes,
            seed: command.seed,
            clientRateLimit: command.clientRateLimit,
            applicationRateLimit: command.applicationRateLimit,
            latency: command.latency,
            timeScale: command.timeScale
        )
        let wings = WingsServing(certificateFile: command.wingsCertificate, firstPort: command.wingsPort)
        let file = command.writeConfig
        let timeScale = command.timeScale
        let host = command.listen.host ?? "0.0.0.0"
        do {
            try await SimulatorServer.run(
                options: options,
                host: host,
                port: command.listen.port,
                wings: command.wings ? wings : nil
            ) { readiness in
                if let file {
                    let text = readiness.agentConfiguration(timeScale: timeScale)
                    try text.write(toFile: file, atomically: true, encoding: .utf8)
                }
                FileHandle.standardOutput.write(Data((readiness.jsonLine + "\n").utf8))
            }
        } catch {
            throw Unavailable(description: "pterowatch simulate on \(command.listen): \(error)")
        }
    }
}
