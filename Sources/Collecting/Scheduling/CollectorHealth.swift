import Telemetry

/// How a collector fares: which of its calls fail now and why, and when one last succeeded.
struct CollectorHealth: Sendable {
    private var failing: [PanelCall: String] = [:]
    private(set) var lastSuccess: Timestamp?
    private(set) var lastDuration = Duration.zero

    /// Whether nothing that it asks for fails.
    var isSuccessful: Bool { failing.isEmpty && lastSuccess != nil }

    /// Why calls fail now: bounded words.
    var reasons: Set<String> { Set(failing.values) }

    mutating func succeed(_ call: PanelCall, took duration: Duration, at now: Timestamp) {
        failing[call] = nil
        lastSuccess = now
        lastDuration = duration
    }

    mutating func fail(_ call: PanelCall, reason: String) { failing[call] = reason }

    mutating func forget(where isGone: (PanelCall) -> Bool) {
        guard !failing.isEmpty else { return }
        failing = failing.filter { !isGone($0.key) }
    }
}
