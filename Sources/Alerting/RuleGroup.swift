/// Rules that are evaluated together, in order.
public struct RuleGroup: Sendable {
    /// The group's name, unique in its file.
    public let name: String
    /// The file it came from.
    public let file: String
    /// How often it is evaluated; nil for the global interval.
    public let interval: Duration?
    /// How far in the past it is evaluated.
    public let queryOffset: Duration
    /// The most series or alerts that each rule may give; 0 for no limit.
    public let limit: Int
    /// The rules, in file order.
    public let rules: [Rule]

    /// Makes a group.
    public init(
        name: String,
        file: String,
        interval: Duration? = nil,
        queryOffset: Duration = .zero,
        limit: Int = 0,
        rules: [Rule]
    ) {
        self.name = name
        self.file = file
        self.interval = interval
        self.queryOffset = queryOffset
        self.limit = limit
        self.rules = rules
    }
}
