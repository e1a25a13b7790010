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
        let fingerprint: String
        let silencedBy: [String]
        let receivers: [String]
        let updatedAt: Timestamp
    }

    /// The alerts wanted; of several with the same labels, which Alertmanager could not tell apart, the first to fire.
    private func firing(_ filter: AlertFilter) -> [Firing] {
        let receivers = filter.wanted(of: receivers)
        guard !receivers.isEmpty else { return [] }
        var byLabels: [LabelSet: Firing] = [:]
        for group in groups {
            let alerts = group.rules.flatMap { $0.alerts?.active ?? [] }
            for alert in alerts where alert.state == .firing {
                if let other = byLabels[alert.labels], other.alert.firingSince <= alert.firingSince { continue }
                let silencedBy = silences.covering(alert.labels, at: now).map(\.silence.id)
                guard filter.wants(alert.labels, isSilenced: !silencedBy.isEmpty) else { continue }
                byLabels[alert.labels] = Firing(
                    alert: alert,
                    fingerprint: alert.labels.fingerprint,
                    silencedBy: silencedBy,
                    receivers: receivers,
                    updatedAt: group.lastEvaluation ?? now
                )
            }
        }
        return byLabels.values.sorted { ($0.fingerprint, $0.alert.labels) < ($1.fingerprint, $1.alert.labels) }
    }

    private func alertmanagerAlerts(_ filter: AlertFilter) -> JSONWriter {
        var json = JSONWriter()
        json.list(firing(filter)) { write(&$0, $1) }
        return json
    }

    /// Grouped by name, for every receiver; sorted by labels as Alertmanager's groups are.
    private func alertmanagerGroups(_ filter: AlertFilter) -> JSONWriter {
        let byName = Dictionary(grouping: firing(filter), by: \.alert.name).sorted { $0.key < $1.key }
        let groups = byName.flatMap { name, alerts in
            (alerts.first?.receivers ?? []).map { (name: name, receiver: $0, alerts: alerts) }
        }
        var json = JSONWriter()
        json.list(groups) { json, group in
            json.object([
                (
                    "alerts",
                    { json in
                        json.list(group.alerts.sorted { $0.alert.labels < $1.alert.labels }) { write(&$0, $1) }
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
            ("labels", { $0.labels(alert.labels) }),
        ])
    }

    private func alertmanagerReceivers() -> JSONWriter {
        var json = JSONWriter()
        json.list(receivers) { $0.texts(["name": $1]) }
        return json
    }

    private func alertmanagerStatus() -> JSONWriter {
        var json = JSONWriter()
        json.object([
            ("cluster", { $0.raw(#"{"status":"disabled","peers":[]}"#) }),
            ("versionInfo", { json in json.object(build.map { entry in (entry.name, { $0.string(entry.value) }) }) }),
            ("config", { $0.raw(#"{"original":""}"#) }),
            ("uptime", { $0.string(TimeText.milliseconds(startedAt)) }),
        ])
        return json
    }
}

extension Alert {
    /// When it began to fire.
    fileprivate var firingSince: Timestamp { firedAt ?? activeAt }
}
