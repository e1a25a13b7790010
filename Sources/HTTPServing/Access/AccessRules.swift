/// Who may ask a server, and what all its answers carry.
public struct AccessRules: Sendable, Equatable {
    /// How many requests are answered.
    public struct Rate: Sendable, Equatable {
        /// The time in which one more may come.
        public var interval: Duration
        /// How many may come at once after a rest.
        public var burst: Int

        /// Makes a rate.
        public init(interval: Duration, burst: Int) {
            self.interval = interval
            self.burst = burst
        }
    }

    /// The bcrypt hashes of passwords by user; a hash that cannot be read matches no password.
    public var users: [String: String] = [:]
    /// Tokens by which programs may ask (RFC 6750).
    public var tokens: [String] = []
    /// Tokens that open what the others open, and are passwords of a user of any name, too; they close nothing by themselves.
    public var masterTokens: [String] = []
    /// Fields of every answer that has none of the name.
    public var headers: HeaderFields = [:]
    /// How many requests are answered; nil for all.
    public var rate: Rate?
    /// Whether it is not known who may ask: then nobody may, and all is answered 500.
    public var isBroken = false

    /// Makes rules by which everybody may ask.
    public init() {}

    /// Whether everybody may ask.
    var isOpen: Bool { users.isEmpty && tokens.isEmpty }
}

extension AccessRules: CustomStringConvertible, CustomReflectable {
    /// Nothing of what is secret.
    public var description: String { "AccessRules" }
    /// Shows nothing of what is inside.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
