public import PterodactylAPI

/// How one panel is to be watched: the validated settings as values.
public struct PanelPlan: Sendable, Equatable {
    /// Which servers to ask for.
    public enum Scope: Sendable, Equatable {
        /// Every server for a root admin's key, own and shared ones for an ordinary user's.
        case automatic
        /// As the panel's `type` says.
        case fixed(ServerScope)
    }

    /// The panel's name: the `panel` label.
    public var name: String
    /// Which servers.
    public var scope: Scope
    /// How often each collector asks; one that is missing is off.
    public var intervals: [CollectorKind: Duration]
    /// How long the truth may take to arrive.
    public var timing: IncidentTiming
    /// Which share of the panel's rate limit may be used, 0 to 1.
    public var budgetShare: Double
    /// Which share of it is kept for actions, 0 to 1.
    public var budgetReserve: Double
    /// By which ways the servers are known.
    public var sources: SourcePlan
    /// Whether what pterodactyl_exporter would say is written, too, under its names.
    public var writesExporterNames: Bool

    /// Makes a plan.
    public init(
        name: String,
        scope: Scope = .automatic,
        intervals: [CollectorKind: Duration] = PanelPlan.defaultIntervals,
        timing: IncidentTiming = IncidentTiming(),
        budgetShare: Double = 0.9,
        budgetReserve: Double = 0.1,
        sources: SourcePlan = SourcePlan(),
        writesExporterNames: Bool = false
    ) {
        self.name = name
        self.scope = scope
        self.intervals = intervals
        self.timing = timing
        self.budgetShare = budgetShare
        self.budgetReserve = budgetReserve
        self.sources = sources
        self.writesExporterNames = writesExporterNames
    }

    /// How often a collector asks; nil for one that is off.
    func interval(of kind: CollectorKind) -> Duration? { kind == .wings ? sources.wingsInterval : intervals[kind] }

    /// How often the allocations of a node are counted: they seldom change, and each node costs two calls.
    var allocationInterval: Duration { max(intervals[.inventory] ?? .zero, Self.shortestAllocationInterval) }

    /// The least time between two counts of a node's allocations.
    static let shortestAllocationInterval = Duration.seconds(600)

    /// The intervals of a panel that nothing else was said of.
    public static let defaultIntervals: [CollectorKind: Duration] = [
        .inventory: DefaultInterval.inventory, .servers: DefaultInterval.servers, .nodes: DefaultInterval.nodes,
        .backups: DefaultInterval.backups,
    ]
}
