public import Alerting

/// A rule file that was read without a mistake.
public struct RuleFile: Sendable {
    /// Its name, as it was given.
    public let name: String
    /// Its groups, in file order.
    public let groups: [RuleGroup]

    /// Makes a rule file.
    public init(name: String, groups: [RuleGroup]) {
        self.name = name
        self.groups = groups
    }

    /// How many rules are in all its groups.
    public var ruleCount: Int { groups.reduce(0) { $0 + $1.rules.count } }
}
