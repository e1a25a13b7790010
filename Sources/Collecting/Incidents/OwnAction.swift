import PterodactylAPI
import Telemetry

/// What this agent did to a server: its trace in the activity log is not a human's.
struct OwnAction: Sendable, Equatable {
    /// What it shows as in the log.
    let kind: ServerEvent.Kind
    let at: Timestamp
    /// Whether the server is to stay down after it.
    var leavesDown = false

    /// Whether an entry of the activity log is the trace of this action: the same by API, within clock error.
    func explains(_ event: ServerEvent) -> Bool {
        event.kind == kind && event.isAPI && event.at > at - .seconds(10) && event.at < at + .seconds(30)
    }
}
