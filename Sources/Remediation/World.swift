/// What a decision is made in, apart from the alerts: handed in anew at each call.
public struct World: Sendable {
    /// The servers as they are seen now.
    public var fleet: Fleet
    /// Whether the ledger took its last write.
    public var isLedgerWritable: Bool
    /// Whether every server was looked at once since the agent started (or its node is known to be unreachable).
    public var hasSweptOnce: Bool
    /// The panels whose request budget has nothing left, not even of the reserve for actions.
    public var panelsWithoutBudget: Set<String>

    /// Makes a world.
    public init(
        fleet: Fleet,
        isLedgerWritable: Bool = true,
        hasSweptOnce: Bool = true,
        panelsWithoutBudget: Set<String> = []
    ) {
        self.fleet = fleet
        self.isLedgerWritable = isLedgerWritable
        self.hasSweptOnce = hasSweptOnce
        self.panelsWithoutBudget = panelsWithoutBudget
    }
}
