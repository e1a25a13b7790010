public import Telemetry

/// A decision that was not an act: a refusal, what would have been done, or a server taken up again.
///
/// Written once when it changes, not at every evaluation that comes to it again.
public struct Decision: Sendable, Hashable {
    /// What was decided.
    public enum Verdict: Sendable, Hashable {
        /// A guard said no.
        case refused(RefusalReason)
        /// Every guard but the mode said yes: the step would have been done.
        case wouldHave(Action)
        /// The server had been given up, and a human or a healthy run cleared that.
        case rearmed
    }

    /// The incident.
    public let incident: IncidentHeader
    /// The verdict.
    public let verdict: Verdict
    /// Why, in plain words.
    public let explanation: String
    /// What every guard answered; empty where none was asked.
    public let hearing: Hearing
    /// When it was decided.
    public let at: Timestamp

    /// Makes a decision.
    public init(
        incident: IncidentHeader,
        verdict: Verdict,
        explanation: String,
        hearing: Hearing = Hearing(),
        at: Timestamp
    ) {
        self.hearing = hearing
        self.incident = incident
        self.verdict = verdict
        self.explanation = explanation
        self.at = at
    }
}
