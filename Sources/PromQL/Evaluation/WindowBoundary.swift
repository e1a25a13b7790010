import Telemetry

/// Whether a sample at the very start of a window belongs to it: of range selectors, subqueries and the lookback.
public enum WindowBoundary: Sendable, Hashable {
    /// It does not, as in Prometheus 3: a window as long as the scrape interval holds one sample.
    case open
    /// It does, as in Prometheus 2.
    case closed

    /// The last time before a window that is not part of it.
    func lastExcluded(before start: Timestamp) -> Timestamp {
        switch self {
        case .open: start
        case .closed: start - .milliseconds(1)
        }
    }
}
