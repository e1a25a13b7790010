import HTTPServing
import Logging
import ServiceLifecycle

/// Serves the metrics page, the health checks and the landing page on every configured address.
struct WebService: Service {
    let addresses: [ListenAddress]
    let router: Router
    let logger: Logger
    /// Told once where it listens, with the ports that the system gave.
    let whenListening: @Sendable ([ListenAddress]) -> Void

    func run() async throws {
        var servers: [HTTPServer] = []
        do {
            for address in addresses {
                let server = try HTTPServer.start(on: address, router: router)
                servers.append(server)
                logger.info("Listening", metadata: ["address": "\(server.address)"])
            }
            whenListening(servers.map(\.address))
            try? await gracefulShutdown()  // cancellation ends the wait as a shutdown does
        } catch {
            for server in servers { await server.stop() }
            throw error
        }
        for server in servers { await server.stop() }
    }
}
