public import PterodactylAPI

/// Where a call goes.
public enum Destination: Sendable, Hashable {
    /// To the panel, with the configured key.
    case panel
    /// To a node's daemon.
    case wings(WingsRoute)
}

/// The way to a node's daemon.
public struct WingsRoute: Sendable, Hashable {
    /// The node's name.
    public let node: String
    /// The daemon's address, without a trailing slash.
    public let url: String
    /// The node's token: total control over the node, kept in memory alone.
    public let token: Secret

    /// Makes a route.
    public init(node: String, url: String, token: Secret) {
        self.node = node
        self.url = url
        self.token = token
    }
}
