/// How a request of one method and path is answered.
public enum Route: Sendable {
    /// Answered at once on the server's own thread.
    ///
    /// The handler reads what is already made: it must not wait, lock for long or compute much, as other connections of
    /// the same thread stand still meanwhile.
    case immediate(@Sendable (ServedRequest) -> ServedResponse)
    /// Answered beside the server's threads, while the connection is suspended: for what computes or waits.
    ///
    /// A server makes only so many such answers at once and answers 503 to more; it answers 503, too, when one takes longer
    /// than `ServerLimits.deferredTimeout`, and then cancels the handler's task.
    case deferred(@Sendable (ServedRequest) async -> ServedResponse)
    /// Answered at once where the answer is ready, and beside the server's threads where it has yet to be made.
    ///
    /// The handler is that of an immediate route; what it says is to be made later is held to the limits of a deferred one.
    case deciding(@Sendable (ServedRequest) -> Decision)

    /// What a route says of one request.
    public enum Decision: Sendable {
        /// The answer.
        case now(ServedResponse)
        /// Makes the answer.
        case later(@Sendable () async -> ServedResponse)
    }
}
