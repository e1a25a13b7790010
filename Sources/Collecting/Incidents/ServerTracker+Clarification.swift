public import Telemetry

// What the logs should be read for.
extension ServerTracker {
    /// When the activity log or the schedules should be read next; nil when nothing is open that they could still tell.
    public var clarificationDue: Timestamp? { [activityDue, schedulesDue].compactMap(\.self).min() }

    /// When the activity log should be read next.
    var activityDue: Timestamp? { due(evidence.activityAccess) }

    /// When the schedules should be read next.
    var schedulesDue: Timestamp? { due(evidence.schedulesAccess) }

    /// Each transition needs a source twice: at once, and after the grace, when nothing can come late any more.
    ///
    /// At once is a little later for what a node told as it happened: Wings' own words may still explain it.
    private func due(_ access: Evidence.Access) -> Timestamp? {
        transitions.compactMap { transition in
            guard !transition.isExplained else { return nil }
            let end = transition.noticed + timing.grace
            let first = transition.noticed + (transition.source == .stream ? timing.settling : .zero)
            switch access {
            case .unasked: return first
            case .denied: return end
            case .read(let at): return at < transition.noticed ? first : at < end ? end : nil
            }
        }.min()
    }

    /// When a verdict that needs no further evidence may be given; nil when none waits.
    var verdictDue: Timestamp? {
        transitions.compactMap { $0.isExplained && $0.cameUpAt == nil ? $0.noticed + timing.settling : nil }.min()
    }

    /// Whether the cause of a drop or a start is open.
    var hasOpenCase: Bool { clarificationDue != nil || verdictDue != nil }
}
