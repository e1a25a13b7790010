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

/// What a sweep over a fleet cost, seen from outside the exporter.
struct PollingCost: Sendable {
    /// How many servers were asked for their state.
    let servers: Int
    /// The requests that the panel got, for each sweep over the servers.
    let requests: Double
    /// Processor time of the exporter's process, for each sweep over the servers.
    let cpuSeconds: Double
    /// From the first request to the last one of a whole sweep: state and backups of every server.
    let sweepSeconds: Double
    let scrape: ScrapeCost
}
