import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import PterodactylAPI

extension TransportError {
    /// What an error of async-http-client or NIO means for a request.
    init(sending error: any Error) {
        switch error {
        case let error as TransportError: self = error
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError: self = Self(error)
        case let error as NIOConnectionError:
            self = .connectFailed(error.connectionErrors.first.map { "\($0.error)".bounded } ?? "\(error)".bounded)
        case let error as IOError where !Self.isLostConnection(error): self = .connectFailed("\(error)".bounded)
        case is SocketAddressError: self = .connectFailed("\(error)".bounded)
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: self = .tls("\(error)".bounded)
        default: self = .brokenAnswer("\(error)".bounded)
        }
    }

    /// Whether a system call failed on a connection that had come about; otherwise it did not come about.
    private static func isLostConnection(_ error: IOError) -> Bool {
        let lost: [POSIXErrorCode] = [.ECONNRESET, .EPIPE, .ENOTCONN, .ECONNABORTED]
        return lost.contains { $0.rawValue == error.errnoCode }
    }

    private init(_ error: HTTPClientError) {
        switch error {
        case .cancelled: self = .cancelled
        case .deadlineExceeded, .readTimeout, .writeTimeout, .getConnectionFromPoolTimeout: self = .timedOut
        case .connectTimeout: self = .connectFailed("no connection in time")
        case .tlsHandshakeTimeout: self = .tls("no handshake in time")
        case .proxyAuthenticationRequired: self = .connectFailed("the proxy asks for a password")
        case .invalidProxyResponse, .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            self = .connectFailed("the proxy does not answer as one")
        case .invalidURL, .emptyHost, .emptyScheme, .alreadyShutdown: self = .connectFailed("\(error)".bounded)
        default: self = .brokenAnswer("\(error)".bounded)
        }
    }
}

extension String {
    /// One line of at most 200 characters.
    fileprivate var bounded: String {
        let line = split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count <= 200 ? line : line.prefix(199) + "…"
    }
}
