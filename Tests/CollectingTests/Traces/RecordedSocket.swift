import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

/// The WebSocket of a recorded server, followed by the library's own state machine.
///
/// Its frames come when they came; a connection that the machine makes later than the trace's own hears the state first,
/// as Wings tells it, and what comes from then on.
struct RecordedSocket {
    /// What is to be done outside.
    enum Wish {
        case credentials
        case deliver(StreamEvent)
    }

    private let server: RecordedServer
    private var stream = ServerStream(origin: "https://panel.example.com")
    private var generator = SeededGenerator(seed: 1)
    private var wakes: Set<PanelTime> = []
    /// A socket that is being opened.
    private var pending: ServerStream.SocketID?
    private var open: ServerStream.SocketID?
    private var next = 0
    private var wishes: [Wish] = []

    init(_ server: RecordedServer) { self.server = server }

    /// Whether everything that happens is told.
    var isLive: Bool { stream.isLive }

    mutating func takeWishes() -> [Wish] {
        defer { wishes = [] }
        return wishes
    }

    mutating func start(at now: Timestamp) {
        next = server.frames.firstIndex { $0.at >= now } ?? server.frames.endIndex
        hand(.start, at: now)
    }

    mutating func take(_ credentials: Result<WebSocketCredentials, PanelError>, at now: Timestamp) {
        switch credentials {
        case .success(let credentials): hand(.credentials(credentials), at: now)
        case .failure(let error): hand(.credentialsFailed(error), at: now)
        }
    }

    /// When something comes of it next.
    func due(after now: Timestamp) -> Timestamp? {
        let frame = next < server.frames.count ? server.frames[next].at : nil
        let opening = server.openings.first { $0.at > now }?.at
        let wake = wakes.min().map { Timestamp(millisecondsSince1970: $0.millisecondsSince1970) }
        return [frame, opening, wake, server.hang?.upperBound].compactMap(\.self).filter { $0 > now }.min()
    }

    /// Lets everything happen that is due.
    mutating func pass(to now: Timestamp) {
        if server.isOpen(at: now) == false, let id = open {
            open = nil
            hand(.closed(id, .abnormal), at: now)
        }
        connect(at: now)
        while next < server.frames.count, server.frames[next].at <= now {
            let frame = server.frames[next].value
            next += 1
            // The answers to the trace's own tokens; ours are given by `reply`.
            let isAnswer = WingsEvent(frame: frame) == .authenticated
            guard let id = open, !isAnswer || now == server.refusal?.upperBound else { continue }
            hand(.text(id, frame), at: now)
            if isAnswer { tellState(on: id, at: now) }
        }
        while let wake = wakes.min(), wake.millisecondsSince1970 <= now.millisecondsSince1970 {
            wakes.remove(wake)
            hand(.tick, at: now)
        }
    }

    /// Opens what is to be opened, if Wings lets one in; before the trace's own WebSocket, and while Wings is stopped,
    /// that has to wait.
    private mutating func connect(at now: Timestamp) {
        guard let id = pending, let isOpen = server.isOpen(at: now) else { return }
        pending = nil
        if isOpen {
            open = id
            hand(.opened(id), at: now)
        } else {
            hand(.notOpened(id, .transport(.connectFailed("refused"))), at: now)
        }
    }

    private mutating func hand(_ input: ServerStream.Input, at now: Timestamp) {
        let time = PanelTime(millisecondsSince1970: now.millisecondsSince1970)
        for action in stream.handle(input, at: time, using: &generator) { perform(action, at: now) }
    }

    private mutating func perform(_ action: ServerStream.Action, at now: Timestamp) {
        switch action {
        case .fetchCredentials: wishes.append(.credentials)
        case .connect(let id, _):
            pending = id
            connect(at: now)
        case .send(let id, let request): reply(to: request, on: id, at: now)
        case .ping(let id): if server.isOpen(at: now) == true { hand(.sign(id), at: now) }
        case .close(let id, let code):
            if pending == id { pending = nil }
            guard open == id else { return }
            open = nil
            hand(.closed(id, WebSocketClosure(code: code)), at: now)
        case .deliver(let event): wishes.append(.deliver(event))
        case .wake(let time): wakes.insert(time)
        }
    }

    private mutating func tellState(on id: ServerStream.SocketID, at now: Timestamp) {
        let state = server.state(at: now)?.word ?? "offline"
        hand(.text(id, #"{"event":"status","args":["\#(state)"]}"#), at: now)
    }

    private mutating func reply(to request: WingsRequest, on id: ServerStream.SocketID, at now: Timestamp) {
        guard server.isOpen(at: now) == true, open == id, case .server(let json)? = server.word(at: now) else { return }
        if let refusal = server.refusal, refusal.contains(now) { return }
        switch request {
        case .authenticate:
            hand(.text(id, #"{"event":"auth success"}"#), at: now)
            tellState(on: id, at: now)
        case .sendStats:
            let text = String(decoding: (json["utilization"] ?? [:]).encoded(), as: UTF8.self)
            let frame: JSONValue = ["event": "stats", "args": .array([.string(text)])]
            hand(.text(id, String(decoding: frame.encoded(), as: UTF8.self)), at: now)
        case .sendLogs, .sendCommand, .setState: break
        }
    }
}
