import NIOCore
import NIOWebSocket
import PterodactylAPI

/// Turns whole frames into a session's signals; answers pings and closes by itself.
final class WebSocketFrameHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let session: WebSocketSession
    private var closure: WebSocketClosure?

    init(_ session: WebSocketSession) { self.session = session }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        let content = frame.unmaskedData
        switch frame.opcode {
        case .text: session.receive(.text(String(buffer: content)))
        case .ping:
            session.receive(.sign)
            write(.pong, content, context)
        case .connectionClose:
            closure = Self.closure(content)
            // The answer repeats what came, as RFC 6455 §5.5.1 has it.
            write(.connectionClose, content, context)
            context.close(promise: nil)
        default: session.receive(.sign)
        }
    }

    func read(context: ChannelHandlerContext) {
        if session.mayRead() { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let code: WebSocketErrorCode? =
            switch error {
            case NIOWebSocketError.invalidFrameLength, NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge:
                .messageTooLarge
            case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error: .protocolError
            default: nil
            }
        if let code {
            closure = closure ?? WebSocketClosure(code: Int(UInt16(webSocketErrorCode: code)), reason: "\(error)")
            var data = context.channel.allocator.buffer(capacity: 2)
            data.write(webSocketErrorCode: code)
            write(.connectionClose, data, context)
        }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        session.end(closure ?? .abnormal)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { session.end(closure ?? .abnormal) }

    /// Reads a close frame's content; 1005 stands for no code in it.
    private static func closure(_ content: ByteBuffer) -> WebSocketClosure {
        var content = content
        guard let code = content.readInteger(as: UInt16.self) else { return WebSocketClosure(code: 1005) }
        return WebSocketClosure(code: Int(code), reason: String(buffer: content))
    }

    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }
}
