/// The shipped rules and 500 generated ones over two hours of 10,000 servers, beside a real Prometheus.
extension Row {
    static let rules: [Row] = [
        Row(name: "rules evaluation, all groups once", unit: "s", peer: PrometheusSide.name, goal: 0.5) { session in
            let sides = try await session.ruleComparison()
            return Comparison(ours: median(sides.ours.evaluationSeconds), peer: median(sides.peer.evaluationSeconds))
        },
        Row(name: "rules memory, resident", unit: "bytes", peer: PrometheusSide.name, goal: 0.35) { session in
            let sides = try await session.ruleComparison()
            return Comparison(ours: Double(sides.ours.residentBytes), peer: Double(sides.peer.residentBytes))
        },
        Row(name: "history ingestion, one snapshot", unit: "s", peer: "a scrape of \(PrometheusSide.name)", goal: 0.1) {
            let sides = try await $0.ruleComparison()
            return Comparison(ours: sides.ours.ingestSeconds, peer: sides.peer.scrapeSeconds)
        },
        Row(name: "history bytes a sample, the fleet's values", unit: "bytes", peer: "0.4", goal: 1) { session in
            Comparison(ours: try await session.ruleComparison().ours.bytesPerSample, peer: 0.4)
        },
        Row(name: "history bytes a sample, random values", unit: "bytes", peer: "1.8", goal: 1) { _ in
            Comparison(ours: RandomWalk.bytesPerSample(), peer: 1.8)
        },
    ]
}
