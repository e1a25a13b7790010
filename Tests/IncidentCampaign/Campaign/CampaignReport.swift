import Telemetry

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
    package var recoveries: [CampaignSource: Recoveries] = [:]
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
        let fields = [
            "\"seed\":\(seed)", "\"incidents\":\(incidents)", "\"actions\":\(actions)",
            "\"false_actions\":\(count(.falseAction))", "\"duplicate_actions\":\(count(.duplicateAction))",
            "\"missed_recoveries\":\(count(.missedRecovery))", "\"wrong_reasons\":\(count(.wrongReason))",
            "\"undecidable\":\(undecidable.values.reduce(0, +))", "\"agent_kills\":\(kills)",
            "\"recovery_seconds\":{\(times(\.alone))}",
            "\"recovery_seconds_in_outages\":{\(times(\.inOutages))}",
        ]
        return "{\(fields.joined(separator: ","))}"
    }

    private func times(_ part: KeyPath<Recoveries, [Duration]>) -> String {
        CampaignSource.allCases.compactMap { source -> String? in
            guard let all = recoveries[source]?[keyPath: part], !all.isEmpty else { return nil }
            let (middle, late) = (Recoveries.quantile(0.5, all), Recoveries.quantile(0.99, all))
            let values =
                "\"p50\":\(Int(middle.inSeconds.rounded())),\"p99\":\(Int(late.inSeconds.rounded())),\"count\":\(all.count)"
            return "\"\(source.rawValue)\":{\(values)}"
        }.joined(separator: ",")
    }
}
