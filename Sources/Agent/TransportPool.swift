import PanelTransport
import PterodactylAPI
import Settings

/// The connections to all panels, and what carries them.
struct TransportPool: Sendable {
    let connections: [String: PanelConnection]
    private let transports: [AsyncHTTPTransport]

    /// Makes a transport for each panel; nothing is sent.
    /// - Parameter environment: where `http_proxy`, `https_proxy` and `no_proxy` stand.
    /// - Throws: a proxy or a certificate file that cannot be used.
    init(_ panels: [PanelSettings], environment: [String: String]) async throws {
        var connections: [String: PanelConnection] = [:]
        var transports: [AsyncHTTPTransport] = []
        do {
            let proxies = try ProxySettings(environment: environment)
            for panel in panels {
                var configuration = AsyncHTTPTransport.Configuration()
                configuration.caFile = panel.certificateAuthorityFile
                configuration.isTLSInsecure = panel.acceptsAnyCertificate
                configuration.proxies = proxies
                let transport = try AsyncHTTPTransport(configuration)
                transports.append(transport)
                connections[panel.name] = PanelConnection(base: panel.url, key: panel.apiKey, transport: transport)
            }
        } catch {
            for transport in transports { try await transport.shutdown() }
            throw error
        }
        self.connections = connections
        self.transports = transports
    }

    /// Closes every connection; requests under way fail.
    func shutdown() async throws {
        for transport in transports { try await transport.shutdown() }
    }
}
