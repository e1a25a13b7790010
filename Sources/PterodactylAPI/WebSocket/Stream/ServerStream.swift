/// The life of the connection to one server's WebSocket, as a pure state machine.
///
/// Whoever drives it hands in what happened and the time, and does what comes back. Nothing here waits, and nothing is
/// random but by the generator that is passed.
///
/// | Phase | Left by | To |
/// |---|---|---|
/// | idle | `start` | fetching |
/// | fetching | credentials | connecting |
/// | connecting | `opened`; refused, or nothing for `openTimeout` | authenticating; waiting |
/// | authenticating | `auth success`; refused, closed, or nothing for `authenticationTimeout` | live; waiting |
/// | live | closed, or silent in spite of a probe | waiting |
/// | waiting | the time, with backoff and the spacing of credentials | fetching |
/// | any | deleted, a token that can never be good, a refusal by the panel | ended |
///
/// While live, the token is renewed on the same socket: by our own time, when Wings warns, and when it refuses the old
/// one; never two at a time, never within `credentialSpacing`, and with growing delays when it does not help. Every
/// connection starts with credentials asked for after the last one ended, since those of before a restart of Wings are
/// dead. Whenever events may have been lost, a `gap` is delivered before anything that came after it.
/// Source: wings `router/websocket`, recorded traces of expiry, restart and deletion.
public struct ServerStream: Sendable {
    /// Which of the stream's sockets, one after another, something belongs to.
    public struct SocketID: Sendable, Hashable {
        /// Counted from 1.
        public let number: Int

        /// Wraps a number.
        public init(number: Int) { self.number = number }
    }

    /// What happened.
    public enum Input: Sendable {
        /// The stream is to begin.
        case start
        /// The panel gave credentials.
        case credentials(WebSocketCredentials)
        /// The panel gave none.
        case credentialsFailed(PanelError)
        /// A socket is open.
        case opened(SocketID)
        /// A socket could not be opened.
        case notOpened(SocketID, WebSocketError)
        /// A frame came.
        case text(SocketID, String)
        /// Something else came that shows the other side to be there.
        case sign(SocketID)
        /// A socket ended.
        case closed(SocketID, WebSocketClosure)
        /// The reader wants something of Wings.
        case request(WingsRequest)
        /// Time has passed.
        case tick
    }

    /// What is to be done, in order.
    public enum Action: Sendable, Equatable {
        /// Ask the panel for credentials, and hand the answer in.
        case fetchCredentials
        /// Open a socket, and hand in what becomes of it.
        case connect(SocketID, WebSocketRequest)
        /// Send a frame.
        case send(SocketID, WingsRequest)
        /// Send a ping.
        case ping(SocketID)
        /// Close a socket, or give up opening it.
        case close(SocketID, code: Int)
        /// Give something to the reader.
        case deliver(StreamEvent)
        /// Hand in a `tick` at that time; earlier orders stay.
        case wake(at: PanelTime)
    }

    enum Phase: Sendable, Equatable {
        case idle
        case fetching
        case connecting(SocketID, since: PanelTime)
        case authenticating(SocketID, since: PanelTime)
        case live(SocketID, since: PanelTime)
        case waiting(until: PanelTime)
        case ended
    }

    /// The times it keeps.
    public let timing: StreamTiming
    let origin: String
    var phase = Phase.idle
    var sockets = 0
    /// Failed connections in a row.
    var failures = 0
    var fetch = CredentialFetch()
    var token: StreamToken?
    var renewal = TokenRenewal()
    var liveness = Liveness()
    var belief = StateBelief()
    /// Since when the reader lacks events for want of a connection; nil before the first one.
    var missingSince: PanelTime?
    /// Since when Wings refuses events on the socket that is open.
    var refusedSince: PanelTime?
    /// Whether the server's transfer to another node is complete, so that its deletion here is none.
    var hasMoved = false
    private var now = PanelTime(millisecondsSince1970: .min)
    private var wakesAt: PanelTime?

    /// Makes a stream that has not begun.
    ///
    /// - Parameters:
    ///   - origin: the panel's URL as the node's configuration has it (`remote`), without a slash at its end.
    ///   - timing: the times to keep.
    public init(origin: String, timing: StreamTiming = StreamTiming()) {
        self.origin = origin
        self.timing = timing
    }

    /// Whether nothing will come any more.
    public var isEnded: Bool { phase == .ended }

    /// Whether Wings has accepted a token on the socket that is open.
    public var isLive: Bool {
        guard case .live = phase else { return false }
        return true
    }

    /// Takes in what happened, and gives what is to be done.
    ///
    /// - Parameter time: the present; one that lies before an earlier one counts as that.
    public mutating func handle(
        _ input: Input,
        at time: PanelTime,
        using generator: inout some RandomNumberGenerator
    ) -> [Action] {
        guard !isEnded else { return [] }
        now = max(now, time)
        var steps = Steps(now: now)
        take(input, &steps, &generator)
        advance(&steps, &generator)
        if let wakesAt, wakesAt <= now { self.wakesAt = nil }
        if let next = nextDeadline, wakesAt.map({ next < $0 }) ?? true {
            wakesAt = next
            steps.actions.append(.wake(at: next))
        }
        return steps.actions
    }

    /// The present, and what is to be done so far.
    struct Steps {
        let now: PanelTime
        var actions: [Action] = []

        mutating func deliver(_ event: StreamEvent) { actions.append(.deliver(event)) }
    }

    private mutating func take(
        _ input: Input,
        _ steps: inout Steps,
        _ generator: inout some RandomNumberGenerator
    ) {
        switch input {
        case .start:
            guard phase == .idle else { return }
            startFetch(&steps)
            phase = .fetching
        case .credentials(let credentials): gotCredentials(credentials, &steps, &generator)
        case .credentialsFailed(let error): gotNoCredentials(error, &steps, &generator)
        case .opened(let id):
            guard case .connecting(id, _) = phase, let token else { return }
            phase = .authenticating(id, since: now)
            liveness = Liveness(startedAt: now)
            steps.actions.append(.send(id, .authenticate(token.secret)))
        case .notOpened(let id, let error):
            guard case .connecting(id, _) = phase else { return }
            disconnect(.notOpened(error), &steps, &generator)
        case .text(let id, let frame):
            guard isOpen(id) else { return }
            liveness.heardText(at: now)
            receive(WingsEvent(frame: frame), on: id, &steps, &generator)
        case .sign(let id):
            guard isOpen(id) else { return }
            liveness.heardSign(at: now)
        case .closed(let id, let closure):
            guard currentSocket == id else { return }
            if closure.code == 1001, closure.reason.contains("deleted") {
                serverGone(&steps, &generator)
            } else {
                disconnect(.closed(closure), &steps, &generator)
            }
        case .request(let request):
            guard case .live(let id, _) = phase else { return }
            // The token is the stream's own concern.
            if case .authenticate = request { return }
            steps.actions.append(.send(id, request))
        case .tick: break
        }
    }

    /// The socket that is being opened or open.
    var currentSocket: SocketID? {
        switch phase {
        case .connecting(let id, _), .authenticating(let id, _), .live(let id, _): id
        case .idle, .fetching, .waiting, .ended: nil
        }
    }

    private func isOpen(_ id: SocketID) -> Bool {
        if case .connecting = phase { return false }
        return currentSocket == id
    }
}
