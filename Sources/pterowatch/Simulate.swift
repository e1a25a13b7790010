import ArgumentParser
import PanelSimulator
import Settings

/// `pterowatch simulate`.
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run only the simulated panel, for tests and for trying things out.",
        discussion: """
            Prints one line of JSON when it is ready: panel_url, client_key (root admin), user_key (ordinary user), \
            application_key, control_url and wings_urls (one for each node).

            \(ControlHelp.text)
            """
    )

    @Option(help: "How many servers the panel has.")
    var servers = 5

    @Option(help: "How many nodes they are on.")
    var nodes = 1

    @Option(
        help: ArgumentHelp("Where to listen; port 0 takes a free one.", valueName: "address"),
        transform: ListenAddress.argument
    )
    var listen = ListenAddress(host: "127.0.0.1", port: 0)

    @Option(help: "The same seed gives the same panel.")
    var seed: UInt64 = 1

    @Option(help: "Requests a minute on the client API.")
    var clientRateLimit = 720

    @Option(help: "Requests a minute on the application API.")
    var applicationRateLimit = 240

    @Option(
        help: ArgumentHelp("How long each answer takes, such as 20ms.", valueName: "duration"),
        transform: Duration.argument
    )
    var latency = Duration.zero

    @Flag(inversion: .prefixedNo, help: "Whether each node's Wings is served on a port of its own.")
    var wings = true

    @Option(
        help: ArgumentHelp(
            "Port of the first node's Wings, the next ones follow; 0 takes free ones.",
            valueName: "port"
        )
    )
    var wingsPort = 0

    @Option(
        help: ArgumentHelp("Serve Wings with TLS: a PEM file with certificate and key.", valueName: "file")
    )
    var wingsCertificate: String?

    @Option(help: "How many times faster than real time everything goes.")
    var timeScale = 1.0

    @Option(help: ArgumentHelp("Write an agent configuration for this panel.", valueName: "file"))
    var writeConfig: String?

    func validate() throws {
        guard (1...100_000).contains(servers) else { throw ValidationError("--servers must be 1 to 100000.") }
        guard (1...10_000).contains(nodes) else { throw ValidationError("--nodes must be 1 to 10000.") }
        guard clientRateLimit > 0, applicationRateLimit > 0 else {
            throw ValidationError("A rate limit must be 1 or more.")
        }
        guard (0...65_535).contains(wingsPort), wingsPort + nodes <= 65_536 else {
            throw ValidationError("--wings-port must leave a port up to 65535 for each node.")
        }
        guard timeScale.isFinite, (1.0...1_000.0).contains(timeScale) else {
            throw ValidationError("--time-scale must be 1 to 1000.")
        }
    }

    func run() async throws {
        try await Failure.reporting { try await AgentCommands.simulate(self) }
    }
}
