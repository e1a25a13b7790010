import PterodactylAPI
import TestSupport
import Testing

/// A panel and a node that misbehave in every way that is known, around one stream, in virtual time.
///
/// The node says a number every second or so; the reader checks that none is missing without a gap before the next.
struct StreamWorld {
    /// What goes wrong.
    struct Weather {
        /// Whether connections break, Wings restarts, the panel goes away, tokens are revoked and links fall silent.
        var isBad = true
    }

    private struct Socket {
        let id: ServerStream.SocketID
        var token: PanelTime?
        /// Whether nothing comes through any more, in either direction.
        var isMute = false
    }

    private(set) var stream = ServerStream(origin: "https://panel.example.com")
    private(set) var now = PanelTime(millisecondsSince1970: 0)
    /// What broke a rule.
    private(set) var complaints: [String] = []
    private(set) var fetches: [PanelTime] = []
    private(set) var refusals = 0
    private(set) var gaps = 0
    private(set) var numbersRead = 0

    private var generator: SeededGenerator
    private var luck: SeededGenerator
    private let weather: Weather
    private var queue: [(at: PanelTime, event: Event)] = []
    private var socket: Socket?
    private var isFetching = false
    private var authSentAt: PanelTime?
    private var bootedAt = PanelTime(millisecondsSince1970: -1000)
    private var revokedAt = PanelTime(millisecondsSince1970: -1000)
    private var isWingsUp = true
    private var panelBackAt = PanelTime(millisecondsSince1970: 0)
    private var said: [PanelTime] = []
    private var lastRead: Int?
    private var gapSince: PanelTime?
    private var hasConnected = false

    private enum Event {
        case input(ServerStream.Input)
        case panelAnswers
        case opens(ServerStream.SocketID)
        case authenticates(ServerStream.SocketID, issuedAt: PanelTime)
        case showsStats(ServerStream.SocketID)
        case says
        case breaks
        case wingsBack
    }

    init(seed: UInt64, weather: Weather) {
        self.generator = SeededGenerator(seed: seed)
        self.luck = SeededGenerator(seed: seed ^ 0xFFFF)
        self.weather = weather
        queue = [(now, .input(.start)), (now, .says)]
        if weather.isBad { queue.append((now + .seconds(30), .breaks)) }
    }

    /// Lets time pass; what goes wrong goes wrong until `calmAt`.
    mutating func run(until end: PanelTime, calmAt: PanelTime) {
        while let index = queue.indices.min(by: { queue[$0].at < queue[$1].at }), queue[index].at <= end {
            let (at, event) = queue.remove(at: index)
            now = max(now, at)
            happen(event, calmAt: calmAt)
        }
    }

    private mutating func later(_ range: ClosedRange<Int>, _ event: Event) {
        queue.append((now + .milliseconds(Int.random(in: range, using: &luck)), event))
    }

    private func isGood(_ issuedAt: PanelTime) -> Bool {
        issuedAt >= bootedAt && issuedAt > revokedAt && now < issuedAt + .seconds(600)
    }

    private mutating func happen(_ event: Event, calmAt: PanelTime) {
        switch event {
        case .input(let input): hand(input)
        case .panelAnswers:
            isFetching = false
            guard now >= panelBackAt else {
                return hand(.credentialsFailed(.panelUnavailable(status: 502, detail: "down")))
            }
            let token = Secret("\(now.millisecondsSince1970)")
            hand(.credentials(WebSocketCredentials(token: token, socket: "wss://node/ws")))
        case .opens(let id):
            guard isWingsUp else { return hand(.notOpened(id, .transport(.connectFailed("refused")))) }
            socket = Socket(id: id)
            hand(.opened(id))
        case .authenticates(let id, let issuedAt): authenticate(id, issuedAt)
        case .showsStats(let id):
            guard let socket, socket.id == id else { return }
            emit(#"{"event":"stats","args":["{\"state\":\"running\"}"]}"#)
        case .says:
            said.append(now)
            emit(#"{"event":"console output","args":["\#(said.count - 1)"]}"#)
            later(300...2500, .says)
        case .breaks:
            if now < calmAt {
                breakSomething()
                later(5_000...300_000, .breaks)
            }
        case .wingsBack:
            isWingsUp = true
            bootedAt = now
        }
    }

    private mutating func breakSomething() {
        switch Int.random(in: 0..<7, using: &luck) {
        case 0: loseSocket(.abnormal)
        case 1:
            loseSocket(.abnormal)
            isWingsUp = false
            later(0...60_000, .wingsBack)
        case 2: panelBackAt = now + .seconds(Int.random(in: 5...900, using: &luck))
        case 3: socket?.isMute = true
        case 4: revokedAt = now
        case 5:
            // Something of a socket that is long gone, and an answer that nobody asked for.
            if let socket { hand(.closed(ServerStream.SocketID(number: socket.id.number - 1), .abnormal)) }
            if !isFetching { hand(.credentialsFailed(.transport(.timedOut))) }
        default: loseSocket(WebSocketClosure(code: 1000, reason: "bye"))
        }
    }

    private mutating func loseSocket(_ closure: WebSocketClosure) {
        guard let lost = socket else { return }
        socket = nil
        authSentAt = nil
        hand(.closed(lost.id, closure))
    }

    private mutating func authenticate(_ id: ServerStream.SocketID, _ issuedAt: PanelTime) {
        guard let current = socket, current.id == id, !current.isMute else { return }
        authSentAt = nil
        guard isGood(issuedAt) else {
            return hand(
                .text(id, #"{"event":"jwt error","args":["Error Event [x]: jwt: created too far (denylist)"]}"#)
            )
        }
        let isFirst = current.token == nil
        socket?.token = issuedAt
        hand(.text(id, #"{"event":"auth success"}"#))
        if isFirst { emit(#"{"event":"status","args":["running"]}"#) }
    }

    /// Wings says something, or that it may not.
    private mutating func emit(_ frame: String) {
        guard let socket, !socket.isMute, let token = socket.token else { return }
        guard isGood(token) else {
            refusals += 1
            return hand(.text(socket.id, #"{"event":"jwt error","args":["jwt: exp claim is invalid"]}"#))
        }
        hand(.text(socket.id, frame))
    }

    private mutating func hand(_ input: ServerStream.Input) {
        for action in stream.handle(input, at: now, using: &generator) { carryOut(action) }
    }

    private mutating func carryOut(_ action: ServerStream.Action) {
        switch action {
        case .fetchCredentials:
            if isFetching { complain("two requests for credentials at a time") }
            if let last = fetches.last, now - last < .seconds(15) { complain("credentials after \(now - last)") }
            fetches.append(now)
            isFetching = true
            later(10...2000, .panelAnswers)
        case .connect(let id, _): later(5...500, .opens(id))
        case .send(let id, .authenticate(let token)):
            if let authSentAt, now - authSentAt < .seconds(10) { complain("two authentications at a time") }
            authSentAt = now
            let issuedAt = PanelTime(millisecondsSince1970: Int64(token.reveal()) ?? 0)
            later(5...300, .authenticates(id, issuedAt: issuedAt))
        case .send(let id, _): later(5...300, .showsStats(id))
        case .ping(let id):
            if let socket, socket.id == id, !socket.isMute { later(1...200, .input(.sign(id))) }
        case .close(let id, _):
            if socket?.id == id {
                socket = nil
                authSentAt = nil
            }
        case .wake(let time):
            if time <= now { complain("a wake in the past") }
            queue.append((time, .input(.tick)))
        case .deliver(let event): read(event)
        }
    }

    private mutating func read(_ event: StreamEvent) {
        switch event {
        case .connected: hasConnected = true
        case .gap(_, let since):
            gaps += 1
            gapSince = min(since, gapSince ?? since)
        case .event(.console(let line)):
            numbersRead += 1
            guard let number = Int(line.text) else { return complain("not a number: \(line.text)") }
            if let lastRead, number != lastRead + 1 {
                if let gapSince {
                    if gapSince > said[lastRead + 1] { complain("the gap begins after the first lost event") }
                } else {
                    complain("\(number) after \(lastRead), and no gap")
                }
            }
            lastRead = number
            gapSince = nil
        case .event(.tokenRefused(let refusal)):
            if refusal.isPermanent { complain("permanent") }
        case .ended(let reason): complain("ended: \(reason)")
        case .event, .disconnected: break
        }
    }

    private mutating func complain(_ text: String) {
        complaints.append("\(now.millisecondsSince1970) ms: \(text)")
    }
}
