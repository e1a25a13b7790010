import Alerting
import Notifying
import PterodactylAPI
import Telemetry

extension ConfigurationText {
    /// Writes who is told of alerts.
    static func write(_ settings: NotificationSettings, to lines: inout YAMLLines) {
        let labels = settings.externalLabels.labels
        if !labels.isEmpty {
            lines.mapping("external_labels") { lines in
                for label in labels { lines.text(label.name, label.value) }
            }
        }
        lines.duration("resend_delay", settings.resendDelay)
        lines.list("alertmanagers", settings.alertmanagers) { write($0, to: &$1) }
        lines.list("receivers", settings.receivers) { write($0, to: &$1) }
    }

    private static func write(_ settings: AlertmanagerSettings, to lines: inout YAMLLines) {
        lines.text("name", settings.plan.name)
        // The decoder takes no address with a password in it.
        lines.text("url", settings.way.url.reveal())
        lines.word("silences", "\(settings.plan.silenceInterval != nil)")
        if let interval = settings.plan.silenceInterval { lines.duration("silence_interval", interval) }
        lines.duration("timeout", settings.plan.timeout)
        write(settings.way.credentials, to: &lines)
        writeTrust(in: settings.way, to: &lines)
    }

    private static func write(_ settings: ReceiverSettings, to lines: inout YAMLLines) {
        let plan = settings.plan
        lines.text("name", plan.name)
        switch plan.format {
        case .discord: lines.mapping("discord") { $0.text("url", hidden) }
        case .slack: lines.mapping("slack") { $0.text("url", hidden) }
        case .webhook(let maxAlerts):
            lines.mapping("webhook") { lines in
                lines.text("url", hidden)
                lines.word("max_alerts", "\(maxAlerts)")
                write(settings.way.credentials, to: &lines)
            }
        }
        lines.texts("matchers", plan.matchers.map(\.matcherText))
        switch plan.grouping {
        case .labels(let names): lines.texts("group_by", names)
        case .each: lines.texts("group_by", ["..."])
        }
        lines.duration("group_wait", plan.groupWait)
        lines.duration("group_interval", plan.groupInterval)
        lines.duration("repeat_interval", plan.repeatInterval)
        lines.word("send_resolved", "\(plan.sendsResolved)")
        lines.duration("timeout", plan.timeout)
        writeTrust(in: settings.way, to: &lines)
    }

    private static func write(_ credentials: Way.Credentials?, to lines: inout YAMLLines) {
        switch credentials {
        case .bearer: lines.text("bearer_token", hidden)
        case .basic(let user, _):
            lines.text("username", user)
            lines.text("password", hidden)
        case nil: break
        }
    }

    private static func writeTrust(in way: Way, to lines: inout YAMLLines) {
        lines.text("ca_file", way.certificateAuthorityFile)
        lines.word("insecure_skip_verify", "\(way.acceptsAnyCertificate)")
    }
}
