import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import PterodactylAPI
import TestSupport

/// A WebSocket server on a free port of the loopback, whose words a test decides.
final class ScriptedNode: Sendable {
    /// What a test watches.
    struct Record: Sendable {
        /// The upgrade requests so far.
        var heads: [HTTPRequestHead] = []
        /// Connections that were accepted, upgraded or not, and those that have ended.
        var accepted = 0
        var ended = 0
        /// Sockets that were upgraded.
        var sockets: [NodeSocket] = []

        var open: Int { accepted - ended }
    }

    /// What to do with a frame of a client.
    typealias Script = @Sendable (NodeSocket, NodeFrame) -> Void

    let record = Watched(Record())
    private let isSecure: Bool
    private let port: Int

    var socketURL: String { "\(isSecure ? "wss" : "ws")://127.0.0.1:\(port)/api/servers/x/ws" }

    private init(port: Int, isSecure: Bool) {
        self.port = port
        self.isSecure = isSecure
    }

    /// Runs a node while the work is done; with an identity over TLS.
    ///
    /// - Parameter refuses: the status that an upgrade is refused with; nil upgrades.
    static func run(
        as identity: TestIdentity? = nil,
        refuses: @escaping @Sendable (HTTPRequestHead) -> HTTPResponseStatus? = { _ in nil },
        script: @escaping Script = { _, _ in },
        _ work: (ScriptedNode) async throws -> Void
    ) async throws {
        let tls = try identity.map { try NIOSSLContext(configuration: $0.serverConfiguration()) }
        let owner = Watched<ScriptedNode?>(nil)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let node = owner.value else { throw ChannelError.eof }
                    try node.prepare(channel, tls: tls, refuses: refuses, script: script)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let node = ScriptedNode(port: channel.localAddress?.port ?? 0, isSecure: tls != nil)
        owner.change { $0 = node }
        do {
            try await work(node)
            try await channel.close()
        } catch {
            try await channel.close()
            throw error
        }
    }

    /// Waits until no connection is left.
    func waitForSilence() async { await record.wait { $0.open == 0 } }

    private func prepare(
        _ channel: any Channel,
        tls: NIOSSLContext?,
        refuses: @escaping @Sendable (HTTPRequestHead) -> HTTPResponseStatus?,
        script: @escaping Script
    ) throws {
        record.change { $0.accepted += 1 }
        channel.closeFuture.whenComplete { _ in self.record.change { $0.ended += 1 } }
        let pipeline = channel.pipeline.syncOperations
        if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
        let upgrader = NIOWebSocketServerUpgrader(
            maxFrameSize: 1 << 20,
            shouldUpgrade: { channel, head in
                self.record.change { $0.heads.append(head) }
                return channel.eventLoop.makeSucceededFuture(refuses(head) == nil ? [:] : nil)
            },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    let socket = NodeSocket(channel)
                    try channel.pipeline.syncOperations.addHandler(NodeHandler(socket, script))
                    self.record.change { $0.sockets.append(socket) }
                }
            }
        )
        let refusal = RefusingHandler(refuses)
        let refusalBound = NIOLoopBound(refusal, eventLoop: channel.eventLoop)
        try pipeline.configureHTTPServerPipeline(
            withServerUpgrade: (
                upgraders: [upgrader],
                completionHandler: { context in
                    context.pipeline.syncOperations.removeHandler(refusalBound.value, promise: nil)
                }
            )
        )
        try pipeline.addHandler(refusal)
    }
}

/// What came from a client.
enum NodeFrame: Sendable, Equatable {
    case text(String)
    case ping
    case pong
    case close(code: Int?)
}

/// A client's socket, as the node has it.
final class NodeSocket: Sendable {
    private let channel: any Channel

    init(_ channel: any Channel) { self.channel = channel }

    /// Sends one text.
    func send(_ text: String) { write(.text, ByteBuffer(string: text)) }

    /// Sends an event of Wings.
    func say(_ event: String, _ argument: String? = nil) {
        let arguments: JSONValue = argument.map { [.string($0)] } ?? .null
        let frame: JSONValue = ["event": .string(event), "args": arguments]
        send(String(decoding: frame.encoded(), as: UTF8.self))
    }

    func ping() { write(.ping, ByteBuffer()) }

    /// Sends a text in pieces.
    func send(pieces: [String]) {
        for (index, piece) in pieces.enumerated() {
            let isLast = index == pieces.count - 1
            write(index == 0 ? .text : .continuation, ByteBuffer(string: piece), isLast: isLast)
        }
    }

    /// Says goodbye with a code.
    func close(code: UInt16, reason: String) {
        var data = ByteBuffer()
        data.writeInteger(code)
        data.writeString(reason)
        write(.connectionClose, data)
    }

    /// Ends the connection without a word.
    func cut() { channel.close(mode: .all, promise: nil) }

    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer, isLast: Bool = true) {
        channel.writeAndFlush(WebSocketFrame(fin: isLast, opcode: opcode, data: data), promise: nil)
    }
}

private final class NodeHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame

    private let socket: NodeSocket
    private let script: ScriptedNode.Script

    init(_ socket: NodeSocket, _ script: @escaping ScriptedNode.Script) {
        self.socket = socket
        self.script = script
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        var content = frame.unmaskedData
        switch frame.opcode {
        case .text: script(socket, .text(String(buffer: content)))
        case .ping: script(socket, .ping)
        case .pong: script(socket, .pong)
        case .connectionClose:
            script(socket, .close(code: content.readInteger(as: UInt16.self).map(Int.init)))
            context.close(promise: nil)
        default: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

private final class RefusingHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let refuses: @Sendable (HTTPRequestHead) -> HTTPResponseStatus?
    private var status = HTTPResponseStatus.badRequest

    init(_ refuses: @escaping @Sendable (HTTPRequestHead) -> HTTPResponseStatus?) { self.refuses = refuses }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = refuses(head) ?? .badRequest
        case .body: break
        case .end:
            let head = HTTPResponseHead(version: .http1_1, status: status, headers: ["Content-Length": "2"])
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "no")))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }

    /// NIO tells the refusal as an error, too, and goes on.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
