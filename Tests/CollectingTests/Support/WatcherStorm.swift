import Collecting
import PterodactylAPI
import Telemetry
import TestSupport

/// A watcher and a panel that live through a random time together.
///
/// Servers crash and are stopped, started and held; nodes and panel go away; answers are late, lost or refused; entries of
/// the activity log come up to 90 s late; some rights are missing. What was delivered and what really happened is kept, so
/// that the watcher's beliefs can be held against it.
struct WatcherStorm {
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

    /// A call under way.
    struct Flight {
        let call: PanelCall
        let sentAt: Timestamp
        let arrivesAt: Timestamp
        let isLost: Bool
    }

    init(seed: UInt64, servers count: Int = 8, nodes: Int = 2) {
        random = SeededGenerator(seed: seed)
        panel = ScriptedPanel(servers: 0, nodes: nodes)
        for _ in 0..<count { addServer() }
    }

    var now: Timestamp { panel.now }

    /// Whether something of this chance, in a thousand, happens now.
    mutating func chance(_ perMille: Double) -> Bool { Double.random(in: 0..<1_000, using: &random) < perMille }

    /// Lets time pass.
    mutating func run(seconds: Int) {
        for _ in 0..<seconds {
            changeWorld()
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
            let isLost = !isCalm && chance(20)
            let isSlow = !isCalm && chance(50)
            let latency = isLost ? 22 : Int.random(in: isSlow ? 4...20 : 0...2, using: &random)
            flights.append(
                Flight(call: call, sentAt: now, arrivesAt: now + .seconds(latency), isLost: isLost)
            )
        }
        checkInFlight()
        _ = panel.watcher.takeEvents()
        _ = panel.watcher.takeNotices()
        checkSituations()
    }

    private mutating func deliver() {
        let now = now
        let due = flights.filter { $0.arrivesAt <= now }
        flights.removeAll { $0.arrivesAt <= now }
        for flight in due {
            if case .power(let uuid, .start) = flight.call, !flight.isLost || Bool.random(using: &random) {
                startForAgent(uuid)
            }
            let response = flight.isLost ? nil : response(to: flight.call)
            if let response { note(response, to: flight.call) }
            _ = panel.watcher.absorb(
                response.map { .success($0) } ?? .failure(.timedOut),
                to: flight.call,
                sentAt: flight.sentAt,
                at: now
            )
            checkSituations()
        }
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

    /// Keeps in mind what the watcher is told.
    private mutating func note(_ response: HTTPResponse, to call: PanelCall) {
        guard response.status == 200, let uuid = call.server, var known = facts[uuid] else { return }
        switch call {
        case .resources:
            let attributes = JSONValue(parsing: response.body)?["attributes"]
            let hasUptime = attributes?["resources"]?["uptime"] != 0
            switch attributes?["current_state"]?.string {
            case "running" where hasUptime, "starting": known.toldUpAt = now
            default: break
            }
        case .activity:
            known.toldEvents = known.events.filter { $0.visibleAt <= now }
        default: break
        }
        facts[uuid] = known
    }
}
