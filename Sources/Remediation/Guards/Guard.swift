public import Collecting
public import Telemetry

/// One condition under which a server is left alone.
///
/// Guards are an ordered list of values; the first that says no gives the reason, and the act needs a yes of each,
/// asked before the intent is written and again before the act is sent.
public struct Guard: Sendable {
    /// What a guard answers.
    public enum Answer: Sendable, Equatable {
        /// It has no objection.
        case yes
        /// It has, and says in plain words what it saw.
        case no(String)
    }

    /// The reason when it says no.
    public let reason: RefusalReason
    /// Asks it.
    public let check: @Sendable (GuardContext) -> Answer

    /// Makes a guard.
    public init(_ reason: RefusalReason, check: @escaping @Sendable (GuardContext) -> Answer) {
        self.reason = reason
        self.check = check
    }

    /// Makes a guard that needs the server's view; where there is none, ``notListed`` has already said no.
    init(_ reason: RefusalReason, view check: @escaping @Sendable (ServerView, GuardContext) -> Answer) {
        self.init(reason) { context in
            guard let view = context.view else { return .no("the server is not in the inventory") }
            return check(view, context)
        }
    }

    /// All guards, in the order they are asked: first what cannot be known, then who holds the server, then what it
    /// does, then our own bounds, and last whether the observation is fresh and the mode allows to act.
    public static let standard: [Guard] = [
        .stopped, .notListed, .notCovered, .startupGrace, .ledgerUnavailable, .panelUnreachable, .nodeUnreachable,
        .nodeMaintenance, .maintenanceWindow, .ownerOptOut, .transferring, .status, .silenced, .attemptOpen,
        .stateUnknown, .notDown, .undecided, .stoppedOnPurpose, .diskOverLimit, .notDesiredUp, .recentIntervention,
        .attemptsExhausted, .flapping, .cooldown, .grace, .fleetOutage, .nodeOutage, .waitsForOthers, .budgetSpent,
        .nodeBusy, .noBudget, .staleObservation, .observing,
    ]
}

/// What guards look at.
public struct GuardContext: Sendable {
    /// What would be done.
    public let policy: Policy
    /// How far remediation may go.
    public let mode: Mode
    /// The server as it is seen now; nil when the inventory has none.
    public let view: ServerView?
    /// Whether the ledger can be written.
    public let isLedgerWritable: Bool
    /// Whether every server was looked at once.
    public let hasSweptOnce: Bool
    /// Whether the panel's request budget allows an action.
    public let hasBudget: Bool
    /// The silences that keep every alert quiet that asks for this; empty when one of them is not silenced.
    public let silencedBy: [CoveringSilence]
    /// Whether another attempt on this server is not closed.
    public let hasOpenAttempt: Bool
    /// How many attempts count against the limit.
    public let attempts: Int
    /// Since when the server is given up.
    public let givenUpSince: Timestamp?
    /// When the last attempt ended.
    public let lastEnd: Timestamp?
    /// How long nothing is done after it.
    public let cooldown: Duration
    /// How many servers of the node failed together, of how many that should be up; nil when that is no outage.
    public let nodeOutage: NodeOutage?
    /// What the server's neighbours and all others say.
    public let surroundings: Surroundings
    /// What an observation must be newer than: the alert's firing and the last attempt's end.
    public let observedAfter: Timestamp
    /// The present.
    public let now: Timestamp

    /// How many servers failed at once.
    public struct NodeOutage: Sendable, Equatable {
        /// Servers that failed.
        public let failing: Int
        /// Servers that should be up.
        public let expected: Int

        /// Makes the fact.
        public init(failing: Int, expected: Int) {
            self.failing = failing
            self.expected = expected
        }
    }

    /// What lies beyond the one server.
    public struct Surroundings: Sendable, Equatable {
        /// Who stopped all remediation; nil when nobody did.
        public var stop: StopSwitch?
        /// The name of a maintenance window that is open for the server.
        public var window: String?
        /// How many servers of the whole fleet failed together; nil when that is no outage.
        public var fleetOutage: NodeOutage?
        /// How often the server changed between up and down lately, while it flaps.
        public var flaps: Int?
        /// A server that it waits for.
        public var awaited: String?
        /// Which budget is spent, in words.
        public var spentBudget: String?
        /// How many attempts are under way on its node.
        public var openOnNode: Int
        /// How many may be.
        public var atOncePerNode: Int

        /// Makes surroundings in which nothing speaks against an act.
        public init(
            stop: StopSwitch? = nil,
            window: String? = nil,
            fleetOutage: NodeOutage? = nil,
            flaps: Int? = nil,
            awaited: String? = nil,
            spentBudget: String? = nil,
            openOnNode: Int = 0,
            atOncePerNode: Int = Limits().atOncePerNode
        ) {
            self.stop = stop
            self.window = window
            self.fleetOutage = fleetOutage
            self.flaps = flaps
            self.awaited = awaited
            self.spentBudget = spentBudget
            self.openOnNode = openOnNode
            self.atOncePerNode = atOncePerNode
        }
    }

    /// Makes a context.
    public init(
        policy: Policy,
        mode: Mode,
        view: ServerView?,
        isLedgerWritable: Bool = true,
        hasSweptOnce: Bool = true,
        hasBudget: Bool = true,
        silencedBy: [CoveringSilence] = [],
        hasOpenAttempt: Bool = false,
        attempts: Int = 0,
        givenUpSince: Timestamp? = nil,
        lastEnd: Timestamp? = nil,
        cooldown: Duration? = nil,
        nodeOutage: NodeOutage? = nil,
        surroundings: Surroundings = Surroundings(),
        observedAfter: Timestamp,
        now: Timestamp
    ) {
        self.policy = policy
        self.mode = mode
        self.view = view
        self.isLedgerWritable = isLedgerWritable
        self.hasSweptOnce = hasSweptOnce
        self.hasBudget = hasBudget
        self.silencedBy = silencedBy
        self.hasOpenAttempt = hasOpenAttempt
        self.attempts = attempts
        self.givenUpSince = givenUpSince
        self.lastEnd = lastEnd
        self.cooldown = cooldown ?? policy.cooldown
        self.nodeOutage = nodeOutage
        self.surroundings = surroundings
        self.observedAfter = observedAfter
        self.now = now
    }
}
