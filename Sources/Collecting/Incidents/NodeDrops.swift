import PterodactylAPI
import Telemetry

/// The servers of a node that went down lately without having been stopped.
///
/// When all that were up go within a second or two and the node's API still answers, that is its Docker, and not as many
/// crashes (`recorded/wings/dockerd_restart`).
struct NodeDrops: Sendable {
    private var times: [ServerUUID: Timestamp] = [:]

    /// The fewest servers that tell an outage from a coincidence.
    static let least = 3
    /// How far apart the ends may lie.
    static let window = Duration.seconds(2)
    /// How long an outage is believed in while nobody can be asked whether it is over.
    static let longestOutage = Duration.seconds(60)

    mutating func note(_ server: ServerUUID, at now: Timestamp) {
        times = times.filter { now - $0.value <= Self.window }
        times[server] = now
    }

    func first(at now: Timestamp) -> Timestamp? { times.values.filter { now - $0 <= Self.window }.min() }

    func recent(at now: Timestamp) -> Set<ServerUUID> {
        Set(times.filter { now - $0.value <= Self.window }.keys)
    }
}
