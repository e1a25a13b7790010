public import PromQL
public import Remediation

/// One policy: what is done about a server, when, and when a human is called instead.
public struct PolicySettings: Sendable, Equatable {
    /// Which servers it is for; without matchers all.
    public var servers: [LabelMatcher]
    /// The situation that it is for.
    public var when: Policy.Trouble
    /// What is done; nil for a start that has `verifyWithin`.
    public var steps: [Step]?
    /// How long a server must have been down before anything is done; Wings has its own turn in this time.
    public var grace: Duration
    /// How long a started server may take to be running.
    public var verifyWithin: Duration
    /// The shortest time between two attempts at one server.
    public var cooldown: Duration
    /// How the time between attempts grows.
    public var backoff: Policy.Backoff
    /// The most attempts at one server within the window; after them a human is needed.
    public var attempts: Int
    /// The time over which attempts are counted.
    public var attemptsWindow: Duration

    /// Makes a policy; what is not given has the documented default.
    public init(
        servers: [LabelMatcher] = [],
        when: Policy.Trouble = .crashed,
        steps: [Step]? = nil,
        grace: Duration = .seconds(120),
        verifyWithin: Duration = .seconds(300),
        cooldown: Duration = .seconds(300),
        backoff: Policy.Backoff = Policy.Backoff(),
        attempts: Int = 3,
        attemptsWindow: Duration = .seconds(3_600)
    ) {
        self.servers = servers
        self.when = when
        self.steps = steps
        self.grace = grace
        self.verifyWithin = verifyWithin
        self.cooldown = cooldown
        self.backoff = backoff
        self.attempts = attempts
        self.attemptsWindow = attemptsWindow
    }
}
