import GRDB
import PterodactylAPI
import Remediation
import Telemetry

/// An enum of a raw text column; a word that this version does not know is an error, never a guess.
func known<Word: RawRepresentable<String>>(_ column: String, _ value: String) throws -> Word {
    guard let word = Word(rawValue: value) else { throw StateStoreError.unreadable(column: column, value: value) }
    return word
}

/// How a verdict stands in its three columns.
struct VerdictWords {
    let verdict: String
    let reason: String?
    let step: String?

    init(_ verdict: Decision.Verdict) {
        switch verdict {
        case .refused(let reason): (self.verdict, self.reason, self.step) = ("refused", reason.rawValue, nil)
        case .wouldHave(let step): (self.verdict, self.reason, self.step) = ("would_have", nil, step.rawValue)
        case .rearmed: (self.verdict, self.reason, self.step) = ("rearmed", nil, nil)
        }
    }

    init(row: Row) {
        (verdict, reason, step) = (row["verdict"], row["reason"], row["step"])
    }

    /// The verdict that the columns stand for.
    func value() throws -> Decision.Verdict {
        switch (verdict, reason, step) {
        case ("refused", .some(let reason), _): .refused(try known("reason", reason))
        case ("would_have", _, .some(let step)): .wouldHave(try known("step", step))
        case ("rearmed", _, _): .rearmed
        default: throw StateStoreError.unreadable(column: "verdict", value: verdict)
        }
    }
}

/// An incident's columns, as every query of this file names them.
private struct IncidentColumns {
    static let list = "n.panel AS n_panel, n.server AS n_server, n.uuid AS n_uuid, n.policy, n.alert, n.detected_at"

    let header: IncidentHeader

    init(row: Row) {
        let panel: String? = row["n_panel"]
        let server: String? = row["n_server"]
        let uuid: String? = row["n_uuid"]
        var address: ServerAddress?
        if let panel, let server { address = ServerAddress(panel: panel, identifier: ServerIdentifier(server)) }
        header = IncidentHeader(
            address: address,
            uuid: uuid.map { ServerUUID($0) },
            policy: row["policy"],
            alert: row["alert"],
            detectedAt: Timestamp(millisecondsSince1970: row["detected_at"])
        )
    }
}

/// A decision with its incident.
struct DecisionRow: FetchableRecord {
    static let query = """
        SELECT d.verdict, d.reason, d.step, d.explanation, d.decided_at, d.hearing, \(IncidentColumns.list)
        FROM decisions d JOIN incidents n ON n.id = d.incident_id
        """

    private let words: VerdictWords
    private let incident: IncidentHeader
    private let explanation: String
    private let decidedAt: Int64
    private let hearing: String?

    init(row: Row) {
        words = VerdictWords(row: row)
        incident = IncidentColumns(row: row).header
        explanation = row["explanation"]
        decidedAt = row["decided_at"]
        hearing = row["hearing"]
    }

    func entry() throws -> LedgerEntry {
        LedgerEntry(
            incident: incident,
            event: .decision(try words.value()),
            explanation: explanation,
            hearing: try Hearing(column: hearing),
            at: Timestamp(millisecondsSince1970: decidedAt)
        )
    }
}

/// An intent with its incident, and its outcome where it has one.
struct IntentRow: FetchableRecord {
    static let query = """
        SELECT i.id, i.panel, i.server, i.uuid, i.step, i.explanation, i.created_at, i.verify_by,
            i.number, i.expected, i.approved_by, i.hearing,
            o.outcome, o.explanation AS o_explanation, o.closed_at, \(IncidentColumns.list)
        FROM intents i JOIN incidents n ON n.id = i.incident_id LEFT JOIN outcomes o ON o.intent_id = i.id
        """

    private let id: String
    private let incident: IncidentHeader
    private let address: ServerAddress
    private let uuid: String
    private let step: String
    private let explanation: String
    private let createdAt: Int64
    private let verifyBy: Int64
    private let number: Int
    private let expected: String
    private let approvedBy: String?
    private let hearing: String?
    private let outcome: (word: String, explanation: String, closedAt: Int64)?

    init(row: Row) {
        id = row["id"]
        incident = IncidentColumns(row: row).header
        address = ServerAddress(panel: row["panel"], identifier: ServerIdentifier(rawValue: row["server"]))
        uuid = row["uuid"]
        step = row["step"]
        explanation = row["explanation"]
        createdAt = row["created_at"]
        verifyBy = row["verify_by"]
        number = row["number"]
        expected = row["expected"]
        approvedBy = row["approved_by"]
        hearing = row["hearing"]
        let word: String? = row["outcome"]
        outcome = word.map { ($0, row["o_explanation"], row["closed_at"]) }
    }

    func intent() throws -> Intent {
        Intent(
            id: id,
            incident: incident,
            address: address,
            uuid: ServerUUID(uuid),
            action: try known("step", step),
            number: number,
            expect: try known("expected", expected),
            createdAt: Timestamp(millisecondsSince1970: createdAt),
            verifyBy: Timestamp(millisecondsSince1970: verifyBy),
            explanation: explanation,
            hearing: try Hearing(column: hearing),
            approvedBy: approvedBy
        )
    }

    func entry() throws -> LedgerEntry {
        LedgerEntry(
            incident: incident,
            event: .attempt(try intent(), closing: try closing()),
            explanation: explanation,
            hearing: try Hearing(column: hearing),
            at: Timestamp(millisecondsSince1970: createdAt)
        )
    }

    /// The step and how it ended; nil while it has not.
    func endedStep() throws -> LedgerHistory.EndedStep? {
        try closing().map { LedgerHistory.EndedStep(intent: try intent(), outcome: $0.outcome, endedAt: $0.at) }
    }

    private func closing() throws -> Closing? {
        try outcome.map { outcome in
            Closing(
                intentID: id,
                outcome: try known("outcome", outcome.word),
                explanation: outcome.explanation,
                at: Timestamp(millisecondsSince1970: outcome.closedAt)
            )
        }
    }
}

/// What became of a question to a human, with its incident.
struct ApprovalRow: FetchableRecord {
    static let query = """
        SELECT a.id, a.event, a.answered_by, a.explanation, a.noted_at, \(IncidentColumns.list)
        FROM approvals a JOIN incidents n ON n.id = a.incident_id
        """

    private let id: String
    private let event: String
    private let by: String?
    private let incident: IncidentHeader
    private let explanation: String
    private let at: Timestamp

    init(row: Row) {
        id = row["id"]
        event = row["event"]
        by = row["answered_by"]
        incident = IncidentColumns(row: row).header
        explanation = row["explanation"]
        at = Timestamp(millisecondsSince1970: row["noted_at"])
    }

    func entry() throws -> LedgerEntry {
        LedgerEntry(
            incident: incident,
            event: .approval(id: id, try known("event", event), by: by),
            explanation: explanation,
            at: at
        )
    }
}

extension Hearing {
    /// Reads what ``column`` writes; an empty one for null.
    init(column: String?) throws {
        guard let column else {
            self.init()
            return
        }
        guard case .array(let pairs)? = JSONValue(parsing: Array(column.utf8)) else {
            throw StateStoreError.unreadable(column: "hearing", value: column)
        }
        self.init(
            try pairs.map { pair in
                guard case .array(let parts) = pair, parts.count == 2, case .string(let word) = parts[0] else {
                    throw StateStoreError.unreadable(column: "hearing", value: column)
                }
                let objection: String? = if case .string(let text) = parts[1] { text } else { nil }
                return Entry(try known("hearing", word), objection: objection)
            }
        )
    }

    /// A JSON list of pairs; nil for a hearing of nobody.
    var column: String? {
        guard !entries.isEmpty else { return nil }
        let pairs = entries.map {
            JSONValue.array([.string($0.reason.rawValue), $0.objection.map { .string($0) } ?? .null])
        }
        return JSONValue.array(pairs).text
    }
}
