/// When a failed call is sent again: exponential backoff with jitter, inside a deadline.
///
/// Only a call that may be repeated (`APICall.isRepeatable`) after an error that may pass (`PanelError.isRetryable`) is sent
/// again. The delay before attempt n+1 lies between half of and the whole of `firstDelay × 2^(n-1)`, at most
/// `longestDelay`; where the panel says how long to wait, the delay is that, plus up to a tenth.
///
/// | Failed attempt | Delay by default |
/// |---|---|
/// | 1 | 0.25 to 0.5 s |
/// | 2 | 0.5 to 1 s |
/// | 3 | 1 to 2 s |
/// | 4 | no further attempt |
public struct RetryPolicy: Sendable, Hashable {
    /// How often a call is sent at most, the first time included.
    public var attempts: Int
    /// The longest delay after the first attempt.
    public var firstDelay: Duration
    /// The longest delay of all.
    public var longestDelay: Duration

    /// Makes a policy.
    public init(
        attempts: Int = 4,
        firstDelay: Duration = .milliseconds(500),
        longestDelay: Duration = .seconds(30)
    ) {
        self.attempts = max(1, attempts)
        self.firstDelay = max(.zero, firstDelay)
        self.longestDelay = max(.zero, longestDelay)
    }

    /// Never sends anything again.
    public static let never = RetryPolicy(attempts: 1)

    /// How long to wait before a call is sent again; nil when it is not.
    ///
    /// - Parameters:
    ///   - error: why it failed.
    ///   - call: what was sent.
    ///   - attempt: how often it was sent by now, from 1.
    ///   - remaining: the time left until the caller's deadline; a delay that does not fit is no delay.
    ///   - generator: the source of the jitter.
    public func delay(
        after error: PanelError,
        of call: APICall,
        attempt: Int,
        remaining: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> Duration? {
        guard attempt >= 1, attempt < attempts, call.isRepeatable, error.isRetryable else { return nil }
        let delay: Duration
        if let told = error.retryAfter {
            delay = told * Double.random(in: 1...1.1, using: &generator)
        } else {
            delay = ceiling(after: attempt) * Double.random(in: 0.5...1, using: &generator)
        }
        return delay < remaining ? delay : nil
    }

    private func ceiling(after attempt: Int) -> Duration {
        var delay = firstDelay
        for _ in 1..<attempt where delay < longestDelay { delay *= 2 }
        return min(delay, longestDelay)
    }
}
