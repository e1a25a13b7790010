/// How long an answer may take, and what that is measured with.
public struct AnswerTime: Sendable {
    /// The longest time; a request's `timeout` can only shorten it.
    public let limit: Duration
    /// The time since the request came.
    public let elapsed: @Sendable () -> Duration

    /// Makes a bound.
    public init(limit: Duration, elapsed: @escaping @Sendable () -> Duration) {
        self.limit = limit
        self.elapsed = elapsed
    }

    /// As long as it takes.
    public static let unlimited = AnswerTime(limit: .seconds(Int64.max)) { .zero }
}
