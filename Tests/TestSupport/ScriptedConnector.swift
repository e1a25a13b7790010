public import PterodactylAPI

/// Opens WebSockets without a network: a test speaks for the other side.
public final class ScriptedConnector: WebSocketConnecting {
    /// What a test watches.
    public struct State: Sendable {
        /// The sockets so far, in the order in which they were opened.
        public var sockets: [ScriptedSocket] = []
        /// How many of them are open.
        public var open = 0
    }

    /// What became of it so far.
    public let state = Watched(State())
    private let greeting: [WebSocketSignal]

    /// Makes a connector.
    /// - Parameter greeting: what each socket says at once; then it is silent until the test speaks.
    public init(greeting: [WebSocketSignal]) { self.greeting = greeting }

    /// Opens a socket, which always succeeds.
    public func withWebSocket(
        _ request: WebSocketRequest,
        _ work: (any WebSocketLink) async -> Void
    ) async throws(WebSocketError) {
        let socket = ScriptedSocket(request) { [state] in state.change { _ in } }
        for signal in greeting { socket.say(signal) }
        state.change { state in
            state.sockets.append(socket)
            state.open += 1
        }
        await work(socket)
        state.change { $0.open -= 1 }
    }
}

/// A socket of a `ScriptedConnector`.
public final class ScriptedSocket: WebSocketLink {
    private struct Record: Sendable {
        var unheard = 0
        var isAwaited = false
    }

    /// What it was opened with.
    public let request: WebSocketRequest
    private let signals: AsyncStream<WebSocketSignal>
    private let speaker: AsyncStream<WebSocketSignal>.Continuation
    private let record = Watched(Record())
    private let whenHeardOut: @Sendable () -> Void

    init(_ request: WebSocketRequest, whenHeardOut: @escaping @Sendable () -> Void) {
        self.request = request
        self.whenHeardOut = whenHeardOut
        (signals, speaker) = AsyncStream.makeStream(of: WebSocketSignal.self)
    }

    /// Whether everything that was said was taken in, and more is waited for.
    public var isHeardOut: Bool { record.value.unheard == 0 && record.value.isAwaited }

    /// Lets the other side say something, or end the connection.
    public func say(_ signal: WebSocketSignal) {
        record.change { $0.unheard += 1 }
        speaker.yield(signal)
    }

    /// Lets Wings say something.
    public func say(_ event: String, _ argument: String) {
        let frame: JSONValue = ["event": .string(event), "args": .array([.string(argument)])]
        say(.text(String(decoding: frame.encoded(), as: UTF8.self)))
    }

    /// What was said, in order; the end when the task is cancelled.
    public func next() async -> WebSocketSignal {
        record.change { $0.isAwaited = true }
        if isHeardOut { whenHeardOut() }
        for await signal in signals {
            record.change { record in
                record.isAwaited = false
                record.unheard -= 1
            }
            return signal
        }
        return .closed(.abnormal)
    }

    /// Takes no notice of what the client says.
    public func send(_ text: String) {}

    /// Takes no notice.
    public func ping() {}

    /// Ends the connection from the client's side.
    public func close(code: Int) {
        say(.closed(WebSocketClosure(code: code)))
    }
}
