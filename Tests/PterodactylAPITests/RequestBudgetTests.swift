import PterodactylAPI
import TestSupport
import Testing

struct RequestBudgetTests {
    private func time(_ seconds: Double) -> PanelTime { PanelTime(millisecondsSince1970: Int64(seconds * 1000)) }

    @Test func `observation stops at the reserve, action does not`() {
        var budget = RequestBudget(limitUntilTold: 20)
        #expect(budget.reserve == 2)
        for _ in 0..<18 { #expect(budget.ask(.observation, at: time(1)) == .go) }
        #expect(budget.ask(.observation, at: time(1)) != .go)
        #expect(budget.ask(.action, at: time(1)) == .go)
        #expect(budget.ask(.action, at: time(1)) == .go)
        #expect(budget.ask(.action, at: time(1)) != .go)
    }

    @Test func `what the panel tells replaces the guess`() {
        var budget = RequestBudget(limitUntilTold: 20)
        #expect(budget.ask(.observation, at: time(0)) == .go)
        budget.settle(.counted(RateLimit(limit: 720, remaining: 100)), at: time(0.2))
        #expect(budget.limit == 720 && budget.reserve == 72)
        #expect(budget.available(for: .observation, at: time(1)) == 28)
        #expect(budget.available(for: .action, at: time(1)) == 100)
        #expect(budget.available(for: .action, at: time(62)) == 720, "the window has surely ended")
    }

    @Test func `after a 429 nothing is sent before the time told`() {
        var budget = RequestBudget()
        #expect(budget.ask(.action, at: time(0)) == .go)
        budget.settle(.refused(RateLimit(limit: 720, remaining: 0, retryAfterSeconds: 44)), at: time(1))
        #expect(budget.ask(.action, at: time(2)) == .wait(until: time(46)))
        #expect(budget.ask(.action, at: time(45.9)) == .wait(until: time(46)))
        #expect(budget.ask(.action, at: time(46)) == .go)
    }

    @Test func `a request that cost nothing is given back, a lost one is not`() {
        var budget = RequestBudget(limitUntilTold: 10)
        _ = budget.ask(.action, at: time(0))
        budget.settle(.counted(RateLimit(limit: 10, remaining: 5)), at: time(0))
        _ = budget.ask(.action, at: time(1))
        budget.settle(.uncounted, at: time(1))
        #expect(budget.available(for: .action, at: time(1)) == 5)
        _ = budget.ask(.action, at: time(2))
        budget.settle(.lost, at: time(2))
        #expect(budget.available(for: .action, at: time(2)) == 4)
    }

    @Test func `answers that overtake one another do not look like a new window`() {
        var budget = RequestBudget(limitUntilTold: 60)
        for _ in 0..<3 { _ = budget.ask(.action, at: time(0)) }
        budget.settle(.counted(RateLimit(limit: 60, remaining: 20)), at: time(1))
        budget.settle(.counted(RateLimit(limit: 60, remaining: 22)), at: time(1))
        #expect(budget.remaining == 20)
        budget.settle(.counted(RateLimit(limit: 60, remaining: 21)), at: time(1))
        #expect(budget.remaining == 20)
        _ = budget.ask(.action, at: time(2))
        budget.settle(.counted(RateLimit(limit: 60, remaining: 59)), at: time(2))
        #expect(budget.remaining == 59, "that one does")
    }

    /// A panel with one user: counts in fixed windows and remembers how many it refused.
    private struct Limiter {
        let limit: Int
        var start: PanelTime?
        var used = 0
        var refused = 0

        mutating func hit(at now: PanelTime) -> RequestBudget.Receipt {
            if start.map({ now - $0 >= .seconds(60) }) ?? true {
                start = now
                used = 0
            }
            guard used < limit else {
                refused += 1
                return .refused(RateLimit(limit: limit, remaining: 0, retryAfterSeconds: 1))
            }
            used += 1
            return .counted(RateLimit(limit: limit, remaining: limit - used))
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `never more than the limit in any window, and never far less`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let limit = Int.random(in: 20...300, using: &generator)
        var limiter = Limiter(limit: limit)
        var budget = RequestBudget(limitUntilTold: 15)
        var arrivals: [(at: PanelTime, receipt: RequestBudget.Receipt)] = []
        var sent = 0
        var actionWantedSince: PanelTime?
        var longestWait = Duration.zero
        for step in 0..<18_000 {
            let now = time(Double(step) / 10)
            for arrival in arrivals where arrival.at <= now { budget.settle(arrival.receipt, at: now) }
            arrivals.removeAll { $0.at <= now }
            let wanted = Int.random(in: 0...20, using: &generator)
            for _ in 0..<wanted where budget.ask(.observation, at: now) == .go {
                sent += 1
                let delay = Duration.milliseconds(Int.random(in: 20...900, using: &generator))
                let isLost = Int.random(in: 0..<200, using: &generator) == 0
                let receipt = limiter.hit(at: now)
                arrivals.append((now + delay, isLost ? .lost : receipt))
            }
            if step % 700 == 699 { actionWantedSince = now }
            if let since = actionWantedSince, budget.ask(.action, at: now) == .go {
                arrivals.append((now + .milliseconds(100), limiter.hit(at: now)))
                longestWait = max(longestWait, now - since)
                actionWantedSince = nil
            }
        }
        #expect(limiter.refused == 0, "seed \(seed), limit \(limit)")
        #expect(longestWait <= .seconds(2), "an action waits for no window: seed \(seed), limit \(limit)")
        #expect(Double(sent) > 0.6 * Double(limit) * 30, "seed \(seed), limit \(limit): \(sent) of \(limit * 30)")
    }
}

struct RetryPolicyTests {
    private let read = ClientAPI().account.get().call
    private let write = ClientAPI().servers(survival).power(.start).call

    @Test func `delays lie in the table's ranges and end`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<100 {
            for (attempt, longest) in [(1, 0.5), (2, 1.0), (3, 2.0)] {
                let delay = RetryPolicy().delay(
                    after: .nodeUnreachable,
                    of: read,
                    attempt: attempt,
                    remaining: .seconds(60),
                    using: &generator
                )
                #expect(delay.map { $0 >= .seconds(longest / 2) && $0 <= .seconds(longest) } == true)
            }
        }
        let fourth = RetryPolicy().delay(
            after: .nodeUnreachable,
            of: read,
            attempt: 4,
            remaining: .seconds(60),
            using: &generator
        )
        #expect(fourth == nil)
    }

    @Test func `a write and a lasting error are not repeated`() {
        var generator = SeededGenerator(seed: 7)
        let policy = RetryPolicy()
        for (error, call) in [
            (PanelError.nodeUnreachable, write), (.unauthenticated, read), (.cancelled, read),
        ] {
            #expect(policy.delay(after: error, of: call, attempt: 1, remaining: .seconds(9), using: &generator) == nil)
        }
    }

    @Test func `a rate limit is waited for as told, if it fits`() {
        var generator = SeededGenerator(seed: 7)
        let error = PanelError.rateLimited(RateLimit(limit: 720, remaining: 0, retryAfterSeconds: 10))
        let policy = RetryPolicy()
        let delay = policy.delay(after: error, of: read, attempt: 1, remaining: .seconds(20), using: &generator)
        #expect(delay.map { $0 >= .seconds(10) && $0 <= .seconds(11) } == true)
        #expect(policy.delay(after: error, of: read, attempt: 1, remaining: .seconds(10), using: &generator) == nil)
    }

    @Test func `the longest delay holds, however many attempts`() {
        var generator = SeededGenerator(seed: 7)
        let policy = RetryPolicy(attempts: 1000)
        let delay = policy.delay(
            after: .nodeUnreachable,
            of: read,
            attempt: 900,
            remaining: .seconds(60),
            using: &generator
        )
        #expect(delay.map { $0 <= .seconds(30) } == true)
    }
}
