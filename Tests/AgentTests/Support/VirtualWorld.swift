import Alerting
import Agent
import Collecting
import Notifying
import PanelSimulator
import PterodactylAPI
import Remediation
import Settings
import StateStore
import Telemetry

/// The shipped agent core against the simulated panel on one virtual clock: nothing sleeps, nothing runs at once.
///
/// The ledger is the real store in memory, so that a second agent on the same store sees what a killed one left.
struct VirtualWorld {
    private struct Pending {
        let at: Timestamp
        let order: Int
        let event: AgentEvent
    }

    var panel: SimulatedPanel
    /// A second panel, watched under the name `other`; nil for none.
    var other: SimulatedPanel?
    private(set) var core: AgentCore
    private(set) var now: Timestamp
    private(set) var log: [String] = []
    /// Every call so far, and when it was sent.
    private(set) var sent: [AgentRequest] = []
    /// What was sent to those who are told of alerts, and when.
    private(set) var deliveries: [(at: Timestamp, delivery: Delivery)] = []
    /// How they answer.
    var answerToDelivery: (Delivery) -> Result<HTTPResponse, TransportError> = { _ in
        .success(HTTPResponse(status: 200))
    }
    /// What came of answers to questions, by ticket.
    private(set) var approvals: [Int: Result<Approval, Approval.Refusal>] = [:]
    let store: StateStore
    let key: Secret
    private let plan: AgentPlan
    private var pending: [Pending] = []
    private var streams = VirtualStreams()
    private var count = 0

    static let start = Timestamp(millisecondsSince1970: 1_795_435_200_000)

    /// Builds the world and the agent; the panel has run for an hour.
    /// - Parameters:
    ///   - sources: by which ways the agent may know the servers.
    ///   - key: which of the panel's keys the agent gets.
    ///   - other: a second panel that it watches as `other`.
    init(
        _ options: SimulatorOptions = SimulatorOptions(servers: 5, nodes: 2, latency: .milliseconds(20)),
        mode: Mode = .automatic,
        sources: SourcePlan = .panelAlone,
        key: KeyPath<SimulatedPanel, Secret> = \.clientKey,
        and other: SimulatorOptions? = nil,
        change: (inout AgentPlan) -> Void = { _ in }
    ) async throws {
        panel = SimulatedPanel(options: options, startingAt: Self.start - .seconds(3_600))
        panel.panelURL = SimulatedTransport.panelURL
        panel.advance(to: Self.start)
        if let other {
            var second = SimulatedPanel(options: other, startingAt: Self.start - .seconds(3_600))
            second.panelURL = SimulatedTransport.panelURL
            second.advance(to: Self.start)
            self.other = second
        }
        self.key = panel[keyPath: key]
        let files = try BuiltinRules.files.map { try RuleFileReader.ruleFile(from: $0.text, named: $0.name) }
        let names = other == nil ? ["main"] : ["main", "other"]
        let watched = names.map { PanelPlan(name: $0, sources: sources) }
        var plan = AgentPlan(panels: watched, groups: files.flatMap(\.groups), mode: mode)
        change(&plan)
        self.plan = plan
        store = try StateStore()
        now = Self.start
        core = AgentCore(plan: plan, startingAt: Self.start)
    }

    // MARK: - Time

    /// Lets time pass.
    mutating func run(for duration: Duration) async {
        await run(until: now + duration)
    }

    /// Lets time pass until something is so; false when it was not within the limit.
    mutating func run(within limit: Duration, until isReached: (VirtualWorld) -> Bool) async -> Bool {
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
    private mutating func step(until end: Timestamp) async {
        let wake = core.nextWake(after: now)
        let events = [panel.nextEvent, other?.nextEvent].compactMap(\.self).min()
        let others = [pending.first?.at, streams.nextWake, streams.isEmpty ? nil : events]
        let next = others.compactMap(\.self).min().map { min($0, wake) } ?? wake
        now = min(max(next, now), end)
        panel.advance(to: now)
        other?.advance(to: now)
        hear(streams.advance(of: "main", to: now, &panel))
        if var second = take(&other) {
            hear(streams.advance(of: "other", to: now, &second))
            other = second
        }
        if let first = pending.first, first.at <= now {
            pending.removeFirst()
            await perform(core.handle(first.event, at: now))
        } else if wake <= now {
            await perform(core.handle(.tick, at: now))
        }
    }

    private mutating func post(_ event: AgentEvent, at time: Timestamp) {
        count += 1
        let entry = Pending(at: time, order: count, event: event)
        let index = pending.firstIndex { ($0.at, $0.order) > (entry.at, entry.order) } ?? pending.endIndex
        pending.insert(entry, at: index)
    }

    // MARK: - Effects

    private mutating func perform(_ effects: [AgentEffect]) async {
        for effect in effects {
            switch effect {
            case .send(let request): send(request)
            case .write(let write): await self.write(write)
            case .publish: break
            case .deliver(let delivery):
                deliveries.append((now, delivery))
                post(.delivered(delivery, answerToDelivery(delivery)), at: now + .milliseconds(20))
            case .approval(let ticket, let answer): approvals[ticket] = answer
            case .log(let line): log.append(line.description)
            case .follow(let order):
                hear(with(order.address.panel) { $0.follow(order, at: $2, &$1) })
            case .unfollow(let address):
                with(address.panel) { $0.unfollow(address, at: $2, &$1) }
            case .credentials(let address, let answer):
                hear(with(address.panel) { $0.answer(address, answer, at: $2, &$1) })
            }
        }
    }

    /// Lets the WebSockets do something with the panel of a name.
    private mutating func with<Value>(
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
            case .said(let event): post(.streamed([event]), at: now)
            }
        }
    }

    private mutating func respond(to request: AgentRequest) -> (reply: SimulatedReply, timeout: Duration) {
        let call = request.call.request
        let mainKey = key
        return with(request.panel) { _, panel, now in
            switch request.destination {
            case .panel:
                let key = request.panel == "other" ? panel.clientKey : mainKey
                let http = call.request(base: SimulatedTransport.panelURL, key: key)
                return (panel.respond(to: http, at: now), http.timeout)
            case .wings(let route):
                let http = call.request(base: route.url, key: route.token)
                let node = panel.wingsNode(of: http.url)
                return (node.map { panel.respondAsWings($0, to: http, at: now) } ?? .refused, http.timeout)
            }
        }
    }

    private mutating func send(_ request: AgentRequest) {
        sent.append(request)
        let (reply, timeout) = respond(to: request)
        switch reply {
        case .answer(let response, let delay) where delay <= timeout:
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
            case .commit(let intent):
                try await store.commit(intent)
                post(.remediation(.intentCommitted(intent.id)), at: now)
            case .record(let decision): try await store.record(decision)
            case .approval(let approval): try await store.record(approval)
            case .backup(let backup, let intent): try await store.record(backup, of: intent)
            case .close(let closing): try await store.close(closing)
            }
        } catch {
            if case .commit(let intent) = write {
                post(.remediation(.commitFailed(intent.id, detail: "\(error)")), at: now)
            } else {
                post(.ledger(isWritable: false), at: now)
            }
        }
    }

    // MARK: - What tests do

    /// Tells the agent something at once.
    mutating func tell(_ event: AgentEvent) async { await perform(core.handle(event, at: now)) }

    /// Sends an Alertmanager's alerts, which the book keeps as the running agent's keeper does.
    mutating func send(_ alerts: ReceivedAlert..., to book: inout ReceivedAlerts) async {
        for alert in alerts { book.take(alert, at: now) }
        await tell(.requests(book))
    }

    /// Tells the agent what somebody keeps quiet.
    mutating func silence(_ silences: [Silence], by source: Silences.Source = .own) async {
        await perform(core.handle(.silences(source, silences), at: now))
    }

    /// Kills the agent: answers under way are lost, and a new one starts on the same store.
    mutating func restartAgent(forgettingBeliefs: Bool = false) async throws {
        if !forgettingBeliefs { try await store.remember(core.beliefs, at: now) }
        try await store.remember(core.rememberedAlerts)
        try await store.remember(core.notifierMemory)
        pending = []
        let memory = AgentCore.Memory(
            beliefs: try await store.beliefs(),
            alerts: try await store.alerts(),
            ledger: try await store.loadHistory(since: now - Remediator.historyReach(of: plan.policies, plan.limits)),
            notifications: try await store.notifications()
        )
        core = AgentCore(plan: plan, memory: memory, startingAt: now)
    }

    /// The value of a series of the newest snapshot.
    func value(_ name: String, _ labels: LabelSet = .empty) -> Double? {
        core.snapshot.samples(of: name).first { sample in
            labels.labels.allSatisfy { sample.labels[$0.name] == $0.value }
        }?.value
    }

    /// The sum over the series of a name that carry the labels.
    func sum(_ name: String, _ labels: LabelSet = .empty) -> Double {
        core.snapshot.samples(of: name)
            .filter { sample in labels.labels.allSatisfy { sample.labels[$0.name] == $0.value } }
            .reduce(0) { $0 + $1.value }
    }

    /// How often an endpoint was asked so far, whatever came.
    func requests(_ endpoint: String) -> Int { Int(sum("pterowatch_requests_total", ["endpoint": endpoint])) }

    /// The names of the alerts that fire now.
    var firing: Set<String> { Set(core.engine.alerts.filter { $0.state == .firing }.map(\.name)) }

    /// The power requests that the panel has seen; what users do in the web console is none.
    var powerRequests: [PowerRequest] { panel.powerRequests }
}

extension SourcePlan {
    /// Nothing but the panel is asked, and no WebSocket followed.
    static let panelAlone = SourcePlan(polling: .panel, stream: .none)
}
