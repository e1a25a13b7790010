public import Telemetry

/// One line of the ledger as operators read it.
public struct LedgerEntry: Sendable, Hashable {
    /// What the line tells.
    public enum Event: Sendable, Hashable {
        /// A decision that was not an act.
        case decision(Decision.Verdict)
        /// An intent, and how it ended; nil while it is open.
        case attempt(intentID: Intent.ID, step: Step, closing: Closing?)
    }

    /// The incident.
    public let incident: IncidentHeader
    /// What happened.
    public let event: Event
    /// Why, in plain words.
    public let explanation: String
    /// When it was decided.
    public let at: Timestamp

    /// Makes an entry.
    public init(incident: IncidentHeader, event: Event, explanation: String, at: Timestamp) {
        self.incident = incident
        self.event = event
        self.explanation = explanation
        self.at = at
    }
}
