import PterodactylAPI
import Telemetry

/// The request budgets of one panel: the client and the application API have a limit each.
struct PanelBudgets: Sendable {
    private var windows: [APICall.API: BudgetWindow] = [:]
    private let share: Double
    private let reserve: Double

    init(share: Double, reserve: Double) {
        self.share = share
        self.reserve = reserve
    }

    /// What the panel last said of its limits.
    var lastAnswered: [APICall.API: RateLimit] { windows.compactMapValues(\.lastAnswered) }

    /// Whether a power action would pass now.
    func canAct(at now: Timestamp) -> Bool { window(.client).allows(1, keeping: 0, at: now) }

    /// Takes one request out of the budget; false, and nothing taken, when there is none left for its priority.
    mutating func spend(_ job: Job, at now: Timestamp) -> Bool {
        let api = job.call.request.api
        var window = window(api)
        let kept = job.priority == .action ? 0 : window.limit - window.limit * share * (1 - reserve)
        guard window.allows(1, keeping: kept, at: now) else { return false }
        window.spend(at: now)
        windows[api] = window
        return true
    }

    /// Learns from an answer.
    mutating func observe(_ limit: RateLimit?, of api: APICall.API, at now: Timestamp) {
        var window = window(api)
        window.observe(limit, at: now)
        windows[api] = window
    }

    /// How much longer all intervals must be than configured so that they fit the budgets; 1 or more.
    func stretch(forDemandOf agenda: Agenda) -> Double {
        let ratios = [APICall.API.client, .application].map { api in
            agenda.demandPerMinute { $0.request.api == api } / (window(api).limit * share * (1 - reserve))
        }
        return max(1, ratios.max() ?? 1)
    }

    private func window(_ api: APICall.API) -> BudgetWindow { windows[api] ?? BudgetWindow() }
}

/// One fixed window of a limit (Laravel `ThrottleRequests`): it starts with its first request and ends 60 s later.
struct BudgetWindow: Sendable {
    /// Requests a window, as last answered; a cautious guess before the first answer.
    private(set) var limit = 60.0
    private(set) var lastAnswered: RateLimit?
    private var remaining = 60
    private var inFlight = 0
    private var endsAt: Timestamp?
    private var closedUntil: Timestamp?

    /// Whether so many requests may go, with some kept for others.
    func allows(_ count: Int, keeping kept: Double, at now: Timestamp) -> Bool {
        if let closedUntil, now < closedUntil { return false }
        let isOver = endsAt.map { now >= $0 } ?? true
        let left = isOver ? limit : Double(remaining - inFlight)
        return left - Double(count) >= kept
    }

    /// Notes that a request goes out.
    mutating func spend(at now: Timestamp) {
        if endsAt.map({ now >= $0 }) ?? true {
            // A second more than the panel's own minute: its window begins when the request arrives.
            endsAt = now + .seconds(61)
            remaining = Int(limit)
        }
        inFlight += 1
    }

    /// Learns what an answer says; every answer ends a request, also one without these headers.
    mutating func observe(_ answer: RateLimit?, at now: Timestamp) {
        inFlight = max(0, inFlight - 1)
        guard let answer else { return }
        lastAnswered = answer
        limit = Double(max(answer.limit, 1))
        remaining = answer.remaining
        if let seconds = answer.retryAfterSeconds { closedUntil = now + .seconds(seconds) }
    }
}
