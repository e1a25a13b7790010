import Foundation
import PromQL
import Telemetry

/// What both sides get: series, rules, and how often these are evaluated.
struct RuleLoad: Codable, Sendable {
    let recording: URL
    let ruleFiles: [URL]
    /// How many columns the series have when it begins.
    let columns: Int
    let evaluations: Int
    /// What is added to the times of the recording.
    var shiftMilliseconds: Int64 = 0

    /// How far back our history goes, within the memory that the agent gives it.
    let retention = Duration.seconds(7_200)
    /// So long that Prometheus does one evaluation after another without any overlap.
    let evaluationInterval = Duration.seconds(120)

    var shift: Duration { .milliseconds(shiftMilliseconds) }
    var columnsPerEvaluation: Int { Int(evaluationInterval / VirtualFleet.interval) }

    enum CodingKeys: CodingKey { case recording, ruleFiles, columns, evaluations, shiftMilliseconds }

    /// Expressions whose values must be the same on both sides.
    static let checks: [String] = {
        let name = "pterodactyl_server_"
        return [
            "count({__name__=~\"ptero.+\"})", "sum(\(name)memory_usage_bytes)", "sum(\(name)up)",
            "sum(rate(\(name)network_receive_bytes_total[5m]))",
            "sum(increase(\(name)network_transmit_bytes_total[1h]))",
            "sum(avg_over_time(\(name)cpu_usage_cores[30m]))", "max(max_over_time(\(name)memory_usage_bytes[1h]))",
            "sum(predict_linear(\(name)disk_usage_bytes[1h], 3600))",
            "quantile(0.95, \(name)uptime_seconds)", "count(\(name)state{state=\"running\"} == 1)",
            "sum(\(name)memory_usage_bytes / on (panel, node, server) \(name)memory_limit_bytes)",
            "sum(\(name)cpu_usage_cores * on (panel, node, server) group_left (name, egg) \(name)info)",
        ]
    }()

    /// What an evaluator gives for each of the checks.
    func answers(
        over source: some SeriesSource,
        at time: Timestamp,
        by evaluator: Evaluator
    ) throws -> [RuleEngineSide.Answer] {
        try Self.checks.map { text in
            guard
                case .vector(let elements) = try evaluator.instant(Expression(parsing: text), at: time, over: source),
                let value = elements.first?.value, elements.count == 1
            else { throw BenchError("\(text) has no single value") }
            return RuleEngineSide.Answer(expression: text, value: value)
        }
    }
}
