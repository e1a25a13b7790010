package import PanelTransport
package import PterodactylAPI
package import Telemetry

/// Follows the servers' WebSockets for the core.
///
/// What it hears is handed over in the order in which it came from each server: `stats`, which come once a second from each
/// that runs, wait until the interval is over, the newest of each server, and go in one batch; all else goes at once, after
/// the `stats` that wait for the same server. Lines of a console count only when they are Wings' own.
///
/// | Held | At most |
/// |---|---|
/// | `stats` that wait | one for each server followed |
/// | events before they are taken in | `StreamHub.options` for each server; the hub takes them without waiting for anybody |
/// | orders before `run` takes them | those given |
///
/// A stream that has ended for good is forgotten: the same order then begins a new one.
package actor StreamHub {
    /// A stream that is wanted.
    private struct Followed {
        let order: StreamOrder
        /// Tells streams of one server apart: what an earlier one still says does not count.
        let number: Int
        /// The stream is let go when this is finished.
        let leash: AsyncStream<Void>.Continuation
    }

    private enum Job: Sendable {
        case carry(StreamOrder, number: Int, over: PanelConnection, until: AsyncStream<Void>)
        case handOverLater
    }

    private typealias Asker = AsyncStream<Result<WebSocketCredentials, PanelError>>.Continuation

    private let connections: [String: PanelConnection]
    private let options: ServerEventsOptions
    private let interval: Duration
    private let now: @Sendable () -> Timestamp
    private let report: @Sendable (AgentEvent) -> Void
    private let jobs: AsyncStream<Job>
    private let orders: AsyncStream<Job>.Continuation

    private var followed: [StreamAddress: Followed] = [:]
    private var askers: [StreamAddress: Asker] = [:]
    private var waiting = WaitingStats()
    private var isHandOverPlanned = false
    private var count = 0

    /// How one server's events are held for the hub.
    ///
    /// Without the game's lines a server says little: one `stats` a second, about ten lines at a crash or a start. The hub
    /// waits for nobody, so that only what comes before its turn is held: 64 events are a minute of `stats`, or several
    /// crashes at once, and with 1,000 servers they stay within some megabytes. The bytes are bounded for what has long
    /// lines, the output of installations.
    package static let options: ServerEventsOptions = {
        var options = ServerEventsOptions()
        options.capacity = 64
        options.byteLimit = 128 << 10
        return options
    }()

    /// Makes a hub that follows nothing.
    ///
    /// - Parameters:
    ///   - connections: the ways to the panels and their nodes, by the panels' names.
    ///   - options: times and bounds of each stream; what is wanted of it is the hub's own concern.
    ///   - interval: how often `stats` are handed over.
    ///   - now: the wall clock.
    ///   - report: takes what the core is to hear, without waiting.
    package init(
        _ connections: [String: PanelConnection],
        options: ServerEventsOptions = StreamHub.options,
        interval: Duration = .seconds(1),
        now: @escaping @Sendable () -> Timestamp,
        report: @escaping @Sendable (AgentEvent) -> Void
    ) {
        self.connections = connections
        var options = options
        options.isWanted = { event in
            if case .console(let line) = event { line.notice != nil } else { true }
        }
        self.options = options
        self.interval = interval
        self.now = now
        self.report = report
        (jobs, orders) = AsyncStream.makeStream(of: Job.self)
    }

    // MARK: - Orders

    /// Follows a server; an order that is being followed changes nothing, another one for the same server replaces it.
    package func follow(_ order: StreamOrder) {
        guard followed[order.address]?.order != order, let connection = connections[order.address.panel] else { return }
        unfollow(order.address)
        count += 1
        let (leash, holder) = AsyncStream.makeStream(of: Void.self)
        followed[order.address] = Followed(order: order, number: count, leash: holder)
        orders.yield(.carry(order, number: count, over: connection, until: leash))
    }

    /// Follows a server no more; what it said and was not handed over yet is forgotten.
    package func unfollow(_ address: StreamAddress) {
        followed.removeValue(forKey: address)?.leash.finish()
        askers.removeValue(forKey: address)?.finish()
        _ = waiting.take(of: address)
    }

    /// Answers `credentialsWanted`; dropped when nobody waits for it (any more).
    package func answer(_ address: StreamAddress, _ result: Result<WebSocketCredentials, PanelError>) {
        guard let asker = askers.removeValue(forKey: address) else { return }
        asker.yield(result)
        asker.finish()
    }

    // MARK: - Work

    /// Does what was ordered, until the task is cancelled; no socket is left then.
    ///
    /// To be called once.
    package func run() async {
        let jobs = jobs
        await withDiscardingTaskGroup { group in
            for await job in jobs { group.addTask { await self.perform(job) } }
            group.cancelAll()
        }
        for address in followed.keys { unfollow(address) }
    }

    private func perform(_ job: Job) async {
        switch job {
        case .carry(let order, let number, let connection, let leash):
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.carry(order, number, over: connection) }
                group.addTask { for await _ in leash {} }
                await group.next()
                group.cancelAll()
            }
        case .handOverLater:
            do { try await Task.sleep(for: interval) } catch { return }  // cancelled at the end: nobody listens
            isHandOverPlanned = false
            let batch = waiting.takeAll()
            if !batch.isEmpty { report(.streamed(batch)) }
        }
    }

    private func carry(_ order: StreamOrder, _ number: Int, over connection: PanelConnection) async {
        guard followed[order.address]?.number == number else { return }
        do {
            try await withServerEvents(
                over: connection.connector(toNode: order.node),
                origin: order.origin ?? connection.origin,
                options: options,
                credentials: { () async throws(PanelError) in
                    try await self.credentials(for: order.address, number)
                },
                { events in
                    for await event in events { take(event, of: order.address, number) }
                }
            )
        } catch {}  // the reading above throws nothing
    }

    /// Asks the core for credentials, and waits for its answer.
    private func credentials(
        for address: StreamAddress,
        _ number: Int
    ) async throws(PanelError) -> WebSocketCredentials {
        guard followed[address]?.number == number else { throw .cancelled }
        let (answers, asker) = AsyncStream.makeStream(of: Result<WebSocketCredentials, PanelError>.self)
        askers[address] = asker
        report(.credentialsWanted(address))
        for await answer in answers { return try answer.get() }
        throw .cancelled
    }

    private func take(_ event: StreamEvent, of address: StreamAddress, _ number: Int) {
        guard let stream = followed[address], stream.number == number else { return }
        let streamed = StreamedEvent(address: address, event: event, at: now())
        if case .event(.stats) = event {
            waiting.keep(streamed)
            guard !isHandOverPlanned else { return }
            isHandOverPlanned = true
            orders.yield(.handOverLater)
        } else {
            report(.streamed(waiting.take(of: address) + [streamed]))
            if case .ended = event { unfollow(address) }
        }
    }
}
