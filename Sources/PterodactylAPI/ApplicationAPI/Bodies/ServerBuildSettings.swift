/// What a server may use, and its allocations: what the panel calls its build.
public struct ServerBuildSettings: Sendable, Hashable {
    /// The primary allocation: one of the server's, or of those that are added.
    public var allocation: AllocationID
    /// What it may use, all of it.
    public var limits: ServerLimits
    /// How many databases, further allocations and backups it may have.
    public var featureLimits: FeatureLimits
    /// Allocations of its node to be given to it; those that another server has are passed over.
    public var addedAllocations: [AllocationID]
    /// Allocations to be taken from it; not the primary one.
    public var removedAllocations: [AllocationID]

    /// Makes settings.
    public init(
        allocation: AllocationID,
        limits: ServerLimits,
        featureLimits: FeatureLimits,
        addedAllocations: [AllocationID] = [],
        removedAllocations: [AllocationID] = []
    ) {
        self.allocation = allocation
        self.limits = limits
        self.featureLimits = featureLimits
        self.addedAllocations = addedAllocations
        self.removedAllocations = removedAllocations
    }

    /// The settings that a server has.
    public init(_ server: ApplicationServer) {
        self.init(allocation: server.allocation, limits: server.limits, featureLimits: server.featureLimits)
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "allocation": .id(allocation),
            "limits": limits.json,
            "feature_limits": featureLimits.json,
            "oom_disabled": .bool(limits.isOutOfMemoryKillerDisabled),
        ]
        if !addedAllocations.isEmpty { members["add_allocations"] = .ids(addedAllocations) }
        if !removedAllocations.isEmpty { members["remove_allocations"] = .ids(removedAllocations) }
        return .object(members)
    }
}
