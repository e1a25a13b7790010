import HTTPServing
import Logging
import ServiceLifecycle

/// Serves the metrics page, the health checks and the landing page on every configured address.
struct WebService: Service {
    let addresses: [ListenAddress]
    let router: Router
    let access: AccessControl
    let tls: ServerTLS?
    let logger: Logger
    /// Told once where it listens, with the ports that the system gave.
    let whenListening: @Sendable ([ListenAddress]) -> Void

    func run() async throws {
        var servers: [HTTPServer] = []
        do {
            for address in addresses {
                let server = try HTTPServer.start(on: address, router: router, access: access, tls: tls)
                servers.append(server)
                logger.info("Listening", metadata: ["address": "\(server.address)"])
            }
            logger.info(tls == nil ? "TLS is disabled" : "TLS is enabled")
            whenListening(servers.map(\.address))
            try? await gracefulShutdown()  // cancellation ends the wait as a shutdown does
        } catch {
            for server in servers { await server.stop() }
            throw error
        }
        for server in servers { await server.stop() }
    }
}
