import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import PterodactylAPI

/// Sends requests with async-http-client.
///
/// Follows no redirect, keeps no cookie, and ends a request when its time is over or its task is cancelled. Connections are
/// kept and used again; `shutdown` closes them and has to be called before the transport is given up (or use
/// `withTransport`).
public struct AsyncHTTPTransport: HTTPTransport {
    /// How connections are made.
    public struct Configuration: Sendable {
        /// How long a connection may take to come about.
        public var connectTimeout: Duration = .seconds(5)
        /// A file of certificates (PEM) that are trusted in addition to the system's.
        public var caFile: String?
        /// Whether certificates are not verified at all: whoever is in between then sees the key.
        public var isTLSInsecure = false
        /// The proxies.
        public var proxies: ProxySettings = .none
        /// The largest body that is accepted.
        public var answerLimitBytes = 16 * 1024 * 1024
        /// Connections to one host at the same time; more requests wait for one.
        public var connectionsPerHost = 64

        /// Makes a configuration with the defaults.
        public init() {}
    }

    /// Why a transport cannot be made.
    public enum SetupError: Error, Sendable, Equatable, CustomStringConvertible {
        /// The file of certificates cannot be read, or holds none.
        case caFile(path: String, reason: String)

        /// The value as text.
        public var description: String {
            switch self {
            case .caFile(let path, let reason): "the CA file \"\(path)\" cannot be used: \(reason)"
            }
        }
    }

    private let calls: ProxiedClients
    /// For files: these may take long, but not stand still.
    let transfers: LazyClients
    private let answerLimitBytes: Int

    /// How long a transfer may stand still.
    private static let stallLimit = TimeAmount.seconds(60)

    /// Makes a transport; nothing is sent.
    public init(_ configuration: Configuration = Configuration()) throws(SetupError) {
        var settings = try Self.clientConfiguration(configuration)
        calls = ProxiedClients(settings, proxies: configuration.proxies)
        settings.timeout.read = Self.stallLimit
        settings.timeout.write = Self.stallLimit
        transfers = LazyClients { [settings] in ProxiedClients(settings, proxies: configuration.proxies) }
        answerLimitBytes = configuration.answerLimitBytes
    }

    /// Makes a transport, and shuts it down when the work is done.
    public static func withTransport<Outcome>(
        _ configuration: Configuration = Configuration(),
        _ work: (AsyncHTTPTransport) async throws -> Outcome
    ) async throws -> Outcome {
        let transport = try AsyncHTTPTransport(configuration)
        do {
            let result = try await work(transport)
            try await transport.shutdown()
            return result
        } catch {
            try await transport.shutdown()
            throw error
        }
    }

    /// Closes all connections; requests under way fail.
    public func shutdown() async throws {
        try await calls.shutdown()
        try await transfers.shutdown()
    }

    /// Sends a request and collects the whole answer within the request's time.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        do {
            return try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
                group.addTask { try await exchange(request) }
                group.addTask {
                    try await Task.sleep(for: request.timeout)
                    throw TransportError.timedOut
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() else { throw TransportError.cancelled }
                return answer
            }
        } catch {
            throw Task.isCancelled ? .cancelled : TransportError(sending: error)
        }
    }

    private func exchange(_ request: HTTPRequest) async throws -> HTTPResponse {
        var message = HTTPClientRequest(url: request.url)
        message.method = HTTPMethod(rawValue: request.method.rawValue)
        message.headers = HTTPHeaders(request.headers.map { ($0.name, $0.value) })
        if !request.body.isEmpty { message.body = .bytes(ByteBuffer(bytes: request.body)) }
        let answer = try await calls.client(for: request.url).execute(message, timeout: TimeAmount(request.timeout))
        let announced = answer.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
        guard announced <= answerLimitBytes else { throw TransportError.answerTooLarge(limitBytes: answerLimitBytes) }
        var body: [UInt8] = []
        for try await part in answer.body {
            guard body.count + part.readableBytes <= answerLimitBytes else {
                throw TransportError.answerTooLarge(limitBytes: answerLimitBytes)
            }
            body += part.readableBytesView
        }
        try Task.checkCancellation()
        return HTTPResponse(
            status: Int(answer.status.code),
            headers: answer.headers.map { ($0.name, $0.value) },
            body: body
        )
    }

    private static func clientConfiguration(
        _ configuration: Configuration
    ) throws(SetupError) -> HTTPClient.Configuration {
        var settings = HTTPClient.Configuration(
            tlsConfiguration: try configuration.clientTLS(),
            redirectConfiguration: .disallow
        )
        settings.timeout = .init(connect: TimeAmount(configuration.connectTimeout))
        settings.connectionPool.retryConnectionEstablishment = false
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = configuration.connectionsPerHost
        // A request without an answer takes its connection with it. In HTTP/2 it would only end its stream, and a connection
        // that is dead without a word would be used until the system gives it up, minutes later.
        settings.httpVersion = .http1Only
        return settings
    }
}
