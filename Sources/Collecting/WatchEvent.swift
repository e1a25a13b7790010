public import PterodactylAPI

/// What others must hear of when an answer came.
public enum WatchEvent: Sendable {
    /// A server's situation is another one now.
    case situationChanged(ServerUUID)
    /// The panel answered a power action; a success means accepted, not done.
    case powerAnswered(ServerUUID, PowerSignal, Result<Void, PanelError>)
}
