public import Telemetry

/// A question to a human whether an attempt may be made (`mode: ask`): it is answered once, or lapses.
public struct Approval: Sendable, Equatable, Identifiable {
    /// What a human names it by.
    public let id: String
    /// The incident.
    public let incident: IncidentHeader
    /// What would be done, in words.
    public let plan: String
    /// When it was asked.
    public let askedAt: Timestamp
    /// Until when it can be answered, and an approval be acted upon.
    public let expiresAt: Timestamp
    /// Where it stands.
    public internal(set) var state = State.open

    /// Asks a question.
    package init(id: String, incident: IncidentHeader, plan: String, askedAt: Timestamp, expiresAt: Timestamp) {
        self.id = id
        self.incident = incident
        self.plan = plan
        self.askedAt = askedAt
        self.expiresAt = expiresAt
    }

    /// Where a question stands.
    public enum State: Sendable, Hashable {
        /// Nobody has answered.
        case open
        /// Somebody, by their name, said yes.
        case approved(by: String)
        /// Somebody said no: this incident is left alone.
        case denied(by: String)
    }

    /// Why an answer was not taken.
    public enum Refusal: Error, Sendable, Hashable {
        /// No question of this id is open: it was answered, has lapsed, or was never asked.
        case notOpen(id: String)
    }
}

/// What became of a question, as the ledger keeps it.
public struct ApprovalRecord: Sendable, Hashable {
    /// What happened.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        /// A human was asked.
        case asked
        /// One said yes.
        case approved
        /// One said no.
        case denied
        /// Nobody answered in time.
        case expired
    }

    /// The question.
    public let id: String
    /// Its incident.
    public let incident: IncidentHeader
    /// What happened.
    public let event: Event
    /// Who answered; nil when nobody did.
    public let by: String?
    /// What it is about, in plain words.
    public let explanation: String
    /// When.
    public let at: Timestamp

    /// Makes a record.
    public init(
        id: String,
        incident: IncidentHeader,
        event: Event,
        by: String? = nil,
        explanation: String,
        at: Timestamp
    ) {
        self.id = id
        self.incident = incident
        self.event = event
        self.by = by
        self.explanation = explanation
        self.at = at
    }
}
