public import Collecting
public import Telemetry

/// One condition under which a server is left alone.
///
/// Guards are an ordered list of values; the first that says no gives the reason, and the act needs a yes of each,
/// asked before the intent of each step is written and again before the act is sent.
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
    /// Whether it is asked before a ladder's first step alone: what bounds attempts does not cut one short.
    public let isForBeginning: Bool
    /// Asks it.
    public let check: @Sendable (GuardContext) -> Answer

    /// Makes a guard.
    public init(
        _ reason: RefusalReason,
        isForBeginning: Bool = false,
        check: @escaping @Sendable (GuardContext) -> Answer
    ) {
        self.reason = reason
        self.isForBeginning = isForBeginning
        self.check = check
    }

    /// Makes a guard that needs the server's view; where there is none, ``notListed`` has already said no.
    init(
        _ reason: RefusalReason,
        isForBeginning: Bool = false,
        view check: @escaping @Sendable (ServerView, GuardContext) -> Answer
    ) {
        self.init(reason, isForBeginning: isForBeginning) { context in
            guard let view = context.view else { return .no("the server is not in the inventory") }
            return check(view, context)
        }
    }

    /// All guards, in the order they are asked: first what cannot be known, then who holds the server, then what it
    /// does, then our own bounds, and last whether the observation is fresh and the mode allows to act.
    public static let standard: [Guard] = [
        .stopped, .notListed, .notCovered, .startupGrace, .ledgerUnavailable, .panelUnreachable, .nodeUnreachable,
        .nodeMaintenance, .maintenanceWindow, .ownerOptOut, .transferring, .status, .silenced, .attemptOpen,
        .stateUnknown, .notDown, .otherState, .undecided, .stoppedOnPurpose, .diskOverLimit, .notDesiredUp,
        .recentIntervention,
        .attemptsExhausted, .flapping, .cooldown, .grace, .fleetOutage, .nodeOutage, .waitsForOthers, .budgetSpent,
        .nodeBusy, .noBudget, .unusableText, .staleObservation, .observing, .awaitingApproval,
    ]
}

/// What guards look at.
public struct GuardContext: Sendable {
    /// Which policy is asked for.
    public let policy: Policy
    /// What would be done: one of its steps.
    public let step: Step
    /// The way through the policy's steps that this step goes on with; nil for the first step.
    public let ladder: Ladder?
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

    /// Whether the step was meant all along by a ladder for a server that should be up, and nobody else has acted since: then
    /// that the server is down is our own doing.
    public var isOwnDoing: Bool {
        guard let ladder, policy.when != .any, let view else { return false }
        return view.lastIntervention.map { $0 <= ladder.begunAt } ?? true
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
        /// Whether the server's suspension is ours.
        public var isSuspendedByUs = false
        /// What the step's text would be, where it is a template; nil where it cannot be made.
        public var text: Result<String, TemplateFailure> = .success("")
        /// Where asking a human stands (`mode: ask`).
        public var approval: Approval.State = .open
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
        step: Step? = nil,
        ladder: Ladder? = nil,
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
        self.step = step ?? policy.steps.first ?? Step(.wait)
        self.ladder = ladder
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
