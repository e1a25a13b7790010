/// How many databases, further allocations and backups a server may have (`feature_limits`).
public struct FeatureLimits: Sendable, Hashable {
    /// Databases; nil is unlimited.
    public var databases: Int?
    /// Allocations; nil behaves as none more.
    public var allocations: Int?
    /// Backups; 0 switches them off.
    public var backups: Int

    /// Makes one; what is left out is what a plain one has.
    public init(
        databases: Int? = nil,
        allocations: Int? = nil,
        backups: Int = 0
    ) {
        self.databases = databases
        self.allocations = allocations
        self.backups = backups
    }
}

extension FeatureLimits {
    init(_ at: JSONReader) throws(PanelError) {
        self.init(
            databases: try at["databases"].intIfAny(),
            allocations: try at["allocations"].intIfAny(),
            backups: try at["backups"].intIfAny() ?? 0
        )
    }
}
