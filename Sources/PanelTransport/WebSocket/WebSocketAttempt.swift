import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import PterodactylAPI
import Synchronization

/// One attempt to open a WebSocket, which can be given up at any moment without leaving a connection.
final class WebSocketAttempt: Sendable {
    /// What an upgrade came to.
    enum Outcome: Sendable {
        case open(WebSocketSession)
        case refused(status: Int)
    }

    private struct State {
        var isOver = false
        /// Every channel that was made: a name with several addresses may bring several.
        var channels: [any Channel] = []
        var upgrades: [ObjectIdentifier: EventLoopFuture<Outcome>] = [:]
    }

    private let state = Mutex(State())
    private let outcome: EventLoopPromise<Outcome>
    private let address: WebSocketRequest.Address
    private let origin: String
    private let tls: NIOSSLContext?
    private let messageLimitBytes: Int

    init(
        _ request: WebSocketRequest,
        to address: WebSocketRequest.Address,
        tls: NIOSSLContext?,
        messageLimitBytes: Int,
        on loop: any EventLoop
    ) {
        self.outcome = loop.makePromise()
        self.address = address
        self.origin = request.origin
        self.tls = tls
        self.messageLimitBytes = messageLimitBytes
    }

    /// Connects and upgrades.
    func run(connectTimeout: TimeAmount, timeout: TimeAmount) async throws -> WebSocketSession {
        let loop = outcome.futureResult.eventLoop
        let deadline = loop.scheduleTask(in: timeout) { self.giveUp(TransportError.timedOut) }
        ClientBootstrap(group: loop)
            .connectTimeout(connectTimeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.prepare(channel) }
            }
            .connect(host: address.host, port: address.port)
            .flatMap { channel in
                self.upgrade(of: channel) ?? channel.eventLoop.makeFailedFuture(CancellationError())
            }
            .whenComplete { result in
                deadline.cancel()
                switch result {
                case .success(.open(let session)): self.succeed(session)
                case .success(.refused(let status)): self.giveUp(WebSocketError.refused(status: status))
                case .failure(let error): self.giveUp(error)
                }
            }
        let result = try await withTaskCancellationHandler {
            try await outcome.futureResult.get()
        } onCancel: {
            giveUp(CancellationError())
        }
        guard case .open(let session) = result else { throw CancellationError() }
        return session
    }

    /// Ends the attempt, unless it has ended already, and closes what it opened.
    private func giveUp(_ error: any Error) {
        let channels: [any Channel]? = state.withLock { state in
            guard !state.isOver else { return nil }
            state.isOver = true
            defer { state.channels = [] }
            return state.channels
        }
        guard let channels else { return }
        for channel in channels { channel.close(promise: nil) }
        outcome.fail(error)
    }

    private func succeed(_ session: WebSocketSession) {
        let isFirst = state.withLock { state in
            guard !state.isOver else { return false }
            state.isOver = true
            return true
        }
        if isFirst { outcome.succeed(.open(session)) }
    }

    private func upgrade(of channel: any Channel) -> EventLoopFuture<Outcome>? {
        state.withLock { $0.upgrades[ObjectIdentifier(channel)] }
    }

    /// Sets a channel's handlers up, on its event loop.
    private func prepare(_ channel: any Channel) throws {
        let isWanted = state.withLock { state in
            guard !state.isOver else { return false }
            state.channels.append(channel)
            return true
        }
        guard isWanted else { throw CancellationError() }
        let pipeline = channel.pipeline.syncOperations
        if let tls { try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: serverName)) }
        let witness = UpgradeWitness()
        let status = NIOLoopBound(witness, eventLoop: channel.eventLoop)
        let configuration = NIOTypedHTTPClientUpgradeConfiguration<Outcome>(
            upgradeRequestHead: requestHead,
            upgraders: [upgrader],
            notUpgradingCompletionHandler: { channel in
                channel.eventLoop.makeSucceededFuture(.refused(status: status.value.status))
            }
        )
        let upgrade = try pipeline.configureUpgradableHTTPClientPipeline(
            configuration: NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: configuration)
        )
        let handler = try pipeline.handler(type: NIOTypedHTTPClientUpgradeHandler<Outcome>.self)
        try pipeline.addHandler(witness, position: .before(handler))
        state.withLock { $0.upgrades[ObjectIdentifier(channel)] = upgrade }
    }

    /// The name that the certificate is checked against; an IP address is checked by the connection's own.
    private var serverName: String? {
        do {
            _ = try SocketAddress(ipAddress: address.host, port: address.port)
            return nil
        } catch {
            return address.host
        }
    }

    private var requestHead: HTTPRequestHead {
        let headers: HTTPHeaders = ["Host": address.authority, "Origin": origin, "User-Agent": "pterowatch"]
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: address.target, headers: headers)
    }

    private var upgrader: NIOTypedWebSocketClientUpgrader<Outcome> {
        let limit = messageLimitBytes
        return NIOTypedWebSocketClientUpgrader(maxFrameSize: limit, enableAutomaticErrorHandling: false) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                let session = WebSocketSession(on: channel)
                let pipeline = channel.pipeline.syncOperations
                try pipeline.addHandler(
                    NIOWebSocketFrameAggregator(
                        minNonFinalFragmentSize: 0,
                        maxAccumulatedFrameCount: 4096,
                        maxAccumulatedFrameSize: limit
                    )
                )
                try pipeline.addHandler(WebSocketFrameHandler(session))
                return .open(session)
            }
        }
    }
}

/// Notes the status of the answer to an upgrade, which NIO keeps to itself when it refuses.
private final class UpgradeWitness: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private(set) var status = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Only the first part is HTTP for certain: after an upgrade, bytes of frames pass here.
        if status == 0, case .head(let head) = unwrapInboundIn(data) { status = Int(head.status.code) }
        context.fireChannelRead(data)
    }
}
