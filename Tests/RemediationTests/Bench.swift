import Alerting
import Collecting
import PromQL
import PterodactylAPI
import Remediation
import Telemetry

/// The start of every test's time.
let start = Timestamp(millisecondsSince1970: 1_800_000_000_000)

/// A server that crashed a while ago, seen just now: every guard says yes to it.
func crashedView(_ number: Int = 1, node: String = "node1", at now: Timestamp = start) -> ServerView {
    var view = ServerView(
        panel: "main",
        identifier: ServerIdentifier("0000000\(number)"),
        uuid: ServerUUID("0000000\(number)-0000-4000-8000-000000000000"),
        name: "server \(number)",
        node: node,
        at: now - .seconds(60)
    )
    view.state = .offline
    view.observedAt = now
    view.situation = .crashed
    view.isDesiredUp = true
    view.isPanelReachable = true
    view.isNodeReachable = true
    return view
}

/// A server that runs.
func runningView(_ number: Int = 1, node: String = "node1", at now: Timestamp = start) -> ServerView {
    var view = crashedView(number, node: node, at: now)
    view.state = .running
    view.situation = .up
    view.situationSince = now
    return view
}

/// A firing alert that asks for the default policy.
func alert(
    _ number: Int = 1,
    name: String = "ServerCrashed",
    policy: String = "restart-crashed",
    at now: Timestamp = start
) -> Alert {
    Alert(
        labels: [
            "alertname": name, "panel": "main", "server": "0000000\(number)", "remediation": policy, "severity": "page",
        ],
        annotations: [:],
        state: .firing,
        activeAt: now,
        firedAt: now,
        value: 1
    )
}

/// Starts a crashed server, with cooldowns that do not grow.
let steady: Policy = {
    var policy = Policy.restartCrashed
    policy.backoff.factor = 1
    return policy
}()

/// A matcher of one value.
func equal(_ label: String, _ value: String) -> LabelMatcher {
    do { return try LabelMatcher(label, .equal, value) } catch { return .metricName("\(error)") }
}

/// A remediator with its world and a ledger in memory, moved by hand.
struct Bench {
    var remediator: Remediator
    var world: World
    var alerts: [Alert] = []
    var now: Timestamp
    private(set) var effects: [RemediationEffect] = []

    init(
        mode: Mode = .automatic,
        policy: Policy = steady,
        limits: Limits = Limits(),
        history: LedgerHistory = LedgerHistory(),
        views: [ServerView] = [crashedView()],
        alerts: [Alert] = [alert()],
        at now: Timestamp = start
    ) {
        remediator = Remediator(
            policies: [policy.name: policy],
            mode: mode,
            limits: limits,
            history: history,
            startedAt: now
        )
        world = World(fleet: Fleet(views))
        self.alerts = alerts
        self.now = now
    }

    /// The names of the nodes whose circuit is open.
    var brokenNodes: [String] { remediator.brokenNodes(in: world.fleet).map(\.name).sorted() }

    /// Lays views over the fleet.
    mutating func see(_ views: ServerView...) {
        var all = world.fleet.views
        for view in views { all[ServerAddress(view)] = view }
        world.fleet = Fleet(all.values)
    }

    /// Lets time pass, and the servers' last observations with it when asked to.
    mutating func pass(_ duration: Duration, isObserving: Bool = true) {
        now = now + duration
        guard isObserving else { return }
        world.fleet = Fleet(
            world.fleet.views.values.map { view in
                var seen = view
                if seen.observedAt != nil { seen.observedAt = now }
                return seen
            }
        )
    }

    mutating func consider() -> [RemediationEffect] {
        keep(remediator.consider(alerts: alerts, in: world, at: now))
    }

    mutating func verify() -> [RemediationEffect] {
        keep(remediator.verify(in: world, at: now))
    }

    mutating func handle(_ event: RemediationEvent) -> [RemediationEffect] {
        keep(remediator.handle(event, in: world, at: now))
    }

    /// Considers and commits; what follows holds the act, when it comes to that.
    mutating func reachAct() -> [RemediationEffect] {
        guard let intent = consider().intent else { return [] }
        return handle(.intentCommitted(intent.id))
    }

    /// One attempt that fails: the server stays offline until after the deadline.
    mutating func failOnce() {
        guard let act = reachAct().act else { return }
        _ = handle(.actAnswered(act.intentID, .success(())))
        pass(.seconds(301))
        _ = verify()
    }

    var address: ServerAddress { ServerAddress(panel: "main", identifier: ServerIdentifier("00000001")) }

    private mutating func keep(_ new: [RemediationEffect]) -> [RemediationEffect] {
        effects += new
        return new
    }
}

extension [RemediationEffect] {
    var intent: Intent? { intents.first }
    var intents: [Intent] { compactMap { if case .commitIntent(let intent) = $0 { intent } else { nil } } }
    var act: Act? { acts.first }
    var acts: [Act] { compactMap { if case .act(let act) = $0 { act } else { nil } } }
    var closing: Closing? { compactMap { if case .close(let closing) = $0 { closing } else { nil } }.first }
    var decisions: [Decision] { compactMap { if case .record(let decision) = $0 { decision } else { nil } } }
    var verdict: Decision.Verdict? { decisions.first?.verdict }
    var confirms: Int { count { if case .confirm = $0 { true } else { false } } }
}

/// A silence for the next hour.
func silence(_ id: String = "s1", matchers: [LabelMatcher] = [], for duration: Duration = .seconds(3_600)) -> Silence {
    Silence(
        id: id,
        matchers: matchers,
        startsAt: start,
        endsAt: start + duration,
        updatedAt: start,
        createdBy: "ada",
        comment: "moving the world"
    )
}
