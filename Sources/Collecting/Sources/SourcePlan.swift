/// By which ways a panel's servers are to be known.
public struct SourcePlan: Sendable, Equatable {
    /// What tells state and use of the servers.
    public enum Polling: String, Sendable, Hashable, CaseIterable {
        /// The node's daemon where the key and the network allow it, else the panel.
        case automatic = "auto"
        /// The panel alone.
        case panel
        /// The node's daemon; the panel only while that cannot be asked.
        case wings
    }

    /// What tells state and use of the servers.
    public var polling: Polling
    /// Which servers' WebSockets are followed besides.
    public var stream: StreamSelection
    /// How often each node's daemon is asked.
    public var wingsInterval: Duration
    /// The daemons' addresses by the names of their nodes, where they are not those that the panel gives.
    public var wingsURLs: [String: String]

    /// Makes a plan; what is left out is chosen by itself.
    public init(
        polling: Polling = .automatic,
        stream: StreamSelection = .automatic,
        wingsInterval: Duration = SourcePlan.defaultWingsInterval,
        wingsURLs: [String: String] = [:]
    ) {
        self.polling = polling
        self.stream = stream
        self.wingsInterval = wingsInterval
        self.wingsURLs = wingsURLs
    }

    /// How often each node's daemon is asked when nothing else is said: it answers from memory, with one request for all
    /// its servers (wings `router/router_system.go`).
    public static let defaultWingsInterval = Duration.seconds(10)
}
