/// What shows that a step did what it is for.
public enum Expectation: String, Sendable, Hashable, CaseIterable {
    /// The server runs.
    case running
    /// The server is offline.
    case offline
    /// A backup that was finished after the act.
    case backup
    /// The panel shows the server as suspended.
    case suspended
    /// The panel does not hold the server any more.
    case released
    /// The request was accepted: there is nothing to be seen.
    case accepted
    /// The time has passed.
    case elapsed
}
