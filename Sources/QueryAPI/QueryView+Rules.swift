import Alerting
import PromQL
import Telemetry

// Rules and their alerts.
extension QueryView {
    func rules(_ request: QueryRequest) -> JSONWriter {
        let (names, groupNames, files) = (
            request.all("rule_name[]"), request.all("rule_group[]"), request.all("file[]")
        )
        let isChosen: (RuleState) -> Bool = { rule in
            let kind = rule.alerts == nil ? "record" : "alert"
            return (names.isEmpty || names.contains(rule.rule.name))
                && (request.first("type").map { $0 == kind } ?? true)
        }
        let hidesAlerts = request.first("exclude_alerts") == "true"
        let chosen = groups.filter { state in
            (groupNames.isEmpty || groupNames.contains(state.group.name))
                && (files.isEmpty || files.contains(state.group.file)) && state.rules.contains(where: isChosen)
        }
        var json = JSONWriter()
        json.raw("{\"groups\":")
        json.list(chosen) { json, state in
            json.object([
                ("name", { $0.string(state.group.name) }), ("file", { $0.string(state.group.file) }),
                (
                    "rules",
                    { json in
                        json.list(state.rules.filter(isChosen)) { Self.write(&$0, $1, hidesAlerts: hidesAlerts) }
                    }
                ),
                ("interval", { $0.raw(JSONWriter.seconds(state.interval.wholeMilliseconds)) }),
                ("limit", { $0.raw("\(state.group.limit)") }),
                ("evaluationTime", { $0.seconds(state.evaluationTime) }),
                ("lastEvaluation", { $0.string(Self.text(state.lastEvaluation)) }),
            ])
        }
        json.raw("}")
        return json
    }

    func alerts() -> JSONWriter {
        var json = JSONWriter()
        json.raw("{\"alerts\":")
        json.list(groups.flatMap { $0.rules.flatMap { $0.alerts?.active ?? [] } }) { Self.write(&$0, $1) }
        json.raw("}")
        return json
    }

    private static func write(_ json: inout JSONWriter, _ state: RuleState, hidesAlerts: Bool) {
        var members: [(name: String, write: (inout JSONWriter) -> Void)] = []
        switch state.rule {
        case .alerting(let rule):
            let alerts = state.alerts?.active ?? []
            let worst = alerts.contains { $0.state == .firing } ? "firing" : alerts.isEmpty ? "inactive" : "pending"
            members = [
                ("state", { $0.string(worst) }), ("name", { $0.string(rule.alert) }),
                ("query", { $0.string(rule.expression.description) }),
                ("duration", { $0.raw(JSONWriter.seconds(rule.holdDuration.wholeMilliseconds)) }),
                ("keepFiringFor", { $0.raw(JSONWriter.seconds(rule.keepFiringFor.wholeMilliseconds)) }),
                ("labels", { $0.texts(rule.labels) }), ("annotations", { $0.texts(rule.annotations) }),
                ("alerts", { json in json.list(hidesAlerts ? [] : alerts) { Self.write(&$0, $1) } }),
            ]
        case .recording(let rule):
            members = [
                ("name", { $0.string(rule.record) }), ("query", { $0.string(rule.expression.description) }),
                ("labels", { $0.texts(rule.labels) }),
            ]
        }
        members.append(("health", { $0.string(state.health.rawValue) }))
        if let error = state.lastError { members.append(("lastError", { $0.string(error) })) }
        members.append(("evaluationTime", { $0.seconds(state.evaluationTime) }))
        members.append(("lastEvaluation", { $0.string(Self.text(state.lastEvaluation)) }))
        members.append(("type", { $0.string(state.alerts == nil ? "recording" : "alerting") }))
        json.object(members)
    }

    private static func write(_ json: inout JSONWriter, _ alert: Alert) {
        var members: [(name: String, write: (inout JSONWriter) -> Void)] = [
            ("labels", { $0.labels(alert.labels) }), ("annotations", { $0.texts(alert.annotations) }),
            ("state", { $0.string(alert.state.rawValue) }), ("activeAt", { $0.string(TimeText.text(alert.activeAt)) }),
        ]
        if let since = alert.keepFiringSince {
            members.append(("keepFiringSince", { $0.string(TimeText.text(since)) }))
        }
        members.append(("value", { $0.string(alert.valueText) }))
        json.object(members)
    }

    /// A moment as Go writes it; the year 1 for none.
    private static func text(_ time: Timestamp?) -> String { time.map { TimeText.text($0) } ?? "0001-01-01T00:00:00Z" }
}
