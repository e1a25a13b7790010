import NIOCore
import NIOPosix
import NIOSSL
public import PterodactylAPI

/// Opens WebSockets with NIO: `ws` and `wss`, over HTTP/1.1, without a proxy.
///
/// TLS trusts the same as an `AsyncHTTPTransport` with the same configuration. Connections are never used twice.
public struct WebSocketConnector: WebSocketConnecting {
    /// The largest message that is accepted; Wings' lines of the console have up to 64 KiB before they are encoded.
    public static let messageLimitBytes = 1 << 20

    private let tls: NIOSSLContext
    private let connectTimeout: Duration
    private let openTimeout: Duration

    /// Makes a connector; nothing is opened.
    ///
    /// - Parameters:
    ///   - configuration: what is trusted, and how long a connection may take to come about.
    ///   - openTimeout: how long everything up to the open socket may take.
    public init(
        _ configuration: AsyncHTTPTransport.Configuration = AsyncHTTPTransport.Configuration(),
        openTimeout: Duration = .seconds(15)
    ) throws {
        var tls = try configuration.clientTLS()
        // A peer that does not answer the goodbye is not waited for.
        tls.shutdownTimeout = .milliseconds(500)
        self.tls = try NIOSSLContext(configuration: tls)
        self.connectTimeout = configuration.connectTimeout
        self.openTimeout = openTimeout
    }

    /// Opens a socket, and closes it when the work is done or its task was cancelled.
    public func withWebSocket(
        _ request: WebSocketRequest,
        _ work: (any WebSocketLink) async -> Void
    ) async throws(WebSocketError) {
        let session = try await open(request)
        await work(session)
        await session.finish()
    }

    private func open(_ request: WebSocketRequest) async throws(WebSocketError) -> WebSocketSession {
        let address = try request.address()
        let attempt = WebSocketAttempt(
            request,
            to: address,
            tls: address.isSecure ? tls : nil,
            messageLimitBytes: Self.messageLimitBytes,
            on: MultiThreadedEventLoopGroup.singleton.any()
        )
        do {
            return try await attempt.run(connectTimeout: TimeAmount(connectTimeout), timeout: TimeAmount(openTimeout))
        } catch let error as WebSocketError {
            throw error
        } catch {
            throw .transport(Task.isCancelled ? .cancelled : TransportError(sending: error))
        }
    }
}
