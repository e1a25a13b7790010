import PterodactylAPI
import Telemetry

/// What a message tells, whatever its format.
struct MessageContent: Sendable, Equatable {
    /// The name of the one who is told.
    let receiver: String
    /// The alerts, sorted by labels; never empty.
    let alerts: [NotifiedAlert]
    /// The labels by which they were put together.
    let groupLabels: LabelSet
    /// Why it is sent.
    let reason: NotificationReason
    /// Where a browser reaches the agent.
    let externalURL: String

    var firing: [NotifiedAlert] { alerts.filter(\.isFiring) }
    var resolved: [NotifiedAlert] { alerts.filter { !$0.isFiring } }
    var isFiring: Bool { alerts.contains(where: \.isFiring) }

    /// The labels that all alerts have alike.
    var commonLabels: LabelSet {
        guard let first = alerts.first else { return .empty }
        return LabelSet(
            first.labels.labels.filter { label in alerts.allSatisfy { $0.labels[label.name] == label.value } }
        )
    }

    /// The annotations that all alerts have alike.
    var commonAnnotations: [String: String] {
        guard let first = alerts.first else { return [:] }
        return first.annotations.filter { name, text in alerts.allSatisfy { $0.annotations[name] == text } }
    }

    /// `[FIRING:2] ServerCrashed (critical main)`: the group's labels, and in brackets what else the alerts have in common
    /// (Alertmanager's template `__subject`).
    var title: String {
        let status = isFiring ? "FIRING:\(firing.count)" : "RESOLVED"
        let group = groupLabels.labels.map(\.value).joined(separator: " ")
        let others = commonLabels.labels.filter { groupLabels[$0.name] == nil }.map(\.value)
        return "[\(status)]" + (group.isEmpty ? "" : " " + group)
            + (others.isEmpty ? "" : " (\(others.joined(separator: " ")))")
    }

    /// One paragraph an alert: its summary and description, or its labels where it has neither, and the incident where there is
    /// one; those that fire come first.
    ///
    /// - Parameters:
    ///   - limit: how many characters there is room for; what does not fit is counted in the last line.
    ///   - shown: makes text safe for the format.
    func text(limit: Int, shown: (String) -> String) -> String {
        var text = ""
        let all = firing + resolved
        for (index, alert) in all.enumerated() {
            let paragraph = (alert.isFiring ? "🔥 " : "✅ ") + shown(Self.words(about: alert)) + "\n"
            let rest = "… and \(all.count - index) more"
            guard text.count + paragraph.count + rest.count <= limit else {
                return index == 0 ? String(paragraph.prefix(limit - rest.count)) + "…" : text + rest
            }
            text += paragraph
        }
        return String(text.dropLast())
    }

    private static func words(about alert: NotifiedAlert) -> String {
        let words = [alert.annotations["summary"], alert.annotations["description"] ?? alert.annotations["message"]]
            .compactMap(\.self).filter { !$0.isEmpty }
        let incident = alert.annotations[NotifiedAlert.incidentAnnotation].map { ["Incident \($0)"] } ?? []
        return ((words.isEmpty ? ["\(alert.labels)"] : words) + incident).joined(separator: "\n")
    }

    /// The message in a format.
    func body(for format: ReceiverPlan.Format) -> JSONValue {
        switch format {
        case .discord: discordPayload
        case .slack: slackPayload
        case .webhook(let maxAlerts): webhookPayload(maxAlerts: maxAlerts)
        }
    }
}
