import Foundation

/// Both exporters at the same simulated fleet: first the one, then the other, and again.
struct FleetComparison: Sendable {
    struct Round: Sendable {
        let peer: PollingCost
        let ours: PollingCost
    }

    let rounds: [Round]

    private static let roundCount = 3

    /// The medians of one cost over the rounds.
    func compared(_ cost: KeyPath<PollingCost, Double>) -> Comparison {
        Comparison(
            ours: median(rounds.map { $0.ours[keyPath: cost] }),
            peer: median(rounds.map { $0.peer[keyPath: cost] })
        )
    }

    static func measure(in folder: URL) async throws -> FleetComparison {
        try await SimulatedFleet.with(in: folder) { fleet in
            try await PeerExporter.with(at: fleet, in: folder) { peer in
                var rounds: [Round] = []
                for number in 1...roundCount {
                    Console.say("fleet, round \(number) of \(roundCount): \(PeerExporter.name), a cycle")
                    let theirs = try await peer.measure()
                    Console.say("fleet, round \(number) of \(roundCount): pterowatch, \(OurAgent.window) s")
                    let ours = try await OurAgent.measure(at: fleet, in: folder)
                    guard ours.servers >= theirs.servers else {
                        throw BenchError("ours asked for \(ours.servers) servers, the peer for \(theirs.servers)")
                    }
                    rounds.append(Round(peer: theirs, ours: ours))
                }
                return FleetComparison(rounds: rounds)
            }
        }
    }
}

/// What it cost to learn the state of every server of a fleet once, seen from outside the exporter.
struct PollingCost: Sendable {
    /// How many servers were asked for their state, or stand on nodes that were.
    let servers: Int
    /// The requests that panel and nodes got for states, use and nodes.
    let stateRequests: Double
    /// All requests that they got meanwhile.
    let requests: Double
    /// Processor time of the exporter's process.
    let cpuSeconds: Double
    /// From the first request to the last one of a cycle.
    let seconds: Double
    let scrape: ScrapeCost
}
