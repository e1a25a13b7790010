public import Telemetry

/// One line of the ledger as operators read it.
public struct LedgerEntry: Sendable, Hashable {
    /// What the line tells.
    public enum Event: Sendable, Hashable {
        /// A decision that was not an act.
        case decision(Decision.Verdict)
        /// An intent, and how it ended; nil while it is open.
        case attempt(Intent, closing: Closing?)
        /// What became of a question to a human, and who answered.
        case approval(id: Approval.ID, ApprovalRecord.Event, by: String?)
    }

    /// The incident.
    public let incident: IncidentHeader
    /// What happened.
    public let event: Event
    /// Why, in plain words.
    public let explanation: String
    /// What every guard answered; empty where none was asked.
    public let hearing: Hearing
    /// When it was decided.
    public let at: Timestamp

    /// Makes an entry.
    public init(
        incident: IncidentHeader,
        event: Event,
        explanation: String,
        hearing: Hearing = Hearing(),
        at: Timestamp
    ) {
        self.hearing = hearing
        self.incident = incident
        self.event = event
        self.explanation = explanation
        self.at = at
    }
}
