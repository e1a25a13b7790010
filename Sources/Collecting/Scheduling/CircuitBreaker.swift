public import Telemetry

/// Keeps calls away from what does not answer, and lets one probe through now and then.
///
/// | state | a failure | a success |
/// |---|---|---|
/// | closed | suspect: one probe at once | closed |
/// | suspect | open, next probe after 5 s | closed |
/// | open | open, the wait doubled, at most 60 s | closed |
public struct CircuitBreaker: Sendable, Equatable {
    /// Whether calls pass.
    public enum State: Sendable, Equatable {
        /// They pass.
        case closed
        /// The last one failed: only a probe passes, at once.
        case suspect
        /// Only a probe passes, and only from the given time on.
        case open(until: Timestamp)
    }

    /// The state.
    public private(set) var state = State.closed
    private var wait = Duration.seconds(5)
    private let shortest: Duration
    private let longest: Duration

    /// Makes a closed breaker.
    public init(shortestWait: Duration = .seconds(5), longestWait: Duration = .seconds(60)) {
        self.shortest = shortestWait
        self.longest = longestWait
        self.wait = shortestWait
    }

    /// Whether everything behind it counts as reachable.
    public var isClosed: Bool { state == .closed }

    /// Whether it is known to be unreachable.
    public var isOpen: Bool { if case .open = state { true } else { false } }

    /// When a probe may go; nil while closed.
    public func probeDue(at now: Timestamp) -> Timestamp? {
        switch state {
        case .closed: nil
        case .suspect: now
        case .open(let until): until
        }
    }

    /// Notes an answer.
    public mutating func succeed() {
        state = .closed
        wait = shortest
    }

    /// Notes that something else speaks for or against it: one probe goes at once, and nothing else before its answer.
    public mutating func doubt() {
        state = .suspect
        wait = shortest
    }

    /// Notes that there was none.
    public mutating func fail(at now: Timestamp) {
        switch state {
        case .closed:
            state = .suspect
        case .suspect:
            state = .open(until: now + wait)
        case .open(let until):
            guard now >= until else { return }
            wait = min(wait * 2, longest)
            state = .open(until: now + wait)
        }
    }
}
