import Alerting
import PterodactylAPI
import Telemetry

extension MessageContent {
    /// Alertmanager's webhook payload, version 4 (Alertmanager `notify/webhook`).
    func webhookPayload(maxAlerts: Int) -> JSONValue {
        let told = maxAlerts > 0 ? Array(alerts.prefix(maxAlerts)) : alerts
        return .object([
            "version": .string("4"),
            "groupKey": .string("{}:\(groupKeyLabels)"),
            "truncatedAlerts": .integer(Int64(alerts.count - told.count)),
            "status": .string(isFiring ? "firing" : "resolved"),
            "receiver": .string(receiver),
            "groupLabels": .texts(of: groupLabels),
            "commonLabels": .texts(of: commonLabels),
            "commonAnnotations": .object(commonAnnotations.mapValues { .string($0) }),
            "externalURL": .string(externalURL),
            "notification_reason": .string(reason.rawValue),
            "alerts": .array(told.map(Self.webhookAlert)),
        ])
    }

    private var groupKeyLabels: String { groupLabels.description }

    private static func webhookAlert(_ alert: NotifiedAlert) -> JSONValue {
        .object([
            "status": .string(alert.isFiring ? "firing" : "resolved"),
            "labels": .texts(of: alert.labels),
            "annotations": .object(alert.annotations.mapValues { .string($0) }),
            "startsAt": .string(CalendarTime(alert.startsAt).rfc3339),
            // Go's zero time, as Alertmanager writes it while an alert fires.
            "endsAt": .string(alert.resolvedAt.map { CalendarTime($0).rfc3339 } ?? "0001-01-01T00:00:00Z"),
            "generatorURL": .string(alert.generatorURL),
            "fingerprint": .string(alert.fingerprint),
        ])
    }
}
