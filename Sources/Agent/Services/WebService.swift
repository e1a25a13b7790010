import Foundation
import HTTPServing
import Logging
import ServiceLifecycle
import Settings

/// Serves the metrics page, the health checks and the landing page on every configured address.
struct WebService: Service {
    let settings: WebSettings
    let router: Router
    let access: AccessControl
    let tls: ServerTLS?
    let logger: Logger
    /// Told once where it listens, with the ports that the system gave.
    let whenListening: @Sendable ([HTTPServing.ListenAddress]) -> Void

    func run() async throws {
        let server = try HTTPServer.start(on: try sockets(), limits: limits, router: router, access: access, tls: tls)
        for address in server.addresses { logger.info("Listening", metadata: ["address": "\(address)"]) }
        logger.info(tls == nil ? "TLS is disabled" : "TLS is enabled")
        whenListening(server.addresses)
        try? await gracefulShutdown()  // cancellation ends the wait as a shutdown does
        await server.stop()
    }

    private var limits: ServerLimits {
        var limits = ServerLimits()
        limits.connections = settings.maxConnections
        limits.connectionsPerAddress = settings.maxConnectionsPerAddress
        return limits
    }

    private func sockets() throws -> [ListeningSocket] {
        if settings.usesSystemdSocket {
            let count = InheritedSockets.count(in: ProcessInfo.processInfo.environment, process: getpid())
            guard count > 0 else { throw NoInheritedSocket() }
            return try InheritedSockets.take(count)
        }
        var sockets: [ListeningSocket] = []
        do {
            for address in settings.listenAddresses {
                let address = HTTPServing.ListenAddress(host: address.host, port: UInt16(clamping: address.port))
                sockets.append(try ListeningSocket(on: address))
            }
        } catch {
            for socket in sockets { socket.close() }
            throw error
        }
        return sockets
    }
}

/// Nothing was handed over where sockets of systemd were to be served.
private struct NoInheritedSocket: Error, CustomStringConvertible {
    var description: String {
        "--web.systemd-socket: no socket was handed over (LISTEN_PID and LISTEN_FDS name none); allowed: a start by a .socket "
            + "unit of systemd"
    }
}
