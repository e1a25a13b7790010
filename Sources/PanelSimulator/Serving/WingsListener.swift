import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import PterodactylAPI
import Synchronization
import Telemetry

/// The socket of one node's Wings: open while its Wings listens, refusing while it does not.
final class WingsListener: Sendable {
    private struct State {
        var channel: (any Channel)?
        var isChanging = false
        var isOver = false
    }

    private let node: NodeID
    private let port: Int
    private let host: String
    private let tls: NIOSSLContext?
    private let core: SimulatorCore
    private let state = Mutex(State())

    private init(node: NodeID, host: String, port: Int, tls: NIOSSLContext?, core: SimulatorCore) {
        self.node = node
        self.host = host
        self.port = port
        self.tls = tls
        self.core = core
    }

    /// Opens the sockets of all nodes, and tells the panel where they are.
    /// - Throws: what binding or reading the certificate throws; then none is left open.
    static func open(
        _ serving: WingsServing,
        host: String,
        shown: String,
        core: SimulatorCore
    ) async throws -> [WingsListener] {
        let tls = try serving.tlsContext()
        var listeners: [WingsListener] = []
        do {
            let nodes: [NodeID] = core.read { $0.nodes.map(\.id) }
            for (index, node) in nodes.enumerated() {
                let wanted = serving.firstPort == 0 ? 0 : serving.firstPort + index
                let channel = try await bind(node, host: host, port: wanted, tls: tls, core: core).get()
                let port = channel.localAddress?.port ?? wanted
                let listener = WingsListener(node: node, host: host, port: port, tls: tls, core: core)
                listener.state.withLock { $0.channel = channel }
                listeners.append(listener)
                core.change { $0.setWingsAddress(of: node, scheme: serving.scheme, host: shown, port: port) }
            }
        } catch {
            for listener in listeners { await listener.close() }
            throw error
        }
        return listeners
    }

    /// Opens or closes the socket as the simulated Wings does; without waiting.
    func follow() {
        let wanted = core.read { $0.isWingsListening(node) }
        let step: Step = state.withLock { state in
            guard !state.isChanging, !state.isOver, wanted != (state.channel != nil) else { return .none }
            state.isChanging = true
            defer { if !wanted { state.channel = nil } }
            return state.channel.map { .close($0) } ?? .open
        }
        switch step {
        case .none: break
        case .open:
            Self.bind(node, host: host, port: port, tls: tls, core: core).whenComplete { result in
                self.finish(try? result.get())  // somebody took the port: tried again at the next tick
            }
        case .close(let channel):
            channel.close().whenComplete { _ in self.finish(nil) }
            core.closeConnections(of: node)
        }
    }

    private enum Step {
        case none, open
        case close(any Channel)
    }

    private func finish(_ channel: (any Channel)?) {
        let isLate = state.withLock { state in
            state.isChanging = false
            if !state.isOver { state.channel = channel }
            return state.isOver
        }
        if isLate { channel?.close(promise: nil) }
    }

    /// Closes the socket for good.
    func close() async {
        let channel = state.withLock { state in
            state.isOver = true
            defer { state.channel = nil }
            return state.channel
        }
        try? await channel?.close().get()  // already closed is what is wanted
    }

    private static func bind(
        _ node: NodeID,
        host: String,
        port: Int,
        tls: NIOSSLContext?,
        core: SimulatorCore
    ) -> EventLoopFuture<any Channel> {
        ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    core.opened(channel, node: node)
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    let handler = SimulatorHandler(core: core, node: node)
                    let handlerName = "simulator"
                    let upgrade = upgrader(node, channel, core)
                    try pipeline.configureHTTPServerPipeline(
                        withServerUpgrade: (
                            upgraders: [upgrade],
                            completionHandler: { context in
                                context.pipeline.syncOperations.removeHandler(name: handlerName, promise: nil)
                            }
                        ),
                        withErrorHandling: true
                    )
                    try pipeline.addHandler(handler, name: handlerName)
                }
            }
            .bind(host: host, port: port)
    }

    /// Switches protocols when the simulated Wings does; other requests go to the handler of plain ones.
    private static func upgrader(
        _ node: NodeID,
        _ channel: any Channel,
        _ core: SimulatorCore
    ) -> NIOWebSocketServerUpgrader {
        let opened = NIOLoopBoundBox<StreamID?>(nil, eventLoop: channel.eventLoop)
        return NIOWebSocketServerUpgrader(
            maxFrameSize: 1 << 20,
            shouldUpgrade: { channel, head in
                let request = HTTPRequest(method: .get, head)
                let opening = core.change { $0.openStream(on: node, request, at: SimulatorCore.now()) }
                guard case .opened(let stream) = opening else { return channel.eventLoop.makeSucceededFuture(nil) }
                opened.value = stream
                core.carry(stream, on: channel)
                let delay = core.read { $0.wingsDelay(of: node) }
                guard delay > .zero else { return channel.eventLoop.makeSucceededFuture([:]) }
                return channel.eventLoop.scheduleTask(in: .milliseconds(delay.wholeMilliseconds)) { [:] }.futureResult
            },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    guard let stream = opened.value else { return }
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOWebSocketFrameAggregator(
                            minNonFinalFragmentSize: 0,
                            maxAccumulatedFrameCount: 1_024,
                            maxAccumulatedFrameSize: 1 << 20
                        ),
                        DaemonSocketHandler(stream: stream, core: core)
                    )
                }
            }
        )
    }
}
