import Telemetry

/// How a collector fares: which of its calls fail now, and when one last succeeded.
struct CollectorHealth: Sendable {
    private var failing: Set<PanelCall> = []
    private(set) var lastSuccess: Timestamp?
    private(set) var lastDuration = Duration.zero

    /// Whether nothing that it asks for fails.
    var isSuccessful: Bool { failing.isEmpty && lastSuccess != nil }

    mutating func succeed(_ call: PanelCall, took duration: Duration, at now: Timestamp) {
        failing.remove(call)
        lastSuccess = now
        lastDuration = duration
    }

    mutating func fail(_ call: PanelCall) { failing.insert(call) }

    mutating func forget(where isGone: (PanelCall) -> Bool) {
        failing = failing.filter { !isGone($0) }
    }
}
