/// How many requests may still be sent to one API of one panel under its fixed-window rate limit.
///
/// The panel counts per user: a window starts with the first request, ends 60 s later and does not slide (Laravel
/// `ThrottleRequests`). Each answer tells the limit and what is left, but not when the window ends; that is learned here:
///
/// | What is seen | What it means |
/// |---|---|
/// | an answer while no window is known | the window began at that moment or before: in 60 s it has surely ended |
/// | more left than before, and everything sent by then was answered | a new window began |
/// | 429 with `Retry-After` | the window ends then; nothing is sent before |
/// | 61 s since the window was first seen | a new one: the whole limit, less what was sent in the last 61 s, until an answer tells |
///
/// Requests under way count as spent. A tenth of the limit (rounded up, at least 1) is kept for actions. Somebody else who
/// uses the same account is seen in what is left; only what they use between two answers can still lead to a 429.
public struct RequestBudget: Sendable, Equatable {
    /// What a request is for.
    public enum Priority: Sendable, CaseIterable {
        /// Looking: stops at the reserve.
        case observation
        /// Doing: may use the reserve.
        case action
    }

    /// Whether a request may be sent.
    public enum Decision: Sendable, Equatable {
        /// Yes; it counts as under way until `settle` is called for it.
        case go
        /// Not now: ask again at that time, or after the next answer.
        case wait(until: PanelTime)
    }

    /// What became of a request that was sent.
    public enum Receipt: Sendable, Equatable {
        /// The answer told the limit.
        case counted(RateLimit)
        /// 429, with what it told.
        case refused(RateLimit?)
        /// The panel answered before its limiter ran: it cost nothing.
        case uncounted
        /// No answer came, or one that does not tell: it is taken as spent.
        case lost
    }

    /// The requests allowed in a window: as told last, before that a guess.
    public private(set) var limit: Int
    /// What is left of the window as told last, less what was lost since; nil when no window is known.
    public private(set) var remaining: Int?
    /// The requests under way; some may be in what was told already, and are then counted twice until they are settled.
    public private(set) var underWay = 0

    private let reserveRatio: Double
    private var windowSeenAt: PanelTime?
    private var closedUntil: PanelTime?
    /// Whether every request that was under way when `remaining` last fell has been settled: until then an answer that
    /// tells more may just have been overtaken by another.
    private var isOrdered = true
    private var sent = SentLog()

    /// The window's length, with a second for the panel's counting in whole seconds.
    static let window: Duration = .seconds(61)

    /// Makes a budget that knows nothing yet.
    ///
    /// - Parameters:
    ///   - limit: what to believe until the first answer; the default is less than any known version allows.
    ///   - reserveRatio: the part kept for actions, 0 to 0.9.
    public init(limitUntilTold limit: Int = 60, reserveRatio: Double = 0.1) {
        self.limit = max(1, limit)
        self.reserveRatio = min(max(reserveRatio, 0), 0.9)
    }

    /// The requests kept for actions.
    public var reserve: Int { reserveRatio == 0 ? 0 : max(1, Int((Double(limit) * reserveRatio).rounded(.up))) }

    /// How many requests of that kind may be sent now.
    public func available(for priority: Priority, at now: PanelTime) -> Int {
        if let closedUntil, now < closedUntil { return 0 }
        let left: Int
        if let remaining, let windowSeenAt, now < windowSeenAt + Self.window {
            left = remaining - underWay
        } else {
            left = limit - sent.count(since: now, window: Self.window)
        }
        return max(0, priority == .action ? left : left - reserve)
    }

    /// Asks to send a request.
    ///
    /// - Returns: `go` when it was counted as under way; every `go` must be followed by one `settle`.
    public mutating func ask(_ priority: Priority, at now: PanelTime) -> Decision {
        expire(at: now)
        guard available(for: priority, at: now) > 0 else { return .wait(until: opensAgain(after: now)) }
        underWay += 1
        sent.note(at: now)
        return .go
    }

    /// Notes what became of a request.
    public mutating func settle(_ receipt: Receipt, at now: PanelTime) {
        expire(at: now)
        underWay = max(0, underWay - 1)
        switch receipt {
        case .counted(let told): learn(told, at: now)
        case .refused(let told):
            if let told, told.limit > 0 { limit = told.limit }
            let wait = Duration.seconds(max(1, min(told?.retryAfterSeconds ?? 60, 3600)) + 1)
            closedUntil = max(closedUntil ?? now, now + wait)
        case .uncounted: break
        case .lost: remaining = remaining.map { max(0, $0 - 1) }
        }
        if underWay == 0 { isOrdered = true }
    }

    private mutating func learn(_ told: RateLimit, at now: PanelTime) {
        guard told.limit > 0 else { return }
        limit = told.limit
        let left = max(0, told.remaining)
        guard let known = remaining, windowSeenAt != nil else {
            startWindow(left: left, at: now)
            return
        }
        if left <= known {
            remaining = left
            isOrdered = underWay == 0
        } else if isOrdered {
            startWindow(left: left, at: now)
        }
    }

    private mutating func startWindow(left: Int, at now: PanelTime) {
        windowSeenAt = now
        remaining = left
        isOrdered = underWay == 0
    }

    /// Forgets a window that has surely ended.
    private mutating func expire(at now: PanelTime) {
        if let seen = windowSeenAt, now >= seen + Self.window {
            windowSeenAt = nil
            remaining = nil
        }
        if let until = closedUntil, now >= until {
            closedUntil = nil
            windowSeenAt = nil
            remaining = nil
        }
    }

    private func opensAgain(after now: PanelTime) -> PanelTime {
        if let closedUntil, now < closedUntil { return closedUntil }
        let soon = now + .seconds(1)
        guard let windowSeenAt, underWay == 0 else { return soon }
        return max(soon, windowSeenAt + Self.window)
    }
}

/// How many requests were sent in each second, as far back as a window reaches.
private struct SentLog: Sendable, Equatable {
    private var counts: [Int64: Int] = [:]

    mutating func note(at now: PanelTime) {
        counts[second(of: now), default: 0] += 1
        guard counts.count > 180 else { return }
        let oldest = second(of: now) - 120
        counts = counts.filter { $0.key >= oldest }
    }

    func count(since now: PanelTime, window: Duration) -> Int {
        let oldest = second(of: now - window)
        return counts.reduce(0) { $1.key >= oldest ? $0 + $1.value : $0 }
    }

    private func second(of time: PanelTime) -> Int64 { time.millisecondsSince1970 / 1000 }
}
