public import PterodactylAPI

/// What others must hear of when an answer came.
public enum WatchEvent: Sendable {
    /// A server's situation is another one now.
    case situationChanged(ServerUUID)
    /// The panel answered an order; a success means accepted, not done, and names the backup that was begun.
    case orderAnswered(ServerUUID, Order, Result<BackupUUID?, PanelError>)
    /// A server's WebSocket is to be followed from now on; `origin` is the panel's URL as its node has it, where that is
    /// known.
    case follow(ServerUUID, node: String, origin: String?)
    /// It is to be followed no more.
    case unfollow(ServerUUID)
    /// What `wantCredentials` asked for.
    case credentials(ServerUUID, Result<WebSocketCredentials, PanelError>)
}
