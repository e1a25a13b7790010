import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

/// A watcher and a panel that live through a random time together.
///
/// Servers crash and are stopped, started and held; nodes and panel go away; answers are late, lost or refused; entries of
/// the activity log come up to 90 s late; some rights are missing. What was delivered and what really happened is kept, so
/// that the watcher's beliefs can be held against it.
///
/// The daemons' answers are live, the WebSockets tell everything at once and in order, but lose something now and then;
/// daemons refuse, hang, get a new token and lose their Docker.
struct WatcherStorm {
    let sources: StormSources
    var random: SeededGenerator
    var panel: ScriptedPanel
    var facts: [ServerUUID: ServerFacts] = [:]
    /// What the watcher does not keep to, in words.
    var violations: [String] = []
    /// Whether nothing bad happens any more.
    var isCalm = false
    private(set) var flights: [Flight] = []
    private var cache: [ServerUUID: (response: HTTPResponse, since: Timestamp)] = [:]
    var nextNumber = 0
    /// Since when the Docker of nodes has been away.
    var dockerAwaySince: [String: Timestamp] = [:]

    /// A call under way.
    struct Flight {
        let call: PanelCall
        let sentAt: Timestamp
        let arrivesAt: Timestamp
        let isLost: Bool
        /// The node's token that it was sent with.
        let token: Secret?
        /// What a daemon said before the answer was on its way.
        var early: HTTPResponse?
    }

    init(seed: UInt64, sources: StormSources = .panel, servers count: Int = 8, nodes: Int = 2) {
        self.sources = sources
        random = SeededGenerator(seed: seed)
        let plan = PanelPlan(name: "main", sources: sources.plan)
        panel = ScriptedPanel(servers: 0, nodes: nodes, plan: plan)
        panel.isAdmin = sources.isAdmin
        for _ in 0..<count { addServer() }
    }

    var now: Timestamp { panel.now }

    /// Whether something of this chance, in a thousand, happens now.
    mutating func chance(_ perMille: Double) -> Bool { Double.random(in: 0..<1_000, using: &random) < perMille }

    /// Lets time pass.
    mutating func run(seconds: Int) {
        for _ in 0..<seconds {
            changeWorld()
            if sources.hasStreams { stream() }
            deliver()
            send()
            checkReachability()
            panel.now = now + .seconds(1)
        }
    }

    // MARK: - Calls

    private mutating func send() {
        if !isCalm { restartSomeCrashed() }
        let calls = panel.watcher.nextCalls(at: now)
        for call in calls {
            checkSent(call)
            flights.append(flight(of: call))
        }
        checkInFlight()
        panel.heed(panel.watcher.takeEvents())
        _ = panel.watcher.takeNotices()
        checkSituations()
    }

    private mutating func flight(of call: PanelCall) -> Flight {
        let token = panel.token(for: call)
        var isLost = !isCalm && chance(20)
        let isSlow = !isCalm && chance(50)
        var latency = isLost ? 22 : Int.random(in: isSlow ? 4...20 : 0...2, using: &random)
        if call.isForWings {
            // A daemon is given five seconds.
            if case .failure(.timedOut) = panel.reply(to: call, token: token) { isLost = true }
            latency = isLost ? 5 : min(latency, 5)
        }
        var flight = Flight(
            call: call,
            sentAt: now,
            arrivesAt: now + .seconds(latency),
            isLost: isLost,
            token: token
        )
        if call.isForWings, Bool.random(using: &random) {
            flight.early = try? panel.reply(to: call, token: token).get()
        }
        return flight
    }

    private mutating func deliver() {
        let now = now
        let due = flights.filter { $0.arrivesAt <= now }
        flights.removeAll { $0.arrivesAt <= now }
        for flight in due {
            if case .order(let uuid, .power(.start)) = flight.call, !flight.isLost || Bool.random(using: &random) {
                startForAgent(uuid)
            }
            let reply = flight.isLost ? .failure(.timedOut) : reply(to: flight)
            if case .success(let response) = reply { note(response, to: flight.call, sentAt: flight.sentAt) }
            let wasLive = flight.call.server.flatMap { panel.streams[$0]?.isLive } ?? false
            panel.heed(panel.watcher.absorb(reply, to: flight.call, sentAt: flight.sentAt, at: now))
            noteOpened(by: flight.call, wasLive: wasLive)
            checkSituations()
        }
    }

    private mutating func reply(to flight: Flight) -> Result<HTTPResponse, TransportError> {
        guard flight.call.isForWings else { return .success(response(to: flight.call)) }
        return flight.early.map { .success($0) } ?? panel.reply(to: flight.call, token: flight.token)
    }

    private mutating func response(to call: PanelCall) -> HTTPResponse {
        let headers = [("X-RateLimit-Limit", "720"), ("X-RateLimit-Remaining", "700")]
        if !isCalm, panel.failure == nil, chance(5) {
            return .json([:], status: 429, headers: headers + [("Retry-After", "5")])
        }
        var response = panel.answer(to: call)
        // The panel keeps what a node told for 20 s, whatever becomes of the server meanwhile; but it looks first whether
        // the server is held.
        if case .resources(let uuid) = call, panel.failure == nil, response.status != 409, response.status != 404 {
            if let kept = cache[uuid], now - kept.since < .seconds(20) {
                response = kept.response
            } else if response.status == 200 {
                cache[uuid] = (response, now)
            }
        }
        return HTTPResponse(status: response.status, headers: response.headers + headers, body: response.body)
    }
}
