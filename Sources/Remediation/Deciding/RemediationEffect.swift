public import PterodactylAPI
public import Telemetry

/// What the shell has to do, in the order given.
public enum RemediationEffect: Sendable, Equatable {
    /// Write a decision; no answer is expected. One that cannot be written is logged.
    case record(Decision)
    /// Write what became of a question to a human; no answer is expected.
    case recordApproval(ApprovalRecord)
    /// Observe a server anew (`resources`, status and activity); answer with ``RemediationEvent/confirmed(_:)`` or just
    /// call ``Remediator/verify(in:at:)`` when its view has changed.
    case confirm(ServerAddress)
    /// Make an intent durable; answer with ``RemediationEvent/intentCommitted(_:)`` or
    /// ``RemediationEvent/commitFailed(_:detail:)``.
    case commitIntent(Intent)
    /// Send the step; answer with ``RemediationEvent/actAnswered(_:_:)``.
    case act(Act)
    /// Close an intent; answer with ``RemediationEvent/closeFailed(_:)`` when it could not be written.
    case close(Closing)
    /// The same once more, after it could not be written.
    case closeAgain(Closing)
}

/// A step to be carried out now, once, without retry.
public struct Act: Sendable, Hashable {
    /// The intent that is durable by now.
    public let intentID: Intent.ID
    /// The server.
    public let address: ServerAddress
    /// The server's full id.
    public let uuid: ServerUUID
    /// What to send.
    public let action: Action
    /// Whether the server is to stay down after it, so that nobody wants it up any more.
    public let leavesServerDown: Bool
    /// The labels of the alert that asks for it: what a message tells.
    public let labels: LabelSet
    /// After this time it must not be sent any more; answer `.failure(.transport(.connectFailed(…)))` instead.
    public let notAfter: Timestamp
}

/// What the shell tells back.
public enum RemediationEvent: Sendable {
    /// A server was observed anew; its view is in the world that comes with the event.
    case confirmed(ServerAddress)
    /// The intent is durable.
    case intentCommitted(Intent.ID)
    /// The intent could not be written.
    case commitFailed(Intent.ID, detail: String)
    /// The panel answered to the act, or did not.
    case actAnswered(Intent.ID, Result<Void, PanelError>)
    /// A closing could not be written; it is handed out again.
    case closeFailed(Closing)
}
