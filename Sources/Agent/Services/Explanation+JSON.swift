import Alerting
package import PterodactylAPI
package import Remediation
import Telemetry

extension Explanation {
    /// All of it as JSON, and as the page that a terminal shows in `text`.
    package var json: JSONValue {
        [
            "panel": .string(address.panel), "server": .string(address.identifier.rawValue),
            "uuid": .string(uuid.rawValue), "name": .string(name), "node": .string(node), "at": Self.time(at),
            "situation": .string(situation), "since": Self.time(since), "meaning": .string(meaning),
            "isDesiredUp": isDesiredUp.map { .bool($0) } ?? .null, "desiredBecause": .string(desiredBecause),
            "evidence": .array(evidence.map { ["topic": .string($0.topic), "text": .string($0.text)] }),
            "incident": incident.map(Self.json) ?? .null, "attempt": attempt.map { .string($0) } ?? .null,
            "plans": .array(plans.map(Self.json)), "conclusion": .string(conclusion),
            "advice": .array(advice.map { .string($0) }), "text": .string(text),
        ]
    }

    private static func json(_ incident: OpenIncident) -> JSONValue {
        [
            "id": .string(incident.id), "detectedAt": time(incident.detectedAt), "policy": .string(incident.policy),
            "alerts": .array(incident.alerts.map { .string($0) }),
        ]
    }

    private static func json(_ plan: Plan) -> JSONValue {
        [
            "policy": .string(plan.policy), "isAskedFor": .bool(plan.isAskedFor), "step": .string(plan.step),
            "heldBackBy": plan.refusal.map { .string($0.reason.rawValue) } ?? .null,
            "guards": .array(plan.hearing.entries.map(LedgerAnswers.answer)),
        ]
    }

    private static func time(_ time: Timestamp) -> JSONValue { .string(CalendarTime(time).rfc3339) }
}
