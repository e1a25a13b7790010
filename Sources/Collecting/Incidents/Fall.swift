import Telemetry

/// When a server went down by itself, as near as that is known, until it has run for a while or turns out to be down on purpose.
///
/// Of servers that Wings brings back some fall again at once: they fell when they fell first. Who polls may see nothing of that
/// but another container, and then the second fall.
struct Fall: Sendable, Equatable {
    /// How long a server has to run until it counts as up.
    static let steadiness = Duration.seconds(60)

    /// When it went down; nil while it has not.
    private(set) var since: Timestamp?
    /// When another container was seen that nobody saw begin.
    private var restartSeenAt: Timestamp?

    /// - Parameter since: what is known of it from before.
    init(since: Timestamp? = nil) { self.since = since }

    /// Takes note of what is believed of the server from now on.
    mutating func heed(_ situation: Situation, at now: Timestamp) {
        switch situation {
        case .undecided, .crashed: since = since ?? restartSeenAt ?? now
        case .stopping, .down: self = Fall()
        // It may fall again; and what is lost from sight may be down all along.
        case .starting, .up, .unknown, .held: break
        }
    }

    /// Takes note that it was down already when it was first looked at.
    /// - Parameter lastUpAt: when an earlier run of the agent saw it up last.
    mutating func wasBefore(_ lastUpAt: Timestamp?) { since = since ?? lastUpAt }

    /// Takes note of another container that nobody saw begin.
    mutating func noteRestart(at now: Timestamp) { restartSeenAt = restartSeenAt ?? now }

    /// Lets go of it once the server has run for a while.
    mutating func forget(ifUpSince upSince: Timestamp, at now: Timestamp) {
        if now - max(upSince, restartSeenAt ?? upSince) >= Self.steadiness { self = Fall() }
    }
}
