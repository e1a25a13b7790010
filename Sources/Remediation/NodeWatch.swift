import Collecting
import Telemetry

/// Tells a broken node from broken servers, by when each server that fails went down.
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

    private let downSince: [ServerAddress: Timestamp]

    /// Knows of no server.
    init() { downSince = [:] }

    /// Takes note of who is failing; servers that came up again count until they have run for a while.
    init(_ fleet: Fleet) {
        downSince = fleet.views.compactMapValues { view in
            if Self.isFailing(view) { return view.downSince ?? view.situationSince }
            switch view.situation {
            case .starting, .up: return view.downSince
            default: return nil
            }
        }
    }

    /// Servers of a node that failed together.
    struct Outage {
        /// How many.
        let failing: Int
        /// How many should be up.
        let expected: Int
        /// All of the node that fail.
        let servers: Set<ServerAddress>
        /// When the last of those went down.
        let newest: Timestamp
    }

    /// The outage of a node that a server has its part in; nil when too few failed together to be the node's fault.
    func outage(around address: ServerAddress, in fleet: Fleet) -> Outage? {
        guard let view = fleet[address], let mine = downSince[address] else { return nil }
        var expected = 0
        var drops: [ServerAddress: Timestamp] = [:]
        for neighbour in fleet.servers(of: Fleet.Node(view)) {
            let drop = downSince[ServerAddress(neighbour)]
            if let drop { drops[ServerAddress(neighbour)] = drop }
            if drop != nil || neighbour.isDesiredUp == true { expected += 1 }
        }
        let failing = Self.mostWithinWindow(Array(drops.values), around: mine)
        guard failing >= Self.minimum, Double(failing) >= Self.share * Double(expected) else { return nil }
        let newest = drops.values.max() ?? mine
        return Outage(failing: failing, expected: expected, servers: Set(drops.keys), newest: newest)
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
