/// The guards of one policy: when a crashed server is started, and when a human is called instead.
public struct PolicySettings: Sendable, Equatable {
    /// How long a server must have been down before anything is done; Wings has its own turn in this time.
    public var grace: Duration
    /// How long a started server may take to be running.
    public var verifyWithin: Duration
    /// The shortest time between two attempts at one server.
    public var cooldown: Duration
    /// The most attempts at one server within the window; after them a human is needed.
    public var attempts: Int
    /// The time over which attempts are counted.
    public var attemptsWindow: Duration

    /// Makes a policy; what is not given has the documented default.
    public init(
        grace: Duration = .seconds(120),
        verifyWithin: Duration = .seconds(300),
        cooldown: Duration = .seconds(300),
        attempts: Int = 3,
        attemptsWindow: Duration = .seconds(3_600)
    ) {
        self.grace = grace
        self.verifyWithin = verifyWithin
        self.cooldown = cooldown
        self.attempts = attempts
        self.attemptsWindow = attemptsWindow
    }
}
