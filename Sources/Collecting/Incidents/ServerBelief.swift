public import PterodactylAPI
public import Telemetry

/// What is worth remembering of a server over a restart of the agent.
public struct ServerBelief: Sendable, Equatable {
    /// The server.
    public let uuid: ServerUUID
    /// Whether somebody wanted it up.
    public let isDesiredUp: Bool?
    /// When it was last seen up.
    public let lastUpAt: Timestamp?
    /// When it was found down by itself; nil while it is up, down on purpose, or was never seen to go down.
    public let downSince: Timestamp?

    /// Makes a belief.
    public init(uuid: ServerUUID, isDesiredUp: Bool?, lastUpAt: Timestamp?, downSince: Timestamp? = nil) {
        self.uuid = uuid
        self.isDesiredUp = isDesiredUp
        self.lastUpAt = lastUpAt
        self.downSince = downSince
    }
}
