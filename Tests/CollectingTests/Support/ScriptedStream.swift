import PterodactylAPI
import Telemetry

/// A WebSocket as the library keeps it, as far as its reader can tell: attempts, credentials, their renewal and loss.
struct ScriptedStream {
    /// How far it is.
    enum Phase: Equatable {
        /// The next attempt comes then.
        case waiting(until: Timestamp)
        /// Credentials were asked for.
        case fetching
        /// It is open.
        case live
        /// It is over for good.
        case ended
    }

    let node: String
    /// The panel's URL as its node has it.
    let origin: String?
    var phase: Phase
    /// Whether it was open before, so that a new connection begins with a gap.
    var wasLive = false
    var failures = 0
    /// When the credentials need to be renewed and when they end, and whether that was asked for.
    var renewAt = Timestamp.second(0)
    var expiresAt = Timestamp.second(0)
    var isRenewing = false
    /// Since when its node has said nothing to it.
    var silentSince: Timestamp?
    /// Which state its reader was told last, and since when statistics have shown another one.
    var told: PowerState?
    var disagreesSince: Timestamp?

    var isLive: Bool { phase == .live }

    /// Takes in that there is no socket; the wait doubles up to a minute.
    mutating func fail(at now: Timestamp) -> Timestamp {
        failures += 1
        let next = now + .seconds(min(5 << min(failures - 1, 4), 60))
        phase = .waiting(until: next)
        isRenewing = false
        silentSince = nil
        told = nil
        disagreesSince = nil
        return next
    }

    /// Takes in new credentials: they last ten minutes, and are renewed after eight.
    mutating func renew(at now: Timestamp) {
        renewAt = now + .seconds(480)
        expiresAt = now + .seconds(600)
        isRenewing = false
    }
}
