/// How a request of one method and path is answered.
public enum Route: Sendable {
    /// Answered at once on the server's own thread.
    ///
    /// The handler reads what is already made: it must not wait, lock for long or compute much, as other connections of
    /// the same thread stand still meanwhile.
    case immediate(@Sendable (ServedRequest) -> ServedResponse)
}
