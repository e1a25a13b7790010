import PanelSimulator
import PterodactylAPI
import Telemetry
import TestSupport

/// Draws which incidents an episode has, and gives each its own servers.
///
/// Each server has one incident; at most three nodes, and either the panel or the fleet, have one of their own.
struct Casting {
    private var random: SeededGenerator
    private let first: Int
    private let nodes: [NodeTruth]
    private let detectsCleanExit: Bool
    private var free: [ServerTruth]
    private var untouchedNodes: [NodeTruth]

    init(_ options: SimulatorOptions, at start: Timestamp, first: Int, _ random: inout SeededGenerator) {
        self.first = first
        self.random = SeededGenerator(seed: random.next())
        var panel = SimulatedPanel(options: options, startingAt: start - .seconds(3_600))
        panel.advance(to: start)
        nodes = panel.nodes
        free = panel.servers.filter { $0.state == .running && $0.status == nil }.shuffled(using: &self.random)
        untouchedNodes = panel.nodes.shuffled(using: &self.random)
        detectsCleanExit = options.detectsCleanExitAsCrash
    }

    /// So many incidents; each kind comes about as often as every other.
    mutating func incidents(_ count: Int, by source: CampaignSource) -> [PlannedIncident] {
        var kinds: [IncidentKind] = []
        var hasPanel = false
        var nodeCount = 0
        var deck: [IncidentKind] = []
        while kinds.count < count {
            if deck.isEmpty { deck = Self.kinds(detectsCleanExit).shuffled(using: &random) }
            let kind = deck.removeLast()
            switch kind.scope {
            case .servers: kinds.append(kind)
            case .node:
                guard nodeCount < (kinds.contains(.fleetCrash) ? 2 : 3) else { continue }
                nodeCount += 1
                kinds.append(kind)
            case .panel, .fleet:
                guard !hasPanel, kind != .fleetCrash || nodeCount < 3 else { continue }
                hasPanel = true
                kinds.append(kind)
            }
        }
        return incidents(of: kinds)
    }

    /// One incident of each of some kinds.
    mutating func incidents(of kinds: [IncidentKind]) -> [PlannedIncident] {
        // Whole nodes first, while all their servers are free.
        let order = kinds.indices.sorted { rank(kinds[$0]) < rank(kinds[$1]) }
        var planned: [Int: PlannedIncident] = [:]
        for index in order {
            let kind = kinds[index]
            let at =
                EpisodePlan.quiet + .milliseconds(Int64(random.next() % UInt64(EpisodePlan.span / .milliseconds(1))))
            let cast = servers(for: kind)
            let node = nodes.first { $0.name == cast.first?.node } ?? nodes[0]
            planned[index] = PlannedIncident(first + index, kind, cast, node, at: at, &random)
        }
        return kinds.indices.compactMap { planned[$0] }
    }

    private static func kinds(_ detectsCleanExit: Bool) -> [IncidentKind] {
        IncidentKind.allCases.filter { kind in
            switch kind {
            case .silentExit: !detectsCleanExit
            case .cleanExit, .stoppedInGame: detectsCleanExit
            default: !kind.isDirected
            }
        }
    }

    private func rank(_ kind: IncidentKind) -> Int {
        switch kind.scope {
        case .node: 0
        case .fleet: 1
        case .panel: 2
        case .servers: 3
        }
    }

    private mutating func servers(for kind: IncidentKind) -> [ServerTruth] {
        switch kind.scope {
        case .servers(let count): return take(count)
        case .panel: return take(3)
        case .node:
            let node = untouchedNodes.removeLast()
            let all = free.filter { $0.node == node.name }
            let count =
                switch kind {
                case .nodeReboot, .dockerOutage: all.count
                case .crowd: all.count * 7 / 10
                default: 3
                }
            return take(all.prefix(count))
        case .fleet:
            // A quarter of each node: too few for each, and too many for all.
            let share = nodes.flatMap { node in
                let all = free.filter { $0.node == node.name }
                return all.prefix(25 * 28 / 100)
            }
            return take(share[...])
        }
    }

    private mutating func take(_ count: Int) -> [ServerTruth] { take(free.prefix(count)) }

    private mutating func take(_ chosen: ArraySlice<ServerTruth>) -> [ServerTruth] {
        let names = Set(chosen.map(\.identifier))
        free.removeAll { names.contains($0.identifier) }
        return Array(chosen)
    }
}
