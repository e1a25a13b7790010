/// What the panel said of its rate limit beside an answer (`X-RateLimit-*`, `Retry-After`).
///
/// The window is fixed: it starts with the first request and ends 60 s later (Laravel `ThrottleRequests`).
public struct RateLimit: Sendable, Equatable {
    /// Requests allowed in a window.
    public let limit: Int
    /// Requests left in this window.
    public let remaining: Int
    /// Seconds until the window ends; only beside a 429.
    public let retryAfterSeconds: Int?

    /// Makes a rate limit.
    public init(limit: Int, remaining: Int, retryAfterSeconds: Int? = nil) {
        self.limit = limit
        self.remaining = remaining
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// Reads the headers of an answer; nil when the limiter did not run for it.
    public init?(_ response: HTTPResponse) {
        guard let limit = response.header("X-RateLimit-Limit").flatMap({ Int($0) }),
            let remaining = response.header("X-RateLimit-Remaining").flatMap({ Int($0) })
        else { return nil }
        self.init(
            limit: limit,
            remaining: remaining,
            retryAfterSeconds: response.header("Retry-After").flatMap { Int($0) }
        )
    }
}
