import Collecting
import PanelSimulator
import PterodactylAPI
import Telemetry

/// An hour of a watcher at a panel with a rate limit, in virtual time: what the product plans, and what the panel counts.
struct LimitedHour: Sendable {
    /// The most requests of the client API in any 60 s.
    let mostInWindow: Int
    /// Requests of the client API a minute, after the first sweep.
    let usedPerMinute: Double
    /// What of the limit may be used for looking.
    let usablePerMinute: Double
    /// The longest time between two looks at a server, after the first sweep.
    let greatestAge: Double
    /// The time between two looks at a server when every request that may be made is spread evenly over everything.
    let idealAge: Double

    private struct Flight {
        let call: PanelCall
        let sentAt: Timestamp
        let arrivesAt: Timestamp
        let answer: Result<HTTPResponse, TransportError>
    }

    /// The first sweep goes as fast as the limit allows, over state and backups; then every server has its turn once.
    private static let settling = Duration.seconds(900)

    static func run(limit: Int) throws -> LimitedHour {
        let start = Timestamp(millisecondsSince1970: 1_795_435_200_000)
        let options = SimulatorOptions(
            servers: SimulatedFleet.servers,
            nodes: SimulatedFleet.nodes,
            clientRateLimit: limit,
            latency: .milliseconds(20)
        )
        var panel = SimulatedPanel(options: options, startingAt: start)
        let plan = PanelPlan(name: "main", sources: SourcePlan(polling: .panel, stream: .none))
        var watcher = PanelWatcher(plan: plan)
        var flights: [Flight] = []
        var sent: [Timestamp] = []
        var looks: [ServerUUID: [Timestamp]] = [:]
        var now = start
        while now < start + .seconds(3_600) {
            for call in watcher.nextCalls(at: now) {
                let request = call.request.request(base: SimulatedTransport.panelURL, key: panel.clientKey)
                if call.api == .client { sent.append(now) }
                guard case .answer(let response, let delay) = panel.respond(to: request, at: now) else {
                    throw BenchError("the simulated panel gave no answer")
                }
                guard response.status != 429 else { throw BenchError("the panel's limit was broken") }
                flights.append(
                    Flight(call: call, sentAt: now, arrivesAt: now + delay, answer: .success(response))
                )
            }
            _ = watcher.takeEvents()
            let wake = watcher.nextWake(after: now) ?? now + .seconds(1)
            let next = min(max(wake, now + .milliseconds(1)), flights.map(\.arrivesAt).min() ?? wake)
            now = max(next, now)
            let due = flights.filter { $0.arrivesAt <= now }
            flights.removeAll { $0.arrivesAt <= now }
            for flight in due {
                _ = watcher.absorb(flight.answer, to: flight.call, sentAt: flight.sentAt, at: now)
                if case .resources(let uuid) = flight.call { looks[uuid, default: []].append(flight.sentAt) }
            }
        }
        return try LimitedHour(limit: limit, plan: plan, sent: sent, looks: looks, from: start, to: now)
    }

    private init(
        limit: Int,
        plan: PanelPlan,
        sent: [Timestamp],
        looks: [ServerUUID: [Timestamp]],
        from start: Timestamp,
        to end: Timestamp
    ) throws {
        guard looks.count == SimulatedFleet.servers else { throw BenchError("\(looks.count) servers were looked at") }
        var first = 0
        mostInWindow = sent.indices.reduce(0) { most, index in
            while sent[index] - sent[first] >= .seconds(60) { first += 1 }
            return max(most, index - first + 1)
        }
        let settled = sent.filter { $0 >= start + Self.settling }
        usedPerMinute = Double(settled.count) / ((end - start - Self.settling) / .seconds(60))
        usablePerMinute = Double(limit) * plan.budgetShare * (1 - plan.budgetReserve)
        greatestAge = looks.values.reduce(0) { greatest, times in
            let last = times.last.map { (end - $0) / .seconds(1) } ?? 0
            let gaps = zip(times.dropFirst(), times).filter { $0.0 >= start + Self.settling }
            return max(greatest, last, gaps.map { ($0 - $1) / .seconds(1) }.max() ?? 0)
        }
        // All intervals are stretched alike: that of the servers by the whole demand over what may be used.
        let servers = Double(SimulatedFleet.servers)
        let pages = (servers / 100).rounded(.up)
        let perMinute: [(Double, CollectorKind)] = [(servers, .servers), (pages, .inventory), (servers, .backups)]
        let demand = perMinute.reduce(0) { sum, entry in
            sum + entry.0 * 60 / ((plan.intervals[entry.1] ?? .seconds(60)) / .seconds(1))
        }
        idealAge = (plan.intervals[.servers] ?? .zero) / .seconds(1) * max(1, demand / usablePerMinute)
    }
}
