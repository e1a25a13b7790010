/// What came of a campaign, or of a part of it.
package struct CampaignReport: Sendable {
    /// How many incidents there were.
    package var incidents = 0
    /// How many power actions the agent sent.
    package var actions = 0
    /// How often the agent was killed.
    package var kills = 0
    /// What must never happen, and happened.
    package var failures: [Failure] = []
    /// How many incidents of each kind the sources could not decide, by source and kind: the policy was to start the server.
    package var undecidable: [String: Int] = [:]
    /// How long servers took to run since they were owed a start, by source.
    package var recoveries: [CampaignSource: [Duration]] = [:]
    /// How much time was simulated.
    package var simulated = Duration.zero

    /// Makes an empty report.
    package init() {}

    /// How many failures there are of a kind.
    package func count(_ kind: Failure.Kind) -> Int { failures.count { $0.kind == kind } }

    /// Adds what came of another part.
    package mutating func add(_ other: CampaignReport) {
        incidents += other.incidents
        actions += other.actions
        kills += other.kills
        failures += other.failures
        undecidable.merge(other.undecidable, uniquingKeysWith: +)
        recoveries.merge(other.recoveries, uniquingKeysWith: +)
        simulated += other.simulated
    }

    /// One line of JSON.
    package func json(seed: UInt64) -> String {
        let times = CampaignSource.allCases.compactMap { source -> String? in
            guard let all = recoveries[source]?.sorted(), !all.isEmpty else { return nil }
            let values = "\"p50\":\(Self.quantile(0.5, all)),\"p99\":\(Self.quantile(0.99, all)),\"count\":\(all.count)"
            return "\"\(source.rawValue)\":{\(values)}"
        }
        let fields = [
            "\"seed\":\(seed)", "\"incidents\":\(incidents)", "\"actions\":\(actions)",
            "\"false_actions\":\(count(.falseAction))", "\"duplicate_actions\":\(count(.duplicateAction))",
            "\"missed_recoveries\":\(count(.missedRecovery))",
            "\"undecidable\":\(undecidable.values.reduce(0, +))", "\"agent_kills\":\(kills)",
            "\"recovery_seconds\":{\(times.joined(separator: ","))}",
        ]
        return "{\(fields.joined(separator: ","))}"
    }

    /// The least value that so large a part is not above, in whole seconds.
    private static func quantile(_ part: Double, _ sorted: [Duration]) -> Int {
        let rank = Int((part * Double(sorted.count)).rounded(.up))
        return Int((sorted[max(0, min(sorted.count, rank) - 1)] / .seconds(1)).rounded())
    }
}
