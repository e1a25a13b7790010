package import PterodactylAPI
package import Telemetry

/// The request budgets of one panel: the client and the application API have a limit each.
package struct PanelBudgets: Sendable {
    private var budgets: [APICall.API: RequestBudget] = [:]
    /// What the panel last said of its limits.
    package private(set) var lastAnswered: [APICall.API: RateLimit] = [:]
    private let usable: Double
    private var pacers: [APICall.API: Pacer] = [:]

    /// Makes budgets that know nothing yet of the panel's limits.
    ///
    /// - Parameters:
    ///   - share: the part of a limit that the agent may use at all; the rest is left to the key's owner in a browser.
    ///   - reserve: the part of that which is kept for actions too; these may use all that is left of the limit.
    package init(share: Double, reserve: Double) {
        usable = share * (1 - reserve)
    }

    /// Whether a power action would pass now.
    package func canAct(at now: Timestamp) -> Bool {
        budget(of: .client).available(for: .action, at: now.panelTime) > 0
    }

    /// Takes one request out of the budget; false, and nothing taken, when there is none left for its priority.
    package mutating func spend(_ job: Job, at now: Timestamp) -> Bool {
        let api = job.call.api
        // Wings has no limit.
        guard api != .wings else { return true }
        let isPaced = job.priority == .routine
        if isPaced, pacers[api]?.take(at: now) == false { return false }
        var budget = budget(of: api)
        let decision = budget.ask(job.priority == .action ? .action : .observation, at: now.panelTime)
        budgets[api] = budget
        return decision == .go
    }

    /// Learns from what became of a request.
    package mutating func settle(_ exchange: Exchange<PanelAnswer>, at now: Timestamp) {
        let api = exchange.call.api
        guard api != .wings else { return }
        var budget = budget(of: api)
        budget.settle(exchange.receipt, at: now.panelTime)
        budgets[api] = budget
        if let limit = exchange.rateLimit { lastAnswered[api] = limit }
    }

    /// How many calls a minute of an API the agent may make for looking.
    package func usablePerMinute(of api: APICall.API) -> Double { Double(budget(of: api).limit) * usable }

    /// How much longer the intervals of each API's calls must be than configured so that they fit its budget, where they
    /// must be longer.
    package func stretches(forDemandOf agenda: Agenda) -> [APICall.API: Double] {
        let ratios = [APICall.API.client, .application].map { api in
            (api, agenda.demandPerMinute(of: api) / usablePerMinute(of: api))
        }
        return Dictionary(uniqueKeysWithValues: ratios.filter { $0.1 > 1 })
    }

    /// Spreads calls of the APIs whose intervals are stretched evenly over time.
    package mutating func pace(_ stretches: [APICall.API: Double], at now: Timestamp) {
        for api in [APICall.API.client, .application] {
            let perMinute = stretches[api].map { _ in usablePerMinute(of: api) }
            pacers[api, default: Pacer()].set(perMinute: perMinute, at: now)
        }
    }

    /// When the next paced call has its turn; nil when none is paced.
    package func nextTurn(after now: Timestamp) -> Timestamp? {
        pacers.values.compactMap { $0.nextTurn(after: now) }.min()
    }

    private func budget(of api: APICall.API) -> RequestBudget {
        budgets[api] ?? RequestBudget(reserveRatio: 1 - usable)
    }
}

extension Timestamp {
    /// The same moment as the API core counts it.
    var panelTime: PanelTime { PanelTime(millisecondsSince1970: millisecondsSince1970) }
}
