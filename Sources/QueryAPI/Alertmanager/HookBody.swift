public import Alerting
import PterodactylAPI
import Telemetry

/// Reads what Alertmanager sends to a `webhook_configs` receiver: version 4 of its payload.
///
///     {"version":"4", "status":"firing", "truncatedAlerts":0, "alerts":[
///       {"status":"firing", "labels":{"alertname":"…","panel":"…","server":"…","remediation":"…"}, "annotations":{},
///        "startsAt":"2026-11-26T10:00:00Z", "endsAt":"0001-01-01T00:00:00Z", "generatorURL":"…", "fingerprint":"…"}], …}
///
/// Each alert has its own `status`, since a group may hold both kinds; an `endsAt` of the year 1 says nothing (Go's zero time,
/// which Alertmanager sends for what fires). Fields that say nothing to us are passed over.
public enum HookBody {
    /// What a message says.
    public struct Message: Sendable, Equatable {
        /// The alerts, in their order.
        public let alerts: [ReceivedAlert]
        /// How many the sender left out, because its `max_alerts` is too small.
        public let truncated: Int
    }

    /// Reads a body.
    /// - Throws: 400 with the field, what was found and what is allowed.
    public static func message(_ body: [UInt8]) throws(AlertmanagerFailure) -> Message {
        guard let value = JSONValue(parsing: body) else { throw .bad("the body is not JSON") }
        let fields = try BodyFields(value, at: "")
        guard fields.value("version") == .string("4") else { throw fields.wrong("version", "\"4\"") }
        var alerts: [ReceivedAlert] = []
        for (index, element) in try fields.list("alerts", "a list of alerts").enumerated() {
            alerts.append(try alert(try BodyFields(element, at: "alerts[\(index)]")))
        }
        return Message(
            alerts: alerts,
            truncated: try fields.lacks("truncatedAlerts") ? 0 : count("truncatedAlerts", fields)
        )
    }

    private static func alert(_ fields: BodyFields) throws(AlertmanagerFailure) -> ReceivedAlert {
        let isFiring: Bool
        switch fields.value("status") {
        case .string("firing"): isFiring = true
        case .string("resolved"): isFiring = false
        default: throw fields.wrong("status", "\"firing\" or \"resolved\"")
        }
        if !fields.lacks("fingerprint") { _ = try fields.text("fingerprint") }
        let endsAt = fields.lacks("endsAt") ? nil : try fields.time("endsAt")
        return ReceivedAlert(
            labels: try labels(fields),
            isFiring: isFiring,
            startsAt: try fields.time("startsAt"),
            endsAt: endsAt.flatMap { $0 > Timestamp(millisecondsSince1970: 0) ? $0 : nil }
        )
    }

    private static func labels(_ fields: BodyFields) throws(AlertmanagerFailure) -> LabelSet {
        guard case .object(let members)? = fields.value("labels") else {
            throw fields.wrong("labels", "an object of texts")
        }
        var labels: [Label] = []
        for (name, value) in members {
            guard let text = value.string, !name.isEmpty else { throw fields.wrong("labels", "an object of texts") }
            labels.append(Label(name, text))
        }
        return LabelSet(labels)
    }

    private static func count(_ name: String, _ fields: BodyFields) throws(AlertmanagerFailure) -> Int {
        guard case .integer(let number)? = fields.value(name), let count = Int(exactly: number), count >= 0 else {
            throw fields.wrong(name, "a number of alerts")
        }
        return count
    }
}
