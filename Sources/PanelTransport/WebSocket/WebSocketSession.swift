import NIOCore
import NIOWebSocket
import PterodactylAPI

/// An open WebSocket on a channel: what came and was not taken yet, and the way to send.
final class WebSocketSession: WebSocketLink {
    /// What came, in order, and how it ended.
    struct Inbox: Sendable {
        var signals: [WebSocketSignal] = []
        var closure: WebSocketClosure?
        /// Whether the channel is not read, since nobody takes anything.
        var isPaused = false
    }

    /// How many signals are kept before the channel is read no more.
    static let highMark = 64

    private let channel: any Channel
    private let inbox = Mailbox(Inbox())

    init(on channel: any Channel) { self.channel = channel }

    // MARK: - For the work

    func next() async -> WebSocketSignal {
        let taken = await inbox.next { inbox -> (signal: WebSocketSignal, resumes: Bool)? in
            guard !inbox.signals.isEmpty else { return inbox.closure.map { (.closed($0), false) } }
            let signal = inbox.signals.removeFirst()
            let resumes = inbox.isPaused && inbox.signals.count < Self.highMark / 2
            if resumes { inbox.isPaused = false }
            return (signal, resumes)
        }
        guard let taken else { return .closed(WebSocketClosure(code: 1000, reason: "cancelled")) }
        if taken.resumes { channel.read() }
        return taken.signal
    }

    func send(_ text: String) {
        write(.text, channel.allocator.buffer(string: text))
    }

    func ping() { write(.ping, channel.allocator.buffer(capacity: 0)) }

    func close(code: Int) {
        var data = channel.allocator.buffer(capacity: 2)
        data.write(webSocketErrorCode: WebSocketErrorCode(codeNumber: code))
        write(.connectionClose, data)
        // Not after the frame has gone out: a peer that reads no more could keep the connection for ever.
        channel.close(promise: nil)
    }

    /// Says goodbye, if that was not done yet, and waits until the connection is gone.
    func finish() async {
        if channel.isActive { close(code: 1000) }
        do { try await channel.closeFuture.get() } catch {}  // however it went, it is over
    }

    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer) {
        channel.writeAndFlush(WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data), promise: nil)
    }

    // MARK: - For the channel

    /// Whether the channel may be read; notes that it waits when not.
    func mayRead() -> Bool {
        inbox.change { inbox in
            inbox.isPaused = inbox.signals.count >= Self.highMark
            return !inbox.isPaused
        }
    }

    /// Takes in what came; signs of life in a row count as one.
    func receive(_ signal: WebSocketSignal) {
        inbox.change { inbox in
            if signal == .sign, inbox.signals.last == .sign { return }
            inbox.signals.append(signal)
        }
    }

    /// Notes how it ended; the first word counts.
    func end(_ closure: WebSocketClosure) {
        inbox.change { inbox in
            if inbox.closure == nil { inbox.closure = closure }
        }
    }
}
