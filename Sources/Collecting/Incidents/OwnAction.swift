import PterodactylAPI
import Telemetry

/// A power action that this agent sent: its trace in the activity log is not a human's.
struct OwnAction: Sendable, Equatable {
    let signal: PowerSignal
    let at: Timestamp
    /// Whether the server is to stay down after it.
    var leavesDown = false

    /// Whether an entry of the activity log is the trace of this action: same signal, by API, within clock error.
    func explains(_ event: ServerEvent) -> Bool {
        event.kind == .power(signal) && event.isAPI && event.at > at - .seconds(10) && event.at < at + .seconds(30)
    }
}
