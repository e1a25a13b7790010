import Alerting
import Telemetry

// Alerts as Alertmanager shows them: those that fire, and whether they are silenced.
extension QueryView {
    /// How long an alert counts as firing after it was last seen to, as Alertmanager's `resolve_timeout`.
    private static let resolveTimeout = Duration.seconds(300)

    /// Answers a GET as Alertmanager's interface does (`/api/v2`): `alerts`, `alerts/groups`, `receivers` and `status`; what it
    /// says of silences is in ``SilenceAnswers``.
    ///
    /// - Parameter request: its path is what stands behind `/api/v2/`.
    public func answerAlertmanager(_ request: QueryRequest) -> QueryAnswer {
        do throws(AlertmanagerFailure) {
            switch request.path {
            case "alerts": return QueryAnswer(json: alertmanagerAlerts(try AlertFilter(request)))
            case "alerts/groups": return QueryAnswer(json: alertmanagerGroups(try AlertFilter(request)))
            case "receivers": return QueryAnswer(json: alertmanagerReceivers())
            case "status": return QueryAnswer(json: alertmanagerStatus())
            default: throw .noPath("/api/v2/\(request.path)")
            }
        } catch {
            return error.answer
        }
    }

    /// An alert that fires, and what is known of it besides.
    private struct Firing {
        let alert: Alert
        /// Those of the alert with the external ones.
        let labels: LabelSet
        let fingerprint: String
        let silencedBy: [String]
        let receivers: [String]
        let updatedAt: Timestamp
    }

    /// The alerts wanted; of several with the same labels, which Alertmanager could not tell apart, the first to fire.
    private func firing(_ filter: AlertFilter) -> [Firing] {
        var byLabels: [LabelSet: Firing] = [:]
        for group in groups {
            let alerts = group.rules.flatMap { $0.alerts?.active ?? [] }
            for alert in alerts where alert.state == .firing {
                let labels = externalLabels.merging(alert.labels)
                if let other = byLabels[labels], other.alert.firingSince <= alert.firingSince { continue }
                let silencedBy = silences.covering(labels, at: now).map(\.silence.id)
                let receivers = receivers.filter { $0.hears(labels) }.map(\.name)
                guard filter.wants(labels, of: receivers, isSilenced: !silencedBy.isEmpty) else { continue }
                byLabels[labels] = Firing(
                    alert: alert,
                    labels: labels,
                    fingerprint: labels.fingerprint,
                    silencedBy: silencedBy,
                    receivers: receivers,
                    updatedAt: group.lastEvaluation ?? now
                )
            }
        }
        return byLabels.values.sorted { ($0.fingerprint, $0.labels) < ($1.fingerprint, $1.labels) }
    }

    private func alertmanagerAlerts(_ filter: AlertFilter) -> JSONWriter {
        var json = JSONWriter()
        json.list(firing(filter)) { write(&$0, $1) }
        return json
    }

    /// Grouped by name, for every receiver; sorted by labels as Alertmanager's groups are.
    private func alertmanagerGroups(_ filter: AlertFilter) -> JSONWriter {
        let firing = firing(filter)
        let groups = receivers.filter { filter.wants(receiver: $0.name) }.flatMap { receiver in
            Dictionary(grouping: firing.filter { $0.receivers.contains(receiver.name) }, by: \.alert.name)
                .map { (name: $0.key, receiver: receiver.name, alerts: $0.value) }
        }.sorted { ($0.name, $0.receiver) < ($1.name, $1.receiver) }
        var json = JSONWriter()
        json.list(groups) { json, group in
            json.object([
                (
                    "alerts",
                    { json in
                        json.list(group.alerts.sorted { $0.labels < $1.labels }) { write(&$0, $1) }
                    }
                ),
                ("labels", { $0.texts(group.name.isEmpty ? [:] : ["alertname": group.name]) }),
                ("receiver", { $0.texts(["name": group.receiver]) }),
            ])
        }
        return json
    }

    private func write(_ json: inout JSONWriter, _ firing: Firing) {
        let alert = firing.alert
        json.object([
            ("annotations", { $0.texts(alert.annotations) }),
            ("endsAt", { $0.string(TimeText.milliseconds(now + Self.resolveTimeout)) }),
            ("fingerprint", { $0.string(firing.fingerprint) }),
            ("receivers", { json in json.list(firing.receivers) { $0.texts(["name": $1]) } }),
            ("startsAt", { $0.string(TimeText.milliseconds(alert.firingSince)) }),
            (
                "status",
                { json in
                    json.object([
                        ("inhibitedBy", { $0.raw("[]") }), ("mutedBy", { $0.raw("[]") }),
                        ("silencedBy", { json in json.list(firing.silencedBy) { $0.string($1) } }),
                        ("state", { $0.string(firing.silencedBy.isEmpty ? "active" : "suppressed") }),
                    ])
                }
            ),
            ("updatedAt", { $0.string(TimeText.milliseconds(firing.updatedAt)) }),
            ("labels", { $0.labels(firing.labels) }),
        ])
    }

    private func alertmanagerReceivers() -> JSONWriter {
        var json = JSONWriter()
        json.list(receivers) { $0.texts(["name": $1.name]) }
        return json
    }

    private func alertmanagerStatus() -> JSONWriter {
        var json = JSONWriter()
        json.object([
            ("cluster", { $0.raw(#"{"status":"disabled","peers":[]}"#) }),
            ("versionInfo", { json in json.object(build.map { entry in (entry.name, { $0.string(entry.value) }) }) }),
            ("config", { $0.raw(#"{"original":""}"#) }),
            ("uptime", { $0.string(TimeText.milliseconds(process.startedAt)) }),
        ])
        return json
    }
}

extension Alert {
    /// When it began to fire.
    fileprivate var firingSince: Timestamp { firedAt ?? activeAt }
}
