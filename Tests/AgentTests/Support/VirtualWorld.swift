import Alerting
import Agent
import Collecting
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
    private(set) var core: AgentCore
    private(set) var now: Timestamp
    private(set) var log: [String] = []
    let store: StateStore
    let key: Secret
    private let plan: AgentPlan
    private var pending: [Pending] = []
    private var count = 0

    static let start = Timestamp(millisecondsSince1970: 1_795_435_200_000)

    /// Builds the world and the agent; the panel has run for an hour.
    /// - Parameter key: which of the panel's keys the agent gets.
    init(
        _ options: SimulatorOptions = SimulatorOptions(servers: 5, nodes: 2, latency: .milliseconds(20)),
        mode: Mode = .automatic,
        key: KeyPath<SimulatedPanel, Secret> = \.clientKey,
        change: (inout AgentPlan) -> Void = { _ in }
    ) async throws {
        panel = SimulatedPanel(options: options, startingAt: Self.start - .seconds(3_600))
        panel.advance(to: Self.start)
        self.key = panel[keyPath: key]
        let files = try BuiltinRules.files.map { try RuleFileReader.ruleFile(from: $0.text, named: $0.name) }
        var plan = AgentPlan(panels: [PanelPlan(name: "main")], groups: files.flatMap(\.groups), mode: mode)
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
        let next = pending.first.map { min($0.at, wake) } ?? wake
        now = min(max(next, now), end)
        panel.advance(to: now)
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
            case .log(let line): log.append(line.description)
            case .follow, .unfollow, .credentials: break
            }
        }
    }

    private mutating func send(_ request: AgentRequest) {
        let http = request.call.request.request(base: SimulatedTransport.panelURL, key: key)
        switch panel.respond(to: http, at: now) {
        case .answer(let response, let delay) where delay <= http.timeout:
            post(.answered(request, .success(response)), at: now + delay)
        case .answer, .never:
            post(.answered(request, .failure(.timedOut)), at: now + http.timeout)
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

    /// Kills the agent: answers under way are lost, and a new one starts on the same store.
    mutating func restartAgent(forgettingBeliefs: Bool = false) async throws {
        let beliefs = forgettingBeliefs ? [:] : core.beliefs
        pending = []
        let memory = AgentCore.Memory(
            beliefs: beliefs,
            ledger: try await store.loadHistory(since: now - Remediator.historyReach(of: plan.policies))
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

    /// The names of the alerts that fire now.
    var firing: Set<String> { Set(core.engine.alerts.filter { $0.state == .firing }.map(\.name)) }

    /// The power requests that the panel has seen; what users do in the web console is none.
    var powerRequests: [PowerRequest] { panel.powerRequests }
}
