import Collecting
import PterodactylAPI
import Telemetry

/// What a watcher believed of a recorded server from a moment on.
struct TraceBelief: Sendable {
    let at: Timestamp
    let state: PowerState?
    let situation: Situation
    let isDesiredUp: Bool?

    init(_ view: ServerView, at now: Timestamp) {
        at = now
        state = view.state
        situation = view.situation
        isDesiredUp = view.isDesiredUp
    }

    /// Whether the same is believed.
    func isSame(as other: TraceBelief) -> Bool {
        state == other.state && situation == other.situation && isDesiredUp == other.isDesiredUp
    }
}
