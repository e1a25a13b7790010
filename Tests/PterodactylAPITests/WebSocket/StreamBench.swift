import PterodactylAPI
import TestSupport
import Testing

/// Drives a stream step by step, with the time in the test's hand.
struct StreamBench {
    private(set) var stream: ServerStream
    private var generator = SeededGenerator(seed: 1)
    private var wakes: Set<PanelTime> = []
    /// The present; starts at zero.
    private(set) var now = PanelTime(millisecondsSince1970: 0)

    init(timing: StreamTiming = StreamTiming()) {
        self.stream = ServerStream(origin: "https://panel.example.com", timing: timing)
    }

    /// Hands something in after a while, and gives what is to be done besides waking.
    mutating func hand(_ input: ServerStream.Input, after delay: Duration = .zero) -> [ServerStream.Action] {
        now = now + delay
        return step(input)
    }

    private mutating func step(_ input: ServerStream.Input) -> [ServerStream.Action] {
        stream.handle(input, at: now, using: &generator).filter { action in
            guard case .wake(let time) = action else { return true }
            wakes.insert(time)
            return false
        }
    }

    /// Lets time pass, with every tick that the stream asks for; gives what was done, and when.
    mutating func pass(
        _ span: Duration,
        until isEnough: (ServerStream.Action) -> Bool = { _ in false }
    ) -> [(action: ServerStream.Action, at: PanelTime)] {
        let end = now + span
        var log: [(ServerStream.Action, PanelTime)] = []
        while let wake = wakes.min(), wake <= end {
            wakes.remove(wake)
            now = max(now, wake)
            let actions = step(.tick)
            log += actions.map { ($0, now) }
            if actions.contains(where: isEnough) { return log }
        }
        now = end
        return log
    }

    /// Hands in a frame of Wings on a socket.
    mutating func say(
        _ event: String,
        _ argument: String? = nil,
        on id: ServerStream.SocketID,
        after delay: Duration = .zero
    ) -> [ServerStream.Action] {
        let arguments: JSONValue = argument.map { [.string($0)] } ?? .null
        let frame: JSONValue = ["event": .string(event), "args": arguments]
        return hand(.text(id, String(decoding: frame.encoded(), as: UTF8.self)), after: delay)
    }

    /// Goes on from a request for credentials to an open and authenticated socket.
    mutating func connect(token: String = "one") throws -> (id: ServerStream.SocketID, actions: [ServerStream.Action]) {
        let actions = hand(.credentials(credentials(token)))
        guard case .connect(let id, let request) = actions.first else {
            throw Unexpected(actions: actions)
        }
        #expect(request == WebSocketRequest(url: "wss://node.example.com/ws", origin: "https://panel.example.com"))
        #expect(hand(.opened(id)) == [.send(id, .authenticate(Secret(token)))])
        return (id, say("auth success", on: id))
    }

    /// A stream that is live at zero.
    static func live(timing: StreamTiming = StreamTiming()) throws -> (StreamBench, ServerStream.SocketID) {
        var bench = StreamBench(timing: timing)
        #expect(bench.hand(.start) == [.fetchCredentials])
        let (id, actions) = try bench.connect()
        #expect(actions == [.deliver(.connected)])
        return (bench, id)
    }

    /// Makes credentials.
    func credentials(_ token: String) -> WebSocketCredentials {
        WebSocketCredentials(token: Secret(token), socket: "wss://node.example.com/ws")
    }

    /// What the stream wants is not what the test is about.
    struct Unexpected: Error {
        let actions: [ServerStream.Action]
    }
}
