import NIOCore
import NIOPosix
import NIOSSL
import PterodactylAPI
import Synchronization
import TestSupport

/// An HTTP server on a free port of the loopback that answers with prepared bytes, right or wrong ones.
final class ScriptedServer: Sendable {
    /// What happens after a request came in.
    enum Script: Sendable {
        /// Sends the bytes, and closes the connection if asked.
        case answer(String, closes: Bool)
        /// Sends nothing and keeps the connection.
        case hang
    }

    private let channel: any Channel
    private let state = Mutex((requests: [String](), closed: 0))

    /// The requests so far, as they came.
    var requests: [String] { state.withLock { $0.requests } }
    /// How many connections have ended.
    var closedConnections: Int { state.withLock { $0.closed } }
    let port: Int

    private init(channel: any Channel, port: Int) {
        self.channel = channel
        self.port = port
    }

    /// Runs a server while the work is done; over TLS when it gets an identity.
    static func run(
        _ script: Script,
        as identity: TestIdentity? = nil,
        _ work: (ScriptedServer) async throws -> Void
    ) async throws {
        let box = Box()
        let tls = try identity.map { try NIOSSLContext(configuration: $0.serverConfiguration()) }
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(Handler(script, box))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = ScriptedServer(channel: channel, port: channel.localAddress?.port ?? 0)
        box.server.withLock { $0 = server }
        do {
            try await work(server)
            try await channel.close()
        } catch {
            try await channel.close()
            throw error
        }
    }

    /// The URL of a path.
    func url(_ path: String = "/api/client") -> String { "http://127.0.0.1:\(port)\(path)" }

    fileprivate func note(_ text: String) { state.withLock { $0.requests.append(text) } }
    fileprivate func noteClosed() { state.withLock { $0.closed += 1 } }

    fileprivate final class Box: Sendable {
        let server = Mutex<ScriptedServer?>(nil)
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let script: Script
        private let box: Box
        private var text = ""

        init(_ script: Script, _ box: Box) {
            self.script = script
            self.box = box
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            let isHandshake = text.utf8.first == 0x16
            guard text.contains("\r\n\r\n") || isHandshake else { return }
            box.server.withLock { $0 }?.note(text)
            text = ""
            guard case .answer(let answer, let closes) = script else { return }
            let sent = context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)))
            if closes {
                let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
                sent.whenComplete { _ in loopBound.value.close(promise: nil) }
            }
        }

        func channelInactive(context: ChannelHandlerContext) { box.server.withLock { $0 }?.noteClosed() }
    }
}
