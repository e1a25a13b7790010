/// A request with its answer, as the agent's own metrics count them.
public struct ServedExchange: Sendable, Equatable {
    /// The request's method.
    public let method: ServedRequest.Method
    /// The decoded path; nil when the target could not be read.
    ///
    /// Not bounded: count by route, not by this.
    public let path: String?
    /// The status of the answer.
    public let status: Int
    /// The bytes of the answer's body.
    public let bodyBytes: Int
    /// The time from the request's headers to the end of the answer, or to the connection's end.
    public let duration: Duration
    /// Whether the answer was sent to its end.
    public let isComplete: Bool
}
