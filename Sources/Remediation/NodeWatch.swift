import Collecting
import Telemetry

/// Remembers when each failing server went down, to tell a broken node from broken servers.
///
/// A whole node whose servers go offline in the same second, its API answering, is a Docker outage (observed); after a
/// host's reboot Wings starts its servers itself.
struct NodeWatch: Sendable, Equatable {
    /// How near in time the failures must be.
    static let window: Duration = .seconds(60)
    /// How many servers must fail.
    static let minimum = 3
    /// Which share of the node's servers that should be up must fail.
    static let share = 0.5

    private var downSince: [ServerAddress: Timestamp] = [:]

    /// Takes note of who is failing now.
    mutating func observe(_ fleet: Fleet) {
        for (address, view) in fleet.views {
            if !Self.isFailing(view) {
                downSince[address] = nil
            } else if downSince[address] == nil {
                downSince[address] = view.situationSince
            }
        }
        if downSince.count > fleet.views.count { downSince = downSince.filter { fleet[$0.key] != nil } }
    }

    /// How many servers of the node failed together with this one, of how many that should be up; nil when they are
    /// too few to be the node's fault.
    func outage(around address: ServerAddress, in fleet: Fleet) -> (failing: Int, expected: Int, newest: Timestamp)? {
        guard let view = fleet[address], let mine = downSince[address] else { return nil }
        var expected = 0
        var drops: [Timestamp] = []
        for neighbour in fleet.servers(of: Fleet.Node(view)) {
            let drop = downSince[ServerAddress(neighbour)]
            if let drop { drops.append(drop) }
            if drop != nil || neighbour.isDesiredUp == true { expected += 1 }
        }
        let failing = Self.mostWithinWindow(drops, around: mine)
        guard failing >= Self.minimum, Double(failing) >= Self.share * Double(expected) else { return nil }
        return (failing, expected, drops.max() ?? mine)
    }

    /// When each server that fails went down.
    var drops: some Collection<Timestamp> { downSince.values }

    /// When a server went down; nil while it does not fail.
    func drop(of address: ServerAddress) -> Timestamp? { downSince[address] }

    /// The nodes that hold back the starts of their servers now.
    func brokenNodes(in fleet: Fleet) -> Set<Fleet.Node> {
        let suspects = downSince.keys.compactMap { address in fleet[address].map { (address, Fleet.Node($0)) } }
        return suspects.reduce(into: []) { broken, suspect in
            guard !broken.contains(suspect.1), outage(around: suspect.0, in: fleet) != nil else { return }
            broken.insert(suspect.1)
        }
    }

    /// The most drops in any window that holds `mine`; every such window can be moved to begin with a drop.
    static func mostWithinWindow(_ drops: [Timestamp], around mine: Timestamp) -> Int {
        let sorted = drops.sorted()
        var most = 0
        var end = sorted.startIndex
        for (index, start) in sorted.enumerated() where start <= mine && mine - start <= window {
            end = max(end, index)
            while end < sorted.endIndex, sorted[end] - start <= window { end += 1 }
            most = max(most, end - index)
        }
        return most
    }

    static func isFailing(_ view: ServerView) -> Bool {
        switch view.situation {
        case .crashed, .undecided: true
        default: false
        }
    }
}
