import PanelSimulator
import PanelTransport
import PterodactylAPI
import TestSupport
import Testing

/// The library in front of a simulated panel whose nodes speak TLS, all on real sockets.
struct SimulatedHost {
    let simulator: SimulatorServer
    let panel: PanelClient
    let transport: AsyncHTTPTransport
    let connector: WebSocketConnector

    /// Runs a host while the work is done.
    static func with(
        servers: Int = 3,
        nodes: Int = 1,
        timeScale: Double = 20,
        _ work: (SimulatedHost) async throws -> Void
    ) async throws {
        try await TestIdentity.with { identity in
            let options = SimulatorOptions(
                servers: servers,
                nodes: nodes,
                clientRateLimit: 100_000,
                timeScale: timeScale
            )
            let wings = WingsServing(certificateFile: identity.certificateFile, keyFile: identity.keyFile)
            try await SimulatorServer.withServer(options: options, wings: wings) { simulator in
                var configuration = AsyncHTTPTransport.Configuration()
                configuration.caFile = identity.certificateFile
                let connector = try WebSocketConnector(configuration)
                try await AsyncHTTPTransport.withTransport(configuration) { transport in
                    let panel = PanelClient(
                        url: try PanelURL(simulator.readiness.panelURL),
                        keys: PanelKeys(client: Secret(simulator.readiness.clientKey)),
                        transport: transport
                    )
                    try await work(
                        SimulatedHost(simulator: simulator, panel: panel, transport: transport, connector: connector)
                    )
                }
            }
        }
    }

    /// A server that runs.
    func runningServer() throws -> ServerTruth {
        try #require(simulator.withPanel { panel in panel.servers.first { $0.state == .running } })
    }

    /// How many requests of a kind the panel has got, as its control API tells.
    func requests(of kind: String) async throws -> Int {
        let url = simulator.readiness.controlURL + "/requests"
        let answer = try await transport.send(HTTPRequest(method: .get, url: url))
        return Int(JSONValue(parsing: answer.body)?["counts"]?[kind]?.integer ?? 0)
    }

    /// Times that fit a world that goes faster.
    static var options: ServerEventsOptions {
        var options = ServerEventsOptions()
        options.timing.credentialSpacing = .milliseconds(50)
        options.timing.firstDelay = .milliseconds(50)
        return options
    }
}
