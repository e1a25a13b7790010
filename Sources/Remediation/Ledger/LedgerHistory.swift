public import PterodactylAPI
public import Telemetry

/// What the ledger tells a starting agent, so that a restart forgets no attempt.
public struct LedgerHistory: Sendable, Equatable {
    /// An attempt that ended.
    public struct PastAttempt: Sendable, Hashable {
        /// The server.
        public let address: ServerAddress
        /// Whether it was a ladder's first step; those that follow are no attempts of their own.
        public let isBeginning: Bool
        /// How it ended.
        public let outcome: Outcome
        /// When it ended.
        public let endedAt: Timestamp

        /// Makes a past attempt.
        public init(address: ServerAddress, isBeginning: Bool = true, outcome: Outcome, endedAt: Timestamp) {
            self.address = address
            self.isBeginning = isBeginning
            self.outcome = outcome
            self.endedAt = endedAt
        }
    }

    /// A step that ended.
    public struct EndedStep: Sendable, Hashable {
        /// What was done.
        public let intent: Intent
        /// How it ended.
        public let outcome: Outcome
        /// When it ended.
        public let endedAt: Timestamp

        /// Makes an ended step.
        public init(intent: Intent, outcome: Outcome, endedAt: Timestamp) {
            self.intent = intent
            self.outcome = outcome
            self.endedAt = endedAt
        }
    }

    /// A backup that an intent made.
    public struct OwnBackup: Sendable, Hashable {
        /// The panel's name.
        public let panel: String
        /// The server.
        public let server: ServerUUID
        /// The backup.
        public let backup: BackupUUID

        /// Makes the fact.
        public init(panel: String, server: ServerUUID, backup: BackupUUID) {
            self.panel = panel
            self.server = server
            self.backup = backup
        }
    }

    /// Intents without an outcome, oldest first: what an agent that was killed left behind.
    public var openIntents: [Intent]
    /// Attempts that ended in the window that was asked for, oldest first.
    public var attempts: [PastAttempt]
    /// The newest step of each server whose ladder may not be at its end, with how and when that step ended.
    public var lastSteps: [EndedStep]
    /// Intents formed in the window that was asked for, oldest first: their traces in the activity log are not a human's.
    public var acts: [Intent]
    /// Servers that we suspended last, and did not release since.
    public var suspended: Set<ServerAddress>
    /// The backups that we made.
    public var backups: [OwnBackup]
    /// Servers given up and not taken up again since, with the incident and time of giving up.
    public var givenUp: [ServerAddress: GivenUp]
    /// When each server was last taken up again; attempts before do not count any more.
    public var rearmedAt: [ServerAddress: Timestamp]

    /// Makes a history; an empty one is that of a new ledger.
    public init(
        openIntents: [Intent] = [],
        attempts: [PastAttempt] = [],
        lastSteps: [EndedStep] = [],
        acts: [Intent] = [],
        suspended: Set<ServerAddress> = [],
        backups: [OwnBackup] = [],
        givenUp: [ServerAddress: GivenUp] = [:],
        rearmedAt: [ServerAddress: Timestamp] = [:]
    ) {
        self.openIntents = openIntents
        self.attempts = attempts
        self.lastSteps = lastSteps
        self.acts = acts
        self.suspended = suspended
        self.backups = backups
        self.givenUp = givenUp
        self.rearmedAt = rearmedAt
    }
}

/// A server that is left alone until a human helps or it runs well for long.
public struct GivenUp: Sendable, Hashable {
    /// The incident in which it was given up.
    public let incident: IncidentHeader
    /// When.
    public let at: Timestamp

    /// Makes the fact.
    public init(incident: IncidentHeader, at: Timestamp) {
        self.incident = incident
        self.at = at
    }
}
