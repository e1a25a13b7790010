import Collecting
import PterodactylAPI
import Telemetry

/// Remembers how often each server went between up and down, to tell one that flaps.
struct FlapWatch: Sendable, Equatable {
    private struct Track: Sendable, Equatable {
        var isUp: Bool
        var changes: [Timestamp] = []
        var isFlapping = false
    }

    private var tracks: [ServerAddress: Track] = [:]

    /// Takes note of how the servers stand now; what is not known changes nothing.
    mutating func observe(_ fleet: Fleet, _ measure: Limits.Flapping, at now: Timestamp) {
        for (address, view) in fleet.views {
            guard let isUp = Self.isUp(view) else { continue }
            guard var track = tracks[address] else {
                tracks[address] = Track(isUp: isUp)
                continue
            }
            guard track.isUp != isUp || !track.changes.isEmpty else { continue }
            if track.isUp != isUp {
                track.isUp = isUp
                track.changes.append(now)
            }
            track.changes.removeAll { now - $0 >= measure.window }
            if track.changes.count >= measure.changes { track.isFlapping = true }
            if track.changes.count <= measure.calm { track.isFlapping = false }
            tracks[address] = track
        }
        if tracks.count > fleet.views.count { tracks = tracks.filter { fleet[$0.key] != nil } }
    }

    /// How many changes there were lately, while the server flaps; nil when it does not.
    func changes(of address: ServerAddress) -> Int? {
        guard let track = tracks[address], track.isFlapping else { return nil }
        return track.changes.count
    }

    private static func isUp(_ view: ServerView) -> Bool? {
        switch view.state {
        case .running: true
        case .offline: false
        default: nil
        }
    }
}
