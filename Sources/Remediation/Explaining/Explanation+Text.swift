import Alerting
import Telemetry

extension Explanation {
    /// All of it as a page for a terminal: lines with their ends, no line longer than its facts.
    ///
    /// Control characters, which a tenant may have written into a name, are blanks.
    public var text: String {
        var lines = [
            "\(name) (\(address)) on node \(node)", "",
            "situation  \(situation) since \(moment(since)): \(meaning)",
            "wanted up  \(isDesiredUp.map { $0 ? "yes" : "no" } ?? "not known"): \(desiredBecause)",
            "incident   \(incident.map(words) ?? "none")", "now        \(conclusion)",
        ]
        lines += advice.map { "you can    \($0)" }
        lines += ["", "evidence"]
        let width = evidence.map(\.topic.count).max() ?? 0
        lines += evidence.map { "  \(Self.padded($0.topic, to: width))  \($0.text)" }
        for plan in plans { lines += ["", heading(of: plan)] + Self.answers(of: plan) }
        return lines.map { Self.oneLine($0) + "\n" }.joined()
    }

    private func words(_ incident: OpenIncident) -> String {
        let alerts = incident.alerts.isEmpty ? "" : ", asked for by \(incident.alerts.joined(separator: ", "))"
        return "\(incident.id) since \(moment(incident.detectedAt))\(alerts)"
    }

    private func heading(of plan: Plan) -> String {
        let condition = plan.isAskedFor ? "" : "if an alert asked for it, "
        return "policy \(plan.policy): \(condition)\(plan.step)"
    }

    private static func answers(of plan: Plan) -> [String] {
        let width = plan.hearing.entries.map { $0.objection == nil ? 0 : $0.reason.rawValue.count }.max() ?? 0
        return plan.hearing.entries.map { entry in
            guard let objection = entry.objection else { return "  yes  \(entry.reason.rawValue)" }
            let mark = entry.reason == plan.refusal?.reason ? "NO " : "no "
            return "  \(mark)  \(padded(entry.reason.rawValue, to: width))  \(objection)"
        }
    }

    private func moment(_ time: Timestamp) -> String {
        "\(CalendarTime(time).rfc3339) (\((at - time).inWords))"
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: line.append(" ")
            default: line.append(scalar)
            }
        }
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
