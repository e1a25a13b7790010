import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

/// A panel of a few servers whose answers a test can change, driven with a watcher on one virtual clock.
struct ScriptedPanel {
    var watcher: PanelWatcher
    var servers: [ScriptedServer]
    var nodes: [String]
    var deadNodes: Set<String> = []
    var isAdmin = false
    /// How many addresses and ports each node has that no server has.
    var freePorts = 0
    /// How many items a page has.
    var pageSize = 100
    /// What every call to the panel gets instead of its answer.
    var failure: HTTPResponse?
    /// The rate limit that the panel tells; nil when it tells none.
    var rateLimit: Int?
    /// What one call gets instead of its answer.
    var answers: [PanelCall: HTTPResponse] = [:]
    /// Calls that are under way for good.
    var unanswered: Set<PanelCall> = []
    var now = Timestamp.second(0)
    /// The daemons of the nodes, in their order.
    var wings: [ScriptedWings]
    /// The WebSockets that the watcher wants followed.
    var streams: [ServerUUID: ScriptedStream] = [:]
    /// What the watcher said of the WebSockets.
    var streamEvents: [WatchEvent] = []
    private(set) var sent: [PanelCall] = []
    private(set) var sentAt: [PanelCall: [Timestamp]] = [:]
    private(set) var notices: [Notice] = []
    private var late: [LateAnswer] = []

    init(
        servers count: Int,
        nodes nodeCount: Int,
        plan: PanelPlan = PanelPlan(name: "main", sources: .panelAlone)
    ) {
        watcher = PanelWatcher(plan: plan)
        nodes = (0..<nodeCount).map { "node-\($0)" }
        wings = nodes.map { _ in ScriptedWings() }
        servers = (0..<count).map { ScriptedServer(uuid: .number($0), node: "node-\($0 % nodeCount)") }
    }

    /// A root admin's panel, whose nodes' daemons can be asked.
    static func withWings(
        servers count: Int = 4,
        nodes: Int = 2,
        sources: SourcePlan = SourcePlan(stream: .none)
    ) -> ScriptedPanel {
        var panel = ScriptedPanel(servers: count, nodes: nodes, plan: PanelPlan(name: "main", sources: sources))
        panel.isAdmin = true
        return panel
    }

    // MARK: - Time

    /// Lets time pass in steps of a second; each call is answered within its step, but for those to a daemon that hangs.
    mutating func run(seconds: Int) {
        for _ in 0..<seconds {
            deliverLate()
            advanceStreams()
            for _ in 0..<50 {
                let calls = watcher.nextCalls(at: now)
                heed(watcher.takeEvents())
                if calls.isEmpty { break }
                for call in calls { send(call) }
            }
            notices += watcher.takeNotices()
            now = now + .seconds(1)
        }
    }

    private mutating func send(_ call: PanelCall) {
        sent.append(call)
        sentAt[call, default: []].append(now)
        if unanswered.contains(call) { return }
        let reply = reply(to: call, token: token(for: call))
        if case .failure(.timedOut) = reply {
            late.append(LateAnswer(call: call, reply: reply, sentAt: now, arrivesAt: now + .seconds(5)))
        } else {
            heed(watcher.absorb(reply, to: call, sentAt: now, at: now))
        }
    }

    private mutating func deliverLate() {
        let due = late.filter { $0.arrivesAt <= now }
        late.removeAll { $0.arrivesAt <= now }
        for answer in due {
            heed(watcher.absorb(answer.reply, to: answer.call, sentAt: answer.sentAt, at: now))
        }
    }

    /// An answer that takes its time.
    private struct LateAnswer {
        let call: PanelCall
        let reply: Result<HTTPResponse, TransportError>
        let sentAt: Timestamp
        let arrivesAt: Timestamp
    }

    /// Lets time pass until a call was just made, a hundred seconds at the most.
    mutating func run(untilAskedFor call: PanelCall) {
        let count = asks(for: call)
        for _ in 0..<100 where asks(for: call) == count { run(seconds: 1) }
    }

    mutating func forgetCalls() { (sent, sentAt) = ([], [:]) }

    // MARK: - What was asked and what is known

    /// How often live state of a node's servers was asked for.
    func asks(of node: String) -> Int {
        let uuids = Set(servers.filter { $0.node == node }.map(\.uuid))
        return sent.count { call in if case .resources(let uuid) = call { uuids.contains(uuid) } else { false } }
    }

    func asks(for call: PanelCall) -> Int { sent.count { $0 == call } }

    /// By what a node's servers are known now.
    func report(_ node: String = "node-0") -> SourceReport? { watcher.sourceReports.first { $0.node == node } }

    func view(_ index: Int) -> ServerView? { watcher.view(of: servers[index].uuid) }

    /// The samples of a family now.
    func samples(_ name: String) -> [(labels: LabelSet, value: Double)] {
        var assembler = SnapshotAssembler()
        return assembler.assemble(at: now) { watcher.write(into: &$0, at: now) }.samples(of: name)
    }

    /// The one sample of a family that has these labels; nil when there is none.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples(name).first { sample in labels.allSatisfy { sample.labels[$0.key] == $0.value } }?.value
    }

    /// Whether the last cycle of a collector brought all that it asked for.
    func isSuccessful(_ kind: CollectorKind) -> Bool? {
        value("pterowatch_collector_success", ["collector": kind.rawValue]).map { $0 == 1 }
    }
}
