import Alerting
import PterodactylAPI
import Remediation
import Telemetry

/// The ledger and the open questions as JSON.
enum LedgerAnswers {
    /// Entries, as they were read.
    static func list(_ entries: [LedgerEntry], waiting open: [Approval]) -> JSONValue {
        ["entries": .array(entries.map(entry)), "approvals": .array(open.map(approval))]
    }

    /// A question that waits for an answer, or was just answered.
    static func approval(_ approval: Approval) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(approval.id), "plan": .string(approval.plan), "askedAt": time(approval.askedAt),
            "expiresAt": time(approval.expiresAt),
        ]
        switch approval.state {
        case .open: members["state"] = "open"
        case .approved(let name): (members["state"], members["answeredBy"]) = ("approved", .string(name))
        case .denied(let name): (members["state"], members["answeredBy"]) = ("denied", .string(name))
        }
        return .object(members.merging(incident(approval.incident)) { own, _ in own })
    }

    private static func entry(_ entry: LedgerEntry) -> JSONValue {
        var members = incident(entry.incident)
        members["at"] = time(entry.at)
        members["explanation"] = .string(entry.explanation)
        if !entry.hearing.entries.isEmpty { members["guards"] = .array(entry.hearing.entries.map(answer)) }
        switch entry.event {
        case .decision(let verdict):
            members["event"] = "decision"
            switch verdict {
            case .refused(let reason): (members["verdict"], members["reason"]) = ("refused", .string(reason.rawValue))
            case .wouldHave(let action):
                (members["verdict"], members["action"]) = ("would_have", .string(action.rawValue))
            case .rearmed: members["verdict"] = "rearmed"
            }
        case .approval(let id, let event, let name):
            members["event"] = "approval"
            members["approval"] = .string(id)
            members["verdict"] = .string(event.rawValue)
            members["answeredBy"] = name.map { .string($0) }
        case .attempt(let intent, let closing):
            members["event"] = "attempt"
            members.merge(attempt(intent, closing)) { _, new in new }
        }
        return .object(members)
    }

    private static func attempt(_ intent: Intent, _ closing: Closing?) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "intent": .string(intent.id), "action": .string(intent.action.rawValue),
            "step": .integer(Int64(intent.number)),
            "expect": .string(intent.expect.rawValue), "verifyBy": time(intent.verifyBy),
            "verdict": .string(closing?.outcome.rawValue ?? "open"),
        ]
        members["approvedBy"] = intent.approvedBy.map { .string($0) }
        // What was withdrawn was not sent.
        members["requestId"] = closing?.outcome == .withdrawn ? nil : intent.requestID.map { .string($0) }
        if let closing {
            members["outcomeExplanation"] = .string(closing.explanation)
            members["closedAt"] = time(closing.at)
        }
        return members
    }

    /// What a guard answered.
    static func answer(_ entry: Hearing.Entry) -> JSONValue {
        ["guard": .string(entry.reason.rawValue), "objection": entry.objection.map { .string($0) } ?? .null]
    }

    private static func incident(_ header: IncidentHeader) -> [String: JSONValue] {
        var members: [String: JSONValue] = [
            "incident": .string(header.id), "policy": .string(header.policy), "alert": .string(header.alert),
            "detectedAt": time(header.detectedAt),
        ]
        members["panel"] = header.address.map { .string($0.panel) }
        members["server"] = header.address.map { .string($0.identifier.rawValue) }
        members["uuid"] = header.uuid.map { .string($0.rawValue) }
        return members
    }

    private static func time(_ time: Timestamp) -> JSONValue { .string(CalendarTime(time).rfc3339) }
}
