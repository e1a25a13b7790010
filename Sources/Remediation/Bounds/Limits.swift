public import PromQL

/// What bounds all policies together, so that one mistake of ours cannot become a storm.
public struct Limits: Sendable, Equatable {
    /// So many attempts in a window.
    public struct Budget: Sendable, Equatable {
        /// How many.
        public var attempts: Int
        /// In which time.
        public var window: Duration

        /// Makes a budget.
        public init(attempts: Int, window: Duration = .seconds(3_600)) {
            self.attempts = attempts
            self.window = window
        }
    }

    /// Attempts at the servers of one node.
    public var node: Budget
    /// Attempts at the servers of one panel.
    public var panel: Budget
    /// Attempts at all servers.
    public var fleet: Budget
    /// How many attempts may be under way on one node: a node that boots is not asked to start all its servers at once.
    public var atOncePerNode: Int
    /// When the servers of all nodes count as failing together.
    public var fleetOutage: FleetOutage
    /// How a node whose servers failed together is tried again.
    public var probing: Probing
    /// When a server counts as flapping.
    public var flapping: Flapping
    /// Which servers wait for others.
    public var dependencies: [Dependency]
    /// When nothing is done.
    public var windows: [MaintenanceWindow]
    /// How long a human may take to approve, where the mode is `ask`; what was approved lapses then, too.
    public var approval: Duration = .seconds(900)

    /// When servers fail together whatever their nodes: then it is the panel, the network or us.
    public struct FleetOutage: Sendable, Equatable {
        /// Which share of the servers that should be up must fail within 60 s.
        public var share: Double
        /// How many servers that should be up there must be for it to count.
        public var minimum: Int

        /// Makes a measure.
        public init(share: Double = 0.2, minimum: Int = 20) {
            self.share = share
            self.minimum = minimum
        }
    }

    /// How a node whose circuit is open is tried again: one server first, and more when that one came back.
    public struct Probing: Sendable, Equatable {
        /// How long after the node's last drop the first probe may be made.
        public var pause: Duration

        /// Makes a way of probing.
        public init(pause: Duration = .seconds(600)) { self.pause = pause }
    }

    /// A server that goes up and down again and again: starting it once more helps nobody (Nagios' flap detection, with its
    /// two thresholds).
    public struct Flapping: Sendable, Equatable {
        /// How many changes between up and down make it flap.
        public var changes: Int
        /// In which time.
        public var window: Duration
        /// With how many changes in the same time it is calm again.
        public var calm: Int

        /// Makes a measure.
        public init(changes: Int = 12, window: Duration = .seconds(3_600), calm: Int = 3) {
            self.changes = changes
            self.window = window
            self.calm = calm
        }
    }

    /// Servers that are started only when others run: game servers after their proxy.
    public struct Dependency: Sendable, Equatable {
        /// Which servers wait.
        public var servers: [LabelMatcher]
        /// For which of the same panel; those that nobody wants up are not waited for.
        public var after: [LabelMatcher]
        /// How long they wait at most, so that two that wait for each other are started all the same.
        public var patience: Duration

        /// Makes a dependency.
        public init(servers: [LabelMatcher], after: [LabelMatcher], patience: Duration = .seconds(900)) {
            self.servers = servers
            self.after = after
            self.patience = patience
        }
    }

    /// Makes limits; the defaults let a node of two hundred servers be brought back within two hours.
    public init(
        node: Budget = Budget(attempts: 120),
        panel: Budget = Budget(attempts: 600),
        fleet: Budget = Budget(attempts: 1_200),
        atOncePerNode: Int = 4,
        fleetOutage: FleetOutage = FleetOutage(),
        probing: Probing = Probing(),
        flapping: Flapping = Flapping(),
        dependencies: [Dependency] = [],
        windows: [MaintenanceWindow] = []
    ) {
        self.node = node
        self.panel = panel
        self.fleet = fleet
        self.atOncePerNode = atOncePerNode
        self.fleetOutage = fleetOutage
        self.probing = probing
        self.flapping = flapping
        self.dependencies = dependencies
        self.windows = windows
    }
}
