/// Lets through as many requests as a rate allows: a bucket of tokens that fills steadily.
package struct RateLimiter: Sendable {
    private let rate: AccessRules.Rate
    private var tokens: Double
    private var filled: ContinuousClock.Instant

    /// Begins with a full bucket.
    package init(_ rate: AccessRules.Rate, at now: ContinuousClock.Instant) {
        self.rate = rate
        tokens = Double(rate.burst)
        filled = now
    }

    /// Whether one more may pass now; it is counted then.
    package mutating func admits(at now: ContinuousClock.Instant) -> Bool {
        if now > filled {
            tokens = min(Double(rate.burst), tokens + (now - filled) / rate.interval)
            filled = now
        }
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
