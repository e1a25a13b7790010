public import Telemetry

/// What the ledger tells a starting agent, so that a restart forgets no attempt.
public struct LedgerHistory: Sendable, Equatable {
    /// An attempt that ended.
    public struct PastAttempt: Sendable, Hashable {
        /// The server.
        public let address: ServerAddress
        /// How it ended.
        public let outcome: Outcome
        /// When it ended.
        public let endedAt: Timestamp

        /// Makes a past attempt.
        public init(address: ServerAddress, outcome: Outcome, endedAt: Timestamp) {
            self.address = address
            self.outcome = outcome
            self.endedAt = endedAt
        }
    }

    /// Intents without an outcome, oldest first: what an agent that was killed left behind.
    public var openIntents: [Intent]
    /// Attempts that ended in the window that was asked for, oldest first.
    public var attempts: [PastAttempt]
    /// Servers given up and not taken up again since, with the incident and time of giving up.
    public var givenUp: [ServerAddress: GivenUp]
    /// When each server was last taken up again; attempts before do not count any more.
    public var rearmedAt: [ServerAddress: Timestamp]

    /// Makes a history; an empty one is that of a new ledger.
    public init(
        openIntents: [Intent] = [],
        attempts: [PastAttempt] = [],
        givenUp: [ServerAddress: GivenUp] = [:],
        rearmedAt: [ServerAddress: Timestamp] = [:]
    ) {
        self.openIntents = openIntents
        self.attempts = attempts
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
