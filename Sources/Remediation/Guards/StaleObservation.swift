import Collecting
import Telemetry

extension Guard {
    /// An alert is a request, not evidence: our own observation must be newer than it, and fresh; so must be what is known of
    /// others' actions, since a human may stop a server that is down already, of which its state tells nothing.
    ///
    /// The panel serves `resources` from a cache of 20 s, so an answer just received may be older than the alert.
    static let staleObservation = Guard(.staleObservation) { view, context in
        guard context.needsState else { return .yes }
        guard let observedAt = view.observedAt else { return .no("the server was not observed yet") }
        let age = context.now - observedAt
        if observedAt < context.observedAfter {
            return .no("the last observation, \(age.inWords) old, is older than the alert or the last attempt")
        }
        if age > context.policy.freshness {
            return .no("the last observation is \(age.inWords) old; allowed are \(context.policy.freshness.inWords)")
        }
        switch view.activityAccess {
        case .denied: return .yes
        case .unasked: return .no("the server's activity log was not read yet")
        case .read(let readAt):
            let age = context.now - readAt
            guard age > context.policy.freshness else { return .yes }
            let allowed = context.policy.freshness.inWords
            return .no("the server's activity log was last read \(age.inWords) ago; allowed are \(allowed)")
        }
    }
}
