internal import Alerting
internal import PromQL
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
