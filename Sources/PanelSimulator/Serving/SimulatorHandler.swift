import NIOCore
import NIOHTTP1
import NIOWebSocket
import PterodactylAPI
import Telemetry

/// One connection to the panel or to a node's Wings: takes requests one after another and carries out the replies.
final class SimulatorHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// The largest body that is taken.
    private static let bodyLimit = 16 << 20

    private let core: SimulatorCore
    /// The node whose Wings answers; nil for the panel.
    private let node: NodeID?
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(core: SimulatorCore, node: NodeID? = nil) {
        self.core = core
        self.node = node
    }

    func channelInactive(context: ChannelHandlerContext) {
        core.closed(context.channel)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A refused upgrade goes on as a plain request, whose answer tells why.
        if error is NIOWebSocketUpgradeError { return }
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let part):
            body += part.readableBytesView
            if body.count > Self.bodyLimit { context.close(promise: nil) }
        case .end:
            guard let head else { return }
            self.head = nil
            serve(head, context)
        }
    }

    private func serve(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let isHead = head.method == .HEAD
        guard let method = isHead ? .get : HTTPRequest.Method(rawValue: head.method.rawValue) else {
            return write(HTTPResponse(status: 405, headers: [("Allow", "GET, HEAD")]), to: head, context)
        }
        let request = HTTPRequest(method: method, head, body: body)
        let reply = core.change { panel in
            if let node {
                panel.respondAsWings(node, to: request, at: SimulatorCore.now())
            } else {
                panel.respond(to: request, at: SimulatorCore.now())
            }
        }
        switch reply {
        case .never: break
        case .refused: context.close(promise: nil)
        case .answer(let response, let delay): later(delay, context) { $0.write(response, to: head, $1) }
        case .cut(let response, let count):
            later(.zero, context) { $0.write(response, to: head, cutAfter: count, $1) }
        }
    }

    /// Does something on the connection's loop after a time, if the connection is still there.
    private func later(
        _ delay: Duration,
        _ context: ChannelHandlerContext,
        _ action: @escaping @Sendable (SimulatorHandler, ChannelHandlerContext) -> Void
    ) {
        guard delay > .zero else { return action(self, context) }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(delay.wholeMilliseconds)) {
            let (handler, context) = bound.value
            guard context.channel.isActive else { return }
            action(handler, context)
        }
    }

    private func write(
        _ response: HTTPResponse,
        to request: HTTPRequestHead,
        cutAfter cut: Int? = nil,
        _ context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders(response.headers.map { ($0.name, $0.value) })
        if response.status != 204 { headers.replaceOrAdd(name: "Content-Length", value: String(response.body.count)) }
        if !request.isKeepAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: response.status),
            headers: headers
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let bytes = request.method == .HEAD ? [] : response.body.prefix(cut ?? response.body.count)
        if !bytes.isEmpty {
            context.write(
                wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: bytes)))),
                promise: nil
            )
        }
        guard cut == nil else {
            context.flush()
            context.close(promise: nil)
            return
        }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            if !request.isKeepAlive { bound.value.close(promise: nil) }
        }
    }
}

extension HTTPRequest {
    /// Makes the request of a head and a body.
    init(method: Method, _ head: HTTPRequestHead, body: [UInt8] = []) {
        self.init(
            method: method,
            url: "http://\(head.headers.first(name: "Host") ?? "localhost")\(head.uri)",
            headers: head.headers.map { ($0.name, $0.value) },
            body: body
        )
    }
}
