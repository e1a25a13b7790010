import Alerting
import PterodactylAPI
import Telemetry

/// The body of `POST /api/v2/alerts`.
enum AlertPost {
    /// An alert that fires gets the time at which it counts as over if nothing more is heard of it.
    static func body(of alerts: [NotifiedAlert], at now: Timestamp) -> [UInt8] {
        let list = alerts.map { alert in
            JSONValue.object([
                "labels": .texts(of: alert.labels),
                "annotations": .object(alert.annotations.mapValues { .string($0) }),
                "startsAt": .string(CalendarTime(alert.startsAt).rfc3339),
                "endsAt": .string(CalendarTime(alert.resolvedAt ?? max(alert.seenAt, now) + alert.lifetime).rfc3339),
                "generatorURL": .string(alert.generatorURL),
            ])
        }
        return JSONValue.array(list).encoded()
    }
}

extension JSONValue {
    /// Labels as an object.
    static func texts(of labels: LabelSet) -> JSONValue {
        .object(labels.values.mapValues { .string($0) })
    }
}
