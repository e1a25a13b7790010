public import Collecting

/// What is collected from the panel, and how often.
public struct CollectorSettings: Sendable, Equatable {
    /// One collector.
    public struct Collector: Sendable, Equatable {
        /// Whether it runs.
        public var isEnabled: Bool
        /// How often each of its objects is asked for.
        public var interval: Duration

        /// Makes the settings of a collector.
        public init(isEnabled: Bool = true, interval: Duration) {
            self.isEnabled = isEnabled
            self.interval = interval
        }
    }

    /// Which servers there are, and what they may use; cannot be switched off.
    public var inventory: Collector
    /// State and use of each server.
    public var servers: Collector
    /// Capacity of each node.
    public var nodes: Collector
    /// Backups of each server.
    public var backups: Collector

    /// Makes the settings; what is not given has the documented default.
    public init(
        inventory: Collector = Collector(interval: DefaultInterval.inventory),
        servers: Collector = Collector(interval: DefaultInterval.servers),
        nodes: Collector = Collector(interval: DefaultInterval.nodes),
        backups: Collector = Collector(interval: DefaultInterval.backups)
    ) {
        self.inventory = inventory
        self.servers = servers
        self.nodes = nodes
        self.backups = backups
    }
}
