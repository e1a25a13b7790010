import Alerting
package import Agent
package import Collecting
package import Notifying
package import PanelSimulator
package import PterodactylAPI
package import Remediation
import Settings
package import StateStore
package import Telemetry

/// The shipped agent core against the simulated panel on one virtual clock: nothing sleeps, nothing runs at once.
///
/// The ledger is the real store in memory, so that a second agent on the same store sees what a killed one left.
package struct VirtualWorld {
    struct Pending {
        let at: Timestamp
        let order: Int
        let event: AgentEvent
    }

    package var panel: SimulatedPanel
    /// A second panel, watched under the name `other`; nil for none.
    package var other: SimulatedPanel?
    package internal(set) var core: AgentCore
    package internal(set) var now: Timestamp
    package internal(set) var log: [String] = []
    /// Every call so far, and when it was sent.
    package private(set) var sent: [AgentRequest] = []
    /// Whether `sent` and `log` are kept: a long run would fill the memory.
    package var keepsRecords = true
    /// What the agent did, as seen from outside.
    package internal(set) var book: AgentBook
    /// Where the agent is killed on its way of the next attempt at a server.
    package var killPoints: [ServerUUID: KillPoint] = [:]
    /// How often the agent was killed.
    package internal(set) var kills = 0
    /// Whether the ledger refuses every write.
    package var isLedgerBroken = false
    /// What was sent to those who are told of alerts, and when.
    package private(set) var deliveries: [(at: Timestamp, delivery: Delivery)] = []
    /// How they answer.
    package var answerToDelivery: (Delivery) -> Result<HTTPResponse, TransportError> = { _ in
        .success(HTTPResponse(status: 200))
    }
    /// What came of answers to questions, by ticket.
    package private(set) var approvals: [Int: Result<Approval, Approval.Refusal>] = [:]
    package let store: StateStore
    package let key: Secret
    let plan: AgentPlan
    let guards: [Guard]
    /// What a killed agent would have left in the store.
    var keepsake: AgentKeepsake?
    var standing = StandingOrders()
    var pending: [Pending] = []
    var streams = VirtualStreams()
    var waitingStats: [StreamAddress: StreamedEvent] = [:]
    private var statsDue: Timestamp?
    private var count = 0

    /// When tests begin unless they say otherwise.
    package static let start = Timestamp(millisecondsSince1970: 1_795_435_200_000)

    /// Builds the world and the agent; the panel has run for an hour.
    /// - Parameters:
    ///   - options: of the panel.
    ///   - mode: how far remediation may go.
    ///   - sources: by which ways the agent may know the servers.
    ///   - key: which of the panel's keys the agent gets.
    ///   - other: a second panel that it watches as `other`.
    ///   - start: when the agent begins.
    ///   - guards: other ones than the standard ones, to show that none is decoration.
    ///   - change: changes the plan.
    package init(
        _ options: SimulatorOptions = SimulatorOptions(servers: 5, nodes: 2, latency: .milliseconds(20)),
        mode: Mode = .automatic,
        sources: SourcePlan = .panelAlone,
        key: KeyPath<SimulatedPanel, Secret> = \.clientKey,
        and other: SimulatorOptions? = nil,
        startingAt start: Timestamp = VirtualWorld.start,
        guards: [Guard] = Guard.standard,
        change: (inout AgentPlan) -> Void = { _ in }
    ) async throws {
        panel = Self.panel(options, startingAt: start)
        self.other = other.map { Self.panel($0, startingAt: start) }
        self.key = panel[keyPath: key]
        let files = try BuiltinRules.files.map { try RuleFileReader.ruleFile(from: $0.text, named: $0.name) }
        let names = other == nil ? ["main"] : ["main", "other"]
        let watched = names.map { PanelPlan(name: $0, sources: sources) }
        var plan = AgentPlan(panels: watched, groups: files.flatMap(\.groups), mode: mode)
        change(&plan)
        self.plan = plan
        self.guards = guards
        store = try StateStore()
        now = start
        book = AgentBook(at: start)
        core = AgentCore(plan: plan, startingAt: start, guards: guards)
    }

    private static func panel(_ options: SimulatorOptions, startingAt start: Timestamp) -> SimulatedPanel {
        var panel = SimulatedPanel(options: options, startingAt: start - .seconds(3_600))
        panel.panelURL = SimulatedTransport.panelURL
        panel.advance(to: start)
        return panel
    }

    // MARK: - Time

    /// Lets time pass.
    package mutating func run(for duration: Duration) async {
        await run(until: now + duration)
    }

    /// Lets time pass until something is so; false when it was not within the limit.
    package mutating func run(within limit: Duration, until isReached: (VirtualWorld) -> Bool) async -> Bool {
        let end = now + limit
        while now < end {
            if isReached(self) { return true }
            await step(until: end)
        }
        return isReached(self)
    }

    private mutating func run(until end: Timestamp) async {
        while now < end { await step(until: end) }
    }

    /// Goes to the next thing that happens, and lets it happen.
    package mutating func step(until end: Timestamp) async {
        let wake = core.nextWake(after: now)
        let events = [panel.nextEvent, other?.nextEvent].compactMap(\.self).min()
        let others = [pending.first?.at, streams.nextWake, statsDue, streams.isEmpty ? nil : events]
        let next = others.compactMap(\.self).min().map { min($0, wake) } ?? wake
        now = min(max(next, now), end)
        panel.advance(to: now)
        other?.advance(to: now)
        hear(streams.advance(of: "main", to: now, &panel))
        if var second = take(&other) {
            hear(streams.advance(of: "other", to: now, &second))
            other = second
        }
        handOverStats()
        if let first = pending.first, first.at <= now {
            pending.removeFirst()
            await perform(core.handle(first.event, at: now))
        } else if wake <= now {
            await perform(core.handle(.tick, at: now))
        }
        keep()
    }

    mutating func post(_ event: AgentEvent, at time: Timestamp) {
        count += 1
        let entry = Pending(at: time, order: count, event: event)
        let index = pending.firstIndex { ($0.at, $0.order) > (entry.at, entry.order) } ?? pending.endIndex
        pending.insert(entry, at: index)
    }

    // MARK: - Effects

    mutating func perform(_ effects: [AgentEffect]) async {
        let lives = kills
        for effect in effects {
            switch effect {
            case .send(let request): await send(request)
            case .write(let write): await self.write(write)
            case .publish: break
            case .deliver(let delivery):
                deliveries.append((now, delivery))
                post(.delivered(delivery, answerToDelivery(delivery)), at: now + .milliseconds(20))
            case .approval(let ticket, let answer): approvals[ticket] = answer
            case .log(let line): if keepsRecords { log.append("\(now.millisecondsSince1970) \(line)") }
            case .follow(let order):
                hear(with(order.address.panel) { $0.follow(order, at: $2, &$1) })
            case .unfollow(let address):
                with(address.panel) { $0.unfollow(address, at: $2, &$1) }
            case .credentials(let address, let answer):
                hear(with(address.panel) { $0.answer(address, answer, at: $2, &$1) })
            }
            // Whoever was killed does nothing more.
            if kills != lives { return }
        }
    }

    /// Lets the WebSockets do something with the panel of a name.
    mutating func with<Value>(
        _ name: String,
        _ body: (inout VirtualStreams, inout SimulatedPanel, Timestamp) -> Value
    ) -> Value {
        guard name == "other", var second = take(&other) else { return body(&streams, &panel, now) }
        defer { other = second }
        return body(&streams, &second, now)
    }

    /// Takes a panel out, so that it is changed in place.
    private func take(_ panel: inout SimulatedPanel?) -> SimulatedPanel? {
        defer { panel = nil }
        return panel
    }

    private mutating func hear(_ outputs: [VirtualStreams.Output]) {
        for output in outputs {
            switch output {
            case .credentialsWanted(let address): post(.credentialsWanted(address), at: now)
            case .said(let event): hear(event)
            }
        }
    }

    /// Hands on what a WebSocket said as the agent's hub does: figures wait for a second, and go in one batch; of the console
    /// only what Wings itself says counts.
    private mutating func hear(_ event: StreamedEvent) {
        book.hear(event.address.server, at: now)
        switch event.event {
        case .event(.stats):
            waitingStats[event.address] = event
            statsDue = statsDue ?? now + .seconds(1)
        case .event(.console(let line)) where line.notice == nil: break
        default:
            let waiting = waitingStats.removeValue(forKey: event.address)
            post(.streamed([waiting, event].compactMap(\.self)), at: now)
        }
    }

    private mutating func handOverStats() {
        guard let due = statsDue, due <= now else { return }
        statsDue = nil
        guard !waitingStats.isEmpty else { return }
        post(.streamed(waitingStats.values.sorted { $0.address.server < $1.address.server }), at: now)
        waitingStats = [:]
    }

    private mutating func respond(to request: AgentRequest) -> (reply: SimulatedReply, timeout: Duration) {
        let call = request.call.request
        let mainKey = key
        return with(request.panel) { _, panel, now in
            switch request.destination {
            case .panel:
                let key = request.panel == "other" ? panel.clientKey : mainKey
                let http = call.request(base: SimulatedTransport.panelURL, key: key, requestID: request.requestID)
                return (panel.respond(to: http, at: now), http.timeout)
            case .wings(let route):
                let http = call.request(base: route.url, key: route.token, requestID: request.requestID)
                let node = panel.wingsNode(of: http.url)
                return (node.map { panel.respondAsWings($0, to: http, at: now) } ?? .refused, http.timeout)
            }
        }
    }

    private mutating func send(_ request: AgentRequest) async {
        if keepsRecords { sent.append(request) }
        let (reply, timeout) = respond(to: request)
        if case .order(let uuid, .power(let signal)) = request.call {
            let since = book.lookingSince
            book.note(
                AgentBook.Act(at: now, server: uuid, signal: signal, status: reply.status, lookingSince: since)
            )
            if killPoints[uuid] == .afterSend { return await die() }
        }
        if case .order(let uuid, .command(let text)) = request.call { book.note(text, typedTo: uuid, at: now) }
        switch reply {
        case .answer(let response, let delay) where delay <= timeout:
            // A broken panel says 200 to what it tells nothing of; a node's own answers do not pass it.
            let isFromNode = if case .wings = request.destination { true } else { false }
            if response.status == 200, isFromNode || panel.panelMode != .wrongJSON {
                book.noteAnswer(to: request.call, sentAt: now)
            }
            post(.answered(request, .success(response)), at: now + delay)
        case .answer, .never:
            post(.answered(request, .failure(.timedOut)), at: now + timeout)
        case .refused:
            post(.answered(request, .failure(.connectFailed("refused"))), at: now)
        case .cut(let response, let bytes):
            let error = TransportError.brokenAnswer("ended after \(bytes) of \(response.body.count) bytes")
            post(.answered(request, .failure(error)), at: now)
        }
    }

    private mutating func write(_ write: LedgerWrite) async {
        do {
            switch write {
            case .commit(let intent): try await commit(intent)
            case .record(let decision):
                book.note(decision)
                if isLedgerBroken { throw StateStoreError.full(detail: "as the test wants it") }
                try await store.record(decision)
            case .approval(let approval): try await store.record(approval)
            case .backup(let backup, let intent): try await store.record(backup, of: intent)
            case .close(let closing):
                if book.server(of: closing).flatMap({ killPoints[$0] }) == .beforeClosing { return await die() }
                book.note(closing)
                if isLedgerBroken { throw StateStoreError.full(detail: "as the test wants it") }
                try await store.close(closing)
            }
        } catch {
            switch write {
            case .commit(let intent):
                book.note(intent, isDurable: false, at: now)
                post(.remediation(.commitFailed(intent.id, detail: "\(error)")), at: now)
            case .record, .approval, .backup: post(.ledger(isWritable: false), at: now)
            case .close(let closing):
                post(.ledger(isWritable: false), at: now)
                post(.remediation(.closeFailed(closing)), at: now)
            }
        }
    }

    private mutating func commit(_ intent: Intent) async throws {
        if killPoints[intent.uuid] == .beforeCommit { return await die() }
        if isLedgerBroken { throw StateStoreError.full(detail: "as the test wants it") }
        try await store.commit(intent)
        book.note(intent, isDurable: true, at: now)
        if killPoints[intent.uuid] == .afterCommit { return await die() }
        post(.remediation(.intentCommitted(intent.id)), at: now)
    }
}

extension SimulatedReply {
    /// What was answered; nil for nothing.
    fileprivate var status: Int? {
        switch self {
        case .answer(let response, _), .cut(let response, _): response.status
        case .never, .refused: nil
        }
    }
}
