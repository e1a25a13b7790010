import Telemetry

/// The panel's request limits: a fixed window per user and API, which begins with its first request.
struct RateLimiter: Sendable {
    /// The buckets of a user.
    enum API: Hashable, Sendable {
        case client, application
        /// `files/pull` has one of its own besides.
        case pull
    }

    /// What a request met.
    struct Verdict: Sendable {
        let limit: Int
        let remaining: Int
        /// When the window ends, for a request that was refused.
        let refusedUntil: Timestamp?

        /// The headers of an answer after the limiter ran.
        func headers(at now: Timestamp) -> [(name: String, value: String)] {
            var headers = [
                (name: "X-RateLimit-Limit", value: String(limit)),
                (name: "X-RateLimit-Remaining", value: String(remaining)),
            ]
            if let refusedUntil {
                let seconds = Int64((refusedUntil - now).inSeconds.rounded(.up))
                headers.append(("Retry-After", String(max(1, seconds))))
                headers.append(("X-RateLimit-Reset", String(now.millisecondsSince1970 / 1_000 + max(1, seconds))))
            }
            return headers
        }
    }

    private struct Bucket: Hashable, Sendable {
        let user: Int
        let api: API
    }

    private struct Window: Sendable {
        let end: Timestamp
        var count: Int
    }

    /// How many files a user may have a node fetch in `pullWindow`.
    static let pullLimit = 10
    /// The window of `pullLimit`.
    static let pullWindow: Duration = .seconds(300)

    private let limits: [API: Int]
    private let lengths: [API: Duration]
    private var windows: [Bucket: Window] = [:]

    /// Makes a limiter.
    init(client: Int, application: Int, window: Duration, pullWindow: Duration) {
        limits = [.client: client, .application: application, .pull: Self.pullLimit]
        lengths = [.client: window, .application: window, .pull: pullWindow]
    }

    /// Counts a request, unless the window is full: refused ones are not counted.
    mutating func take(user: Int, api: API, at now: Timestamp) -> Verdict {
        let bucket = Bucket(user: user, api: api)
        let limit = limits[api] ?? 0
        var window = windows[bucket] ?? Window(end: now, count: 0)
        if now >= window.end { window = Window(end: now + (lengths[api] ?? .zero), count: 0) }
        guard window.count < limit else { return Verdict(limit: limit, remaining: 0, refusedUntil: window.end) }
        window.count += 1
        windows[bucket] = window
        return Verdict(limit: limit, remaining: limit - window.count, refusedUntil: nil)
    }
}
