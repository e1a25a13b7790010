import FoundationEssentials
import PterodactylAPI

/// Does what a server's stream wants: the clock, the panel, the sockets and the reader around the pure state machine.
///
/// Everything it starts runs in its own task group: requests for credentials and sockets, one of each at a time but for a
/// socket that is being closed, and a handful of alarms.
actor StreamDriver {
    /// Something that takes its time.
    private enum Job: Sendable {
        case fetch
        case connect(ServerStream.SocketID, WebSocketRequest)
        case wake(PanelTime)
    }

    typealias Credentials = @Sendable () async throws(PanelError) -> WebSocketCredentials

    private var stream: ServerStream
    private var generator = SystemRandomNumberGenerator()
    private var links: [ServerStream.SocketID: any WebSocketLink] = [:]
    /// Sockets that were given up before they were open.
    private var abandoned: Set<ServerStream.SocketID> = []
    private let connector: any WebSocketConnecting
    private let credentials: Credentials
    private let events: Mailbox<EventQueue>
    private let isWanted: @Sendable (WingsEvent) -> Bool
    private let jobs: AsyncStream<Job>
    private let orders: AsyncStream<Job>.Continuation
    private let startedAt = ContinuousClock.now
    private let startTime = PanelTime(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1000))

    init(
        _ stream: ServerStream,
        over connector: any WebSocketConnecting,
        credentials: @escaping Credentials,
        into events: Mailbox<EventQueue>,
        isWanted: @escaping @Sendable (WingsEvent) -> Bool
    ) {
        self.stream = stream
        self.connector = connector
        self.credentials = credentials
        self.events = events
        self.isWanted = isWanted
        (jobs, orders) = AsyncStream.makeStream(of: Job.self)
    }

    /// Runs until the stream ends or the task is cancelled; no connection is left then.
    func run() async {
        handle(.start)
        await withDiscardingTaskGroup { group in
            for await job in jobs { group.addTask { await self.perform(job) } }
            group.cancelAll()
        }
        events.change { $0.isFinished = true }
    }

    /// Passes a reader's request on; it is dropped while there is no connection.
    func send(_ request: WingsRequest) { handle(.request(request)) }

    /// The present: the time at the start, and what has passed since by a clock that nobody sets.
    private var now: PanelTime { startTime + (ContinuousClock.now - startedAt) }

    private func handle(_ input: ServerStream.Input) {
        let now = now
        for action in stream.handle(input, at: now, using: &generator) {
            switch action {
            case .fetchCredentials: orders.yield(.fetch)
            case .connect(let id, let request): orders.yield(.connect(id, request))
            case .send(let id, let request): links[id]?.send(request.frame)
            case .ping(let id): links[id]?.ping()
            case .close(let id, let code):
                if let link = links.removeValue(forKey: id) { link.close(code: code) } else { abandoned.insert(id) }
            case .deliver(.event(let event)) where !isWanted(event): break
            case .deliver(let event): events.change { $0.buffer.append(event, at: now) }
            case .wake(let time): orders.yield(.wake(time))
            }
        }
        if stream.isEnded { orders.finish() }
    }

    private func perform(_ job: Job) async {
        switch job {
        case .fetch:
            do throws(PanelError) {
                let answer = try await credentials()
                handle(.credentials(answer))
            } catch {
                handle(.credentialsFailed(error))
            }
        case .connect(let id, let request):
            do throws(WebSocketError) {
                try await connector.withWebSocket(request) { link in await follow(link, id) }
            } catch {
                handle(.notOpened(id, error))
            }
            abandoned.remove(id)
        case .wake(let time):
            do { try await Task.sleep(until: startedAt + (time - startTime), clock: .continuous) } catch { return }
            handle(.tick)
        }
    }

    /// Hands in what comes from a socket until it ends.
    private func follow(_ link: any WebSocketLink, _ id: ServerStream.SocketID) async {
        guard !abandoned.contains(id) else { return }
        links[id] = link
        defer { links[id] = nil }
        handle(.opened(id))
        while true {
            switch await link.next() {
            case .text(let text): handle(.text(id, text))
            case .sign: handle(.sign(id))
            case .closed(let closure): return handle(.closed(id, closure))
            }
        }
    }
}
