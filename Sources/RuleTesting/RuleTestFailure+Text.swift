internal import Alerting
internal import Telemetry

extension RuleTestFailure: CustomStringConvertible {
    /// The lines that promtool 2.42 prints, without a newline at the end; those end in a space that end in one there.
    public var description: String {
        switch self {
        case .input(let input, let reason):
            return input.place.isEmpty ? reason : "\(input.place): \(reason)"
        case .unnamedAlert(let test, let time):
            let group = test.isEmpty ? "" : " (in TestGroup \(test))"
            let problem = "an item under alert_rule_test misses required attribute alertname at eval_time"
            return "\(problem) \(PrometheusDuration.text(time))\(group)"
        case .rule(let name, let time, let reason):
            return "    rule: \(name), time: \(GoNumber.text(time)), err: \(reason)"
        case .alerts(let test, let alert, let time, let expected, let found):
            let name = test.isEmpty ? "" : "    name: \(test),\n"
            return "\(name)    alertname: \(alert), time: \(PrometheusDuration.text(time)), \n"
                + "        exp:\(Self.text(expected)), \n        got:\(Self.text(found))"
        case .expression(let expression, let time, let reason):
            return "    expr: \(GoPrintf.quoted(expression)), time: \(PrometheusDuration.text(time)), err: \(reason)"
        case .samples(let expression, let time, let expected, let found):
            return "    expr: \(GoPrintf.quoted(expression)), time: \(PrometheusDuration.text(time)),\n"
                + "        exp: \(Self.text(expected))\n        got: \(Self.text(found))"
        }
    }

    private static func text(_ alerts: [ComparedAlert]) -> String {
        guard !alerts.isEmpty else { return "[]" }
        let margin = "            "
        let items = alerts.enumerated().map { index, alert in
            "\(margin)\(index):\n\(margin)  Labels:\(text(alert.labels))\n\(margin)  Annotations:\(text(alert.annotations))"
        }
        return "[\n" + items.joined(separator: ",\n") + "\n\(margin)]"
    }

    private static func text(_ labels: [Label]) -> String {
        "{" + labels.map { "\($0.name)=\(GoPrintf.quoted($0.value))" }.joined(separator: ", ") + "}"
    }

    private static func text(_ samples: [ComparedSample]) -> String {
        guard !samples.isEmpty else { return "nil" }
        return samples.map { sample in
            "\(text(sample.labels.labels)) \(GoNumber.text(sample.value, verb: "E", precision: nil))"
        }
        .joined(separator: ", ")
    }
}

/// Durations as Prometheus prints them.
enum PrometheusDuration {
    /// Each unit with its milliseconds, and whether it is used only where nothing is left over.
    private static let units: [(name: String, milliseconds: Int64, isExact: Bool)] = [
        ("y", 31_536_000_000, true), ("w", 604_800_000, true), ("d", 86_400_000, true), ("h", 3_600_000, false),
        ("m", 60_000, false), ("s", 1_000, false), ("ms", 1, false),
    ]

    /// `1m30s`; 25 hours are `25h`, and nothing is `0s` (prometheus/common `model.Duration.String`).
    static func text(_ duration: Duration) -> String {
        var rest = duration.wholeMilliseconds
        guard rest != 0 else { return "0s" }
        var text = ""
        for unit in units where !unit.isExact || rest % unit.milliseconds == 0 {
            if rest >= unit.milliseconds { text += "\(rest / unit.milliseconds)\(unit.name)" }
            rest %= unit.milliseconds
        }
        return text
    }
}
