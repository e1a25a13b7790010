public import Alerting
public import Telemetry

/// What a decision is made in, apart from the alerts: handed in anew at each call.
public struct World: Sendable {
    /// The servers as they are seen now.
    public var fleet: Fleet
    /// Whether the ledger took its last write.
    public var isLedgerWritable: Bool
    /// The panels of which not every server was looked at since the agent started, its node not being known to be
    /// unreachable.
    public var unsweptPanels: Set<String>
    /// The panels whose request budget has nothing left, not even of the reserve for actions.
    public var panelsWithoutBudget: Set<String>
    /// Who stopped all remediation; nil when nobody did.
    public var stop: StopSwitch?
    /// Whose alerts are to be kept quiet.
    public var silences: Silences
    /// Labels that every alert gets on its way out unless it has them, so that silences see them.
    public var externalLabels: LabelSet

    /// Makes a world.
    public init(
        fleet: Fleet,
        isLedgerWritable: Bool = true,
        unsweptPanels: Set<String> = [],
        panelsWithoutBudget: Set<String> = [],
        stop: StopSwitch? = nil,
        silences: Silences = Silences(),
        externalLabels: LabelSet = .empty
    ) {
        self.fleet = fleet
        self.isLedgerWritable = isLedgerWritable
        self.unsweptPanels = unsweptPanels
        self.panelsWithoutBudget = panelsWithoutBudget
        self.stop = stop
        self.silences = silences
        self.externalLabels = externalLabels
    }
}
